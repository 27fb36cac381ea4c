import type { Refusal } from '../meeting/refusal.ts';
import type { WireError } from '../wire/socket-events.ts';
import { errors } from './zh-cn/errors.ts';
import { links } from './zh-cn/links.ts';
import { refusals } from './zh-cn/refusals.ts';
import { room } from './zh-cn/room.ts';
import { signoff } from './zh-cn/signoff.ts';
import { shell } from './zh-cn/shell.ts';

/** Every text a person sees, the source. `{name}` stands for a value. */
export const zhCN = {
  ...refusals,
  ...errors,
  ...shell,
  ...room,
  ...signoff,
  ...links,
} as const satisfies Record<`refusal.${Refusal}` | `error.${WireError}`, string>;

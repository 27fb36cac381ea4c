import type { Refusal } from '../meeting/refusal.ts';
import type { WireError } from '../wire/socket-events.ts';
import { roomZhCN } from './room-zh-CN.ts';
import { shell } from './zh-cn/shell.ts';
import { signoff } from './zh-cn/signoff.ts';

/** Every text a person sees, the source. `{name}` stands for a value. */
export const zhCN = { ...roomZhCN, ...shell, ...signoff } as const satisfies Record<
  `refusal.${Refusal}` | `error.${WireError}`,
  string
>;

import type { Refusal } from '../meeting/refusal.ts';
import type { WireError } from '../wire/socket-events.ts';
import { dialogsZhCN } from './dialogs-zh-CN.ts';
import { roomZhCN } from './room-zh-CN.ts';
import { charterEditor } from './zh-cn/charter-editor.ts';
import { charters } from './zh-cn/charters.ts';
import { compliance } from './zh-cn/compliance.ts';
import { councils } from './zh-cn/councils.ts';
import { errors } from './zh-cn/errors.ts';
import { home } from './zh-cn/home.ts';
import { matters } from './zh-cn/matters.ts';
import { notices } from './zh-cn/notices.ts';
import { planning } from './zh-cn/planning.ts';
import { preparationRefusals } from './zh-cn/preparation-refusals.ts';
import { shell } from './zh-cn/shell.ts';
import { signoff } from './zh-cn/signoff.ts';

/** Every text a person sees, the source. `{name}` stands for a value. */
export const zhCN = {
  ...roomZhCN,
  ...dialogsZhCN,
  ...errors,
  ...preparationRefusals,
  ...shell,
  ...signoff,
  ...charters,
  ...charterEditor,
  ...compliance,
  ...councils,
  ...home,
  ...matters,
  ...notices,
  ...planning,
} as const satisfies Record<`refusal.${Refusal}` | `error.${WireError}`, string>;

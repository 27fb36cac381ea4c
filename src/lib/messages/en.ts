import { dialogsEn } from './dialogs-en.ts';
import { roomEn } from './room-en.ts';
import { charterEditor } from './en/charter-editor.ts';
import { charters } from './en/charters.ts';
import { compliance } from './en/compliance.ts';
import { councils } from './en/councils.ts';
import { errors } from './en/errors.ts';
import { home } from './en/home.ts';
import { matters } from './en/matters.ts';
import { notices } from './en/notices.ts';
import { planning } from './en/planning.ts';
import { preparationRefusals } from './en/preparation-refusals.ts';
import { shell } from './en/shell.ts';
import { signoff } from './en/signoff.ts';
import type { zhCN } from './zh-CN.ts';

/** Every text a person sees, in English. A missing key does not compile. */
export const en: Record<keyof typeof zhCN, string> = {
  ...roomEn,
  ...dialogsEn,
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
};

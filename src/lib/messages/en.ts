import { errors } from './en/errors.ts';
import { links } from './en/links.ts';
import { refusals } from './en/refusals.ts';
import { room } from './en/room.ts';
import { signoff } from './en/signoff.ts';
import { shell } from './en/shell.ts';
import type { zhCN } from './zh-CN.ts';

/** Every text a person sees, in English. A missing key does not compile. */
export const en: Record<keyof typeof zhCN, string> = {
  ...refusals,
  ...errors,
  ...shell,
  ...room,
  ...signoff,
  ...links,
};

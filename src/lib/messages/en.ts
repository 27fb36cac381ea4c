import { roomEn } from './room-en.ts';
import { shell } from './en/shell.ts';
import { signoff } from './en/signoff.ts';
import type { zhCN } from './zh-CN.ts';

/** Every text a person sees, in English. A missing key does not compile. */
export const en: Record<keyof typeof zhCN, string> = { ...roomEn, ...shell, ...signoff };

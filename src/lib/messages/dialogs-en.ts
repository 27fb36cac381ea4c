import type { dialogsZhCN } from './dialogs-zh-CN.ts';
import { dialogs } from './en/dialogs.ts';
import { links } from './en/links.ts';

/** What the room's dialogs say besides, in English. */
export const dialogsEn: Record<keyof typeof dialogsZhCN, string> = { ...dialogs, ...links };

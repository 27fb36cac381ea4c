import { dialogs } from './zh-cn/dialogs.ts';
import { links } from './zh-cn/links.ts';

/** What the room's dialogs say besides, the source; a browser fetches it with the first dialog. */
export const dialogsZhCN = { ...dialogs, ...links } as const;

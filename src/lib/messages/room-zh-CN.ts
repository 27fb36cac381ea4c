import { common } from './zh-cn/common.ts';
import { refusals } from './zh-cn/refusals.ts';
import { room } from './zh-cn/room.ts';

/** What the room says, the source; a browser in the room needs no other texts. */
export const roomZhCN = { ...refusals, ...common, ...room } as const;

import { common } from './en/common.ts';
import { refusals } from './en/refusals.ts';
import { room } from './en/room.ts';
import type { roomZhCN } from './room-zh-CN.ts';

/** What the room says, in English. */
export const roomEn: Record<keyof typeof roomZhCN, string> = { ...refusals, ...common, ...room };

import { tick } from 'svelte';
import type { RoomDesk } from './room-desk.svelte.ts';

const TYPING = 'input, textarea, select, [contenteditable="true"], dialog';

const focusOn = (selector: string): void => document.querySelector<HTMLElement>(selector)?.focus();

/** Moves the focus along the agenda from where it is, else from the current item. */
function alongAgenda(step: number): void {
  const rows = [...document.querySelectorAll<HTMLElement>('.agenda .rail button')];
  const focused = rows.indexOf(document.activeElement as HTMLElement);
  const current = rows.findIndex((row) => row.ariaCurrent === 'step');
  rows[
    Math.min(rows.length - 1, Math.max(0, focused >= 0 ? focused + step : current < 0 ? 0 : current + step))
  ]?.focus();
}

/** The shortcuts of DESIGN.md. None fires while somebody types, composes, or has a dialog open. */
export function onRoomKey(event: KeyboardEvent, desk: RoomDesk, showAgenda: () => void): void {
  const isModified = event.ctrlKey || event.metaKey || event.altKey || event.isComposing;
  if (isModified || desk.asked || (event.target as HTMLElement).closest(TYPING)) return;
  const acts: Record<string, () => unknown> = {
    j: () => (showAgenda(), tick().then(() => alongAgenda(1))),
    k: () => (showAgenda(), tick().then(() => alongAgenda(-1))),
    v: () => focusOn('[data-testid="ballot"] .choice, [data-testid="consensus"] button'),
    '1': () => focusOn('.choice:nth-of-type(1)'),
    '2': () => focusOn('.choice:nth-of-type(2)'),
    '3': () => focusOn('.choice:nth-of-type(3)'),
    h: () => event.repeat || hand(desk),
    m: () => focusOn('.ProseMirror'),
    '?': () => desk.ask({ what: 'keys' }),
  };
  const act = acts[event.key.toLowerCase()];
  if (!act) return;
  event.preventDefault();
  act();
}

/** Raises my hand, or takes it down. */
function hand(desk: RoomDesk): void {
  const isUp = desk.meeting.floor.queue.some(({ personId }) => personId === desk.me);
  const command = isUp ? ({ type: 'floor.withdraw' } as const) : ({ type: 'floor.request', kind: 'speak' } as const);
  if (desk.isBusy(command)) return;
  const why = desk.why(command);
  if (why) desk.say(why, true);
  else void desk.act(command, isUp ? 'room.hand.down' : 'room.hand.up');
}

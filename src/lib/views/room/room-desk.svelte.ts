import { createContext, tick } from 'svelte';
import type { LiveMeeting } from '#lib/live/live-meeting.svelte.ts';
import { recallBallot, rememberBallot, type MyBallot } from '#lib/live/my-ballots.ts';
import type { ItemId, ProblemId, ResolutionId, VoteId } from '#lib/meeting/names.ts';
import type { RoomCommand } from '#lib/meeting/room-decide.ts';
import type { CommandAnswer } from '#lib/wire/socket-events.ts';
import type { RoomKey } from '#lib/messages/words.ts';
import { partOf } from './room-part.ts';
import type { Words } from '../words.ts';

/** The dialog that is open, and what it is about. */
export type Asked =
  | { readonly what: 'item'; readonly itemId: ItemId }
  | { readonly what: 'insert' }
  | { readonly what: 'chair' }
  | { readonly what: 'extend' }
  | { readonly what: 'handOver' }
  | { readonly what: 'nextMeeting' }
  | { readonly what: 'attendance' }
  | { readonly what: 'checkInCode' }
  | { readonly what: 'speaker' }
  | { readonly what: 'keys' }
  | { readonly what: 'links' }
  | { readonly what: 'action' }
  | { readonly what: 'problem'; readonly problemId?: ProblemId }
  | { readonly what: 'resolution'; readonly resolutionId?: ResolutionId; readonly problemId?: ProblemId }
  | { readonly what: 'vote'; readonly resolutionId: ResolutionId }
  | { readonly what: 'result'; readonly resolutionId: ResolutionId }
  | { readonly what: 'reason'; readonly ask: Reasoned };

/** A command that needs a reason, and the words in which it is asked for. */
export interface Reasoned {
  readonly title: string;
  readonly explain: string;
  readonly send: string;
  /** Whether it stands for a decision (red) or not. */
  readonly isGrave?: boolean;
  /** Without `needsReason` only a confirmation is asked for. */
  readonly needsReason: boolean;
  /** What the reason begins with. */
  readonly reason?: string;
  readonly command: (reason: string) => RoomCommand;
}

/** A short notice; it goes by itself, trouble stays longer. */
export interface Notice {
  readonly id: number;
  readonly text: string;
  readonly isTrouble: boolean;
}

/** How long a notice stays, in milliseconds. */
const NOTICE_MS = { done: 4000, trouble: 9000 };

/** What everything in the room shares: the live meeting, my part in it, the open dialog, notices. */
export class RoomDesk {
  readonly live: LiveMeeting;
  readonly t: Words<RoomKey>;
  asked = $state.raw<Asked | null>(null);
  notices = $state.raw<readonly Notice[]>([]);
  readonly part = $derived.by(() => partOf(this.meeting, this.me));
  #count = 0;
  /** Ballots cast from this page; the device's memory has those of before. */
  #ballots = $state.raw<Readonly<Record<VoteId, MyBallot>>>({});
  /** What had the focus before a dialog opened. */
  #before: Element | null = null;

  constructor(live: LiveMeeting, t: Words<RoomKey>) {
    this.live = live;
    this.t = t;
  }

  get meeting() {
    return this.live.meeting;
  }

  get me() {
    return this.live.personId;
  }

  get now() {
    return this.live.now;
  }

  /** Opens a dialog, in the place of one that is open. */
  ask(asked: Asked): void {
    if (!this.asked) this.#before = document.activeElement;
    this.asked = asked;
  }

  /** Closes the dialog; the focus goes back to where it was. */
  close(): void {
    if (!this.asked) return;
    this.asked = null;
    const before = this.#before;
    void tick().then(() => before instanceof HTMLElement && before.isConnected && before.focus());
  }

  /** Closes that dialog, if it is still the one that is open: an answer may come late. */
  closeIf(asked: Asked | null): void {
    if (this.asked === asked) this.close();
  }

  /** What is known here of my ballot in a vote. */
  ballotOf(voteId: VoteId): MyBallot | null {
    return this.#ballots[voteId] ?? recallBallot(this.meeting.id, this.me, voteId);
  }

  keepBallot(voteId: VoteId, ballot: MyBallot): void {
    rememberBallot(this.meeting.id, this.me, voteId, ballot);
    this.#ballots = { ...this.#ballots, [voteId]: ballot };
  }

  /** Why a command would do nothing now, as a sentence; null when it would be obeyed. */
  why(command: RoomCommand): string | null {
    if (this.live.link === 'connecting') return this.t('room.link.connecting');
    if (!this.live.isOnline) return this.t('room.notOnline');
    const refusal = this.live.refusalOf(command);
    return refusal && this.t(`refusal.${refusal}`);
  }

  /** Whether this very command is on its way. */
  isBusy(command: RoomCommand): boolean {
    const wanted = JSON.stringify(command);
    return this.live.pending.some((pending) => JSON.stringify(pending) === wanted);
  }

  /**
   * Sends a command; a refusal is said in a notice.
   * @param done what is said when it was obeyed; nothing when the page shows it anyway
   */
  async act(command: RoomCommand, done?: RoomKey): Promise<CommandAnswer> {
    const answer = await this.live.send(command);
    if (!answer.ok) this.say(answer.message || this.t('room.unsettled'), true);
    else if (done) this.say(this.t(done));
    return answer;
  }

  say(text: string, isTrouble = false): void {
    const id = ++this.#count;
    this.notices = [...this.notices.filter((notice) => notice.text !== text), { id, text, isTrouble }].slice(-3);
    setTimeout(() => this.hush(id), isTrouble ? NOTICE_MS.trouble : NOTICE_MS.done);
  }

  hush(id: number): void {
    this.notices = this.notices.filter((notice) => notice.id !== id);
  }
}

export const [roomDesk, provideRoomDesk] = createContext<RoomDesk>();

import { CHAIR_ABSENCE_SECONDS } from '#lib/meeting/chair.ts';
import type { Command, Meeting } from '#lib/meeting/meeting.ts';
import { runningVote } from '#lib/meeting/vote.ts';
import type { Clock } from '../clock.ts';

/** What the server's clock does to a meeting by itself: votes and calls for objections end, a lost chair is noted. */
export class Deadlines {
  readonly #clock: Clock;
  readonly #act: (command: Command) => void;
  #watched = '';
  #callOff: (() => void) | null = null;
  #chairWait: (() => void) | null = null;
  #chairHere = false;

  constructor(clock: Clock, act: (command: Command) => void) {
    this.#clock = clock;
    this.#act = act;
  }

  /** Whether a deadline is running. */
  get pending(): boolean {
    return this.#callOff !== null || this.#chairWait !== null;
  }

  /** Looks at the meeting after each commit and sets the next deadline. */
  watch(meeting: Meeting): void {
    const due = nextDeadline(meeting);
    const name = due ? `${due.command.type} ${due.at}` : '';
    if (name !== this.#watched) {
      this.#watched = name;
      this.#callOff?.();
      this.#callOff = due ? this.#await(due.at, due.command) : null;
    }
    this.#watchChair(meeting);
  }

  /** Whether whoever presides has a connection. */
  chairConnected(connected: boolean, meeting: Meeting): void {
    this.#chairHere = connected;
    this.#watchChair(meeting);
  }

  stop(): void {
    this.#callOff?.();
    this.#chairWait?.();
    this.#callOff = this.#chairWait = null;
    this.#watched = '';
  }

  #await(at: number, command: Command): () => void {
    return this.#clock.after(at - this.#clock.now(), () => {
      if (this.#clock.now() < at) this.#callOff = this.#await(at, command);
      else {
        this.#callOff = null;
        this.#watched = '';
        this.#act(command);
      }
    });
  }

  #watchChair(meeting: Meeting): void {
    if (this.#chairHere && meeting.chair.absentSince !== null) this.#act({ type: 'chair.markReturned' });
    const isUnderWay = meeting.stage === 'inSession' || meeting.stage === 'suspended';
    const missing = !this.#chairHere && isUnderWay && meeting.chair.absentSince === null;
    if (missing)
      this.#chairWait ??= this.#clock.after(CHAIR_ABSENCE_SECONDS * 1000, () => {
        this.#chairWait = null;
        this.#act({ type: 'chair.markAbsent' });
      });
    else {
      this.#chairWait?.();
      this.#chairWait = null;
    }
  }
}

function nextDeadline(meeting: Meeting): { at: number; command: Command } | null {
  const vote = runningVote(meeting);
  if (vote?.closesAt) return { at: Date.parse(vote.closesAt), command: { type: 'vote.close', voteId: vote.id } };
  const consensus = meeting.consensus;
  if (consensus?.status === 'open')
    return { at: Date.parse(consensus.closesAt), command: { type: 'consensus.close', consensusId: consensus.id } };
  return null;
}

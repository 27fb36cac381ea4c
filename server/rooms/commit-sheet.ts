import { findingsOf, OBSERVED } from '#lib/meeting/compliance.ts';
import { decide } from '#lib/meeting/decide.ts';
import { evolve, stamp, type Command, type Meeting, type MeetingEvent } from '#lib/meeting/meeting.ts';
import type { PersonId } from '#lib/meeting/names.ts';
import type { Refusal } from '#lib/meeting/refusal.ts';
import { isRefused, type Authority, type SealedChoice } from '#lib/meeting/rulebook.ts';
import type { BallotBox, CommitBatch } from '../archive/archive.ts';
import type { CommandBook, Entry } from './command-book.ts';
import { sealedBallot, summaryOf, toStored } from './ledger.ts';

/** How a command ended: carried out and durable, refused by a rule, or its id was used for something else. */
export type Outcome =
  { readonly seq: number; readonly receipt?: string } | { readonly refused: Refusal } | { readonly conflict: true };

/** A command as somebody asked for it. */
export interface Asked {
  readonly actor: PersonId | 'system';
  /** The client's own id for it. */
  readonly id: string;
  readonly command: Command;
  /** Fingerprint of actor and command. */
  readonly digest: string;
}

/**
 * One commit in the making. Commands are decided on it one after another, each on what the one before left; then
 * the sheet becomes durable as a whole or not at all.
 */
export class CommitSheet {
  readonly #before: Meeting;
  readonly #book: CommandBook;
  readonly #box: BallotBox;
  readonly #entered = new Map<string, Entry>();
  readonly #ballots: CommitBatch['ballots'] = [];
  readonly #voters: NonNullable<CommitBatch['voters']> = [];
  readonly #emptied: string[] = [];
  readonly #answers: CommitBatch['answers'] = [];
  readonly events: MeetingEvent[] = [];
  meeting: Meeting;

  constructor(meeting: Meeting, book: CommandBook, box: BallotBox) {
    this.#before = meeting;
    this.#book = book;
    this.#box = box;
    this.meeting = meeting;
  }

  get isEmpty(): boolean {
    return this.events.length === 0;
  }

  /** Decides a command, or finds what it was answered before. The outcome holds once the sheet is durable. */
  decide(asked: Asked, by: Authority): Outcome {
    const known = this.#book.find(asked.id) ?? this.#entered.get(asked.id);
    if (known) return known.digest === asked.digest ? this.#accepted(asked, known.seq) : { conflict: true };
    const decision = decide(this.meeting, asked.command, this.#observing(asked, by));
    if (isRefused(decision)) return decision;
    this.#write(stamp(this.meeting, decision.events, by));
    if (decision.events.some(({ type }) => OBSERVED.has(type))) this.#observe(by.at);
    const { seq } = this.meeting;
    const outcome = this.#accepted(asked, seq);
    if (decision.sealed) this.#seal(decision.sealed, outcome.receipt ?? null);
    this.#entered.set(asked.id, { digest: asked.digest, seq });
    this.#answers.push({ commandId: asked.id, bodyDigest: asked.digest, answer: String(seq), personId: asked.actor });
    return outcome;
  }

  /** What the store commits. */
  batch(): CommitBatch {
    const summary = summaryOf(this.#before, this.meeting);
    return {
      events: this.events.map(toStored),
      answers: this.#answers,
      ballots: this.#ballots,
      voters: this.#voters,
      emptied: this.#emptied,
      ...(summary && { summary }),
    };
  }

  /** Remembers the commands, after the commit. */
  close(): void {
    for (const [id, entry] of this.#entered) this.#book.enter(id, entry);
  }

  /** The charter's clock asks what has been missed by now: the answer comes from outside the rules of the room. */
  #observing({ command }: Asked, by: Authority): Authority {
    return command.type === 'charter.observe' ? { ...by, findings: findingsOf(this.meeting, by.at) } : by;
  }

  /** Notes in the same commit what of the charter was not kept, and what was made good. */
  #observe(at: string): void {
    const findings = findingsOf(this.meeting, at);
    this.#write(stamp(this.meeting, findings, { actor: 'system', at }));
  }

  #write(events: readonly MeetingEvent[]): void {
    for (const event of events) {
      if (event.type === 'vote.closed' || event.type === 'vote.annulled') this.#emptied.push(event.voteId);
      if (!this.#joinLast(event)) this.events.push(event);
      this.meeting = evolve(this.meeting, { ...event, seq: this.events.at(-1)!.seq });
    }
  }

  /** Ballots that wait together are one event: a thousand voters make a few events, not a thousand. */
  #joinLast(event: MeetingEvent): boolean {
    const last = this.events.at(-1);
    if (event.type !== 'ballot.received' || last?.type !== 'ballot.received' || last.voteId !== event.voteId)
      return false;
    const cast = last.cast as (typeof last.cast)[number][];
    cast.push(...event.cast);
    this.events[this.events.length - 1] = last.actor === 'system' ? last : { ...last, actor: 'system' };
    return true;
  }

  #seal(sealed: SealedChoice, receipt: string | null): void {
    this.#ballots.push(sealedBallot(sealed, this.#box, receipt));
    if (sealed.secret) this.#voters.push({ voteId: sealed.voteId, voter: sealed.unitId });
  }

  #accepted({ id, command }: Asked, seq: number): { seq: number; receipt?: string } {
    const isSecret =
      command.type === 'ballot.cast' &&
      this.meeting.votes.some((vote) => vote.id === command.voteId && vote.method === 'secret');
    return isSecret ? { seq, receipt: this.#box.receipt(this.meeting.id, command.voteId, id) } : { seq };
  }
}

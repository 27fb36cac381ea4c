import { createContext } from 'svelte';
import { LiveMeeting } from '#lib/live/live-meeting.svelte.ts';
import { partyOf } from '#lib/meeting/agreement.ts';
import type { Command, Meeting } from '#lib/meeting/meeting.ts';
import type { UnitId } from '#lib/meeting/names.ts';
import { hasRole, isRepresentative, seatOf } from '#lib/meeting/seat.ts';
import { isOver } from '#lib/meeting/stage.ts';

/** What became of a command: its event's number, or a sentence why not; both null: it is on its way. */
export interface Answered {
  readonly seq: number | null;
  readonly sorry: string | null;
}

/** The plan page's desk: the live meeting, what is mine to do, and the way to do it. */
export class PlanDesk {
  readonly live: LiveMeeting;
  readonly councilId: string;

  constructor(meeting: Meeting, personId: string, now: number) {
    this.live = new LiveMeeting(meeting, personId, now);
    this.councilId = meeting.council.id;
  }

  get meeting(): Meeting {
    return this.live.meeting;
  }

  get personId(): string {
    return this.live.personId;
  }

  /** Calls the meeting: convener, secretary, chair. */
  get convenes(): boolean {
    return hasRole(this.meeting, this.personId, 'convener', 'secretary', 'chair');
  }

  /** The unit for which I may bring papers; null: none. */
  get unitId(): UnitId | null {
    return isRepresentative(this.meeting, this.personId) ? seatOf(this.meeting, this.personId)!.unitId : null;
  }

  /** For which of the two parties I speak. */
  get party() {
    return partyOf(this.meeting, this.personId);
  }

  /** The plan can still be changed. */
  get isPreparing(): boolean {
    return this.meeting.stage === 'planned' || this.meeting.stage === 'noticed';
  }

  /** Papers may still come in. */
  get isCollecting(): boolean {
    return !isOver(this.meeting) && this.meeting.stage !== 'cancelled';
  }

  unitName(unitId: UnitId | null): string {
    return this.meeting.units.find((unit) => unit.id === unitId)?.name ?? '';
  }

  itemTitle(itemId: string | null): string {
    return this.meeting.agenda.find((item) => item.id === itemId)?.title ?? '';
  }

  async send(command: Command): Promise<Answered> {
    const answer = await this.live.send(command);
    return answer.ok ? { seq: answer.seq, sorry: null } : { seq: null, sorry: answer.message };
  }
}

export const [planDesk, providePlanDesk] = createContext<PlanDesk>();

/** One thing that is sent and answered: busy, refused with a sentence, or done. */
export class Doing {
  isBusy = $state(false);
  sorry = $state<string | null>(null);
  isDone = $state(false);

  /** @returns the event's number, or null when it was refused */
  async run(work: () => Promise<Answered>): Promise<number | null> {
    if (this.isBusy) return null;
    this.isBusy = true;
    this.isDone = false;
    this.sorry = null;
    const { seq, sorry } = await work();
    this.isBusy = false;
    this.sorry = sorry;
    this.isDone = seq !== null;
    return seq;
  }
}

import { isPresent, present } from './attendance.ts';
import { presiding } from './chair.ts';
import type { Meeting } from './meeting.ts';
import type { Instant, PersonId } from './names.ts';
import { happened, refused, unless, type Decisions, type Evolutions } from './rulebook.ts';
import { seatOf } from './seat.ts';
import { sitting } from './stage.ts';

/** A request for the floor (发言队列); `order` is a point of order (程序动议). */
export interface FloorRequest {
  readonly personId: PersonId;
  readonly kind: 'speak' | 'order';
  readonly at: Instant;
}

/** Who speaks, since when and for how many seconds; `reply` marks a short answer (回应). */
export interface Speaker {
  readonly personId: PersonId;
  readonly since: Instant;
  readonly limitSeconds: number;
  readonly reply: boolean;
}

export interface Floor {
  readonly speaker: Speaker | null;
  /** In the order of asking; {@link floorQueue} gives the order of speaking. */
  readonly queue: readonly FloorRequest[];
  /** How often each unit (or person without unit) has spoken. */
  readonly spoken: Readonly<Record<string, number>>;
}

export interface FloorCommands {
  'floor.request': { kind: 'speak' | 'order' };
  'floor.withdraw': object;
  /** `seconds` defaults to the charter's speech limit, for a `reply` to its reply limit. */
  'floor.grant': { personId: PersonId; seconds?: number; reply?: boolean };
  'floor.end': object;
}

export interface FloorEvents {
  'floor.requested': { kind: 'speak' | 'order' };
  'floor.withdrawn': object;
  'floor.granted': { personId: PersonId; seconds: number; reply: boolean };
  'floor.ended': { personId: PersonId };
}

export const emptyFloor: Floor = { speaker: null, queue: [], spoken: {} };

const voiceOf = (meeting: Meeting, personId: PersonId): string =>
  meeting.seats[personId]?.unitId ?? `person:${personId}`;

/** How often the person's unit has had the floor; replies do not count. */
export const timesSpoken = (meeting: Meeting, personId: PersonId): number =>
  meeting.floor.spoken[voiceOf(meeting, personId)] ?? 0;

/** The queue as the rules order it: points of order, then units that have not spoken, then by time of asking. */
export const floorQueue = (meeting: Meeting): readonly FloorRequest[] => {
  const rank = (request: FloorRequest) =>
    request.kind === 'order' ? 0 : timesSpoken(meeting, request.personId) === 0 ? 1 : 2;
  return [...meeting.floor.queue].sort((a, b) => rank(a) - rank(b));
};

const onlyObserves = (meeting: Meeting, personId: PersonId): boolean =>
  seatOf(meeting, personId)?.roles.every((role) => role === 'observer') ?? true;

export const floorDecisions: Decisions<FloorCommands> = {
  'floor.request': (meeting, command, by) =>
    sitting(meeting) ??
    unless(!onlyObserves(meeting, by.actor), 'observer_may_not') ??
    present(meeting, by) ??
    unless(meeting.floor.speaker?.personId !== by.actor || command.kind === 'order', 'already_speaking') ??
    unless(
      !meeting.floor.queue.some((request) => request.personId === by.actor && request.kind === command.kind),
      'already_queued',
    ) ??
    happened({ type: 'floor.requested', kind: command.kind }),

  'floor.withdraw': (meeting, _command, by) =>
    sitting(meeting) ??
    unless(
      meeting.floor.queue.some((request) => request.personId === by.actor),
      'not_queued',
    ) ??
    happened({ type: 'floor.withdrawn' }),

  'floor.grant': (meeting, command, by) => {
    const { charter, floor } = meeting;
    const reply = command.reply ?? false;
    const seconds = command.seconds ?? (reply ? charter.replySeconds : charter.speechSeconds);
    const granted = { type: 'floor.granted', personId: command.personId, seconds, reply } as const;
    return (
      sitting(meeting) ??
      presiding(meeting, by) ??
      unless(isPresent(meeting, command.personId), 'not_checked_in') ??
      unless(!onlyObserves(meeting, command.personId), 'observer_may_not') ??
      unless(floor.speaker?.personId !== command.personId, 'already_speaking') ??
      (floor.speaker ? happened({ type: 'floor.ended', personId: floor.speaker.personId }, granted) : happened(granted))
    );
  },

  'floor.end': (meeting, _command, by) => {
    const speaker = meeting.floor.speaker;
    if (!speaker) return sitting(meeting) ?? refused('nobody_speaking');
    return (
      sitting(meeting) ??
      (speaker.personId === by.actor ? undefined : unless(!presiding(meeting, by), 'not_your_speech')) ??
      happened({ type: 'floor.ended', personId: speaker.personId })
    );
  },
};

const withFloor = (meeting: Meeting, floor: Partial<Floor>): Meeting => ({
  ...meeting,
  floor: { ...meeting.floor, ...floor },
});

export const floorEvolutions: Evolutions<FloorEvents> = {
  'floor.requested': (meeting, { actor, kind, at }) =>
    withFloor(meeting, {
      queue: [...meeting.floor.queue.filter((request) => request.personId !== actor), { personId: actor, kind, at }],
    }),

  'floor.withdrawn': (meeting, { actor }) =>
    withFloor(meeting, { queue: meeting.floor.queue.filter((request) => request.personId !== actor) }),

  'floor.granted': (meeting, { personId, seconds, reply, at }) => {
    const voice = voiceOf(meeting, personId);
    const asked = meeting.floor.queue.find((request) => request.personId === personId);
    const counts = !reply && asked?.kind !== 'order';
    return withFloor(meeting, {
      speaker: { personId, since: at, limitSeconds: seconds, reply },
      queue: meeting.floor.queue.filter((request) => request.personId !== personId),
      spoken: counts
        ? { ...meeting.floor.spoken, [voice]: (meeting.floor.spoken[voice] ?? 0) + 1 }
        : meeting.floor.spoken,
    });
  },

  'floor.ended': (meeting) => withFloor(meeting, { speaker: null }),
};

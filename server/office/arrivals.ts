import type { ItemOrigin, PlannedItem } from '#lib/meeting/agenda.ts';
import type { Meeting } from '#lib/meeting/meeting.ts';
import { asPlanned } from '#lib/meeting/plan.ts';
import { isOver } from '#lib/meeting/stage.ts';
import { listed } from '#lib/messages/chinese-dates.ts';
import { dutyItem, type Arrivals } from './plan-agenda.ts';

const MOST_DUTIES = 20;

const originOf = (kind: ItemOrigin['kind'], { id, title }: Meeting, itemId?: string): ItemOrigin => ({
  kind,
  meetingId: id,
  ...(itemId === undefined ? {} : { itemId }),
  title,
});

const key = (meetingId: string, itemId: string): string => JSON.stringify([meetingId, itemId]);

/** What an earlier meeting put off, as items for a later one; the origin says where each comes from. */
const deferredBy = (meeting: Meeting): PlannedItem[] =>
  meeting.agenda
    .filter((item) => item.status === 'deferred')
    .map((item) => ({
      ...asPlanned(item),
      id: `d${meeting.number.year}-${meeting.number.n}-${item.id}`.slice(0, 80),
      parentId: null,
      kind: 'discussion',
      plannedMinutes: item.plannedMinutes || 10,
      origin: originOf('deferred', meeting, item.id),
    }));

/**
 * What a council's earlier meetings leave to a new one.
 * @param meetings of the council, whatever their stage
 */
export function arrivalsFrom(meetings: readonly Meeting[]): Arrivals {
  const held = meetings.filter(isOver).toSorted((a, b) => (a.startsAt < b.startsAt ? -1 : 1));
  const taken = new Set(
    meetings
      .filter((meeting) => meeting.stage !== 'cancelled')
      .flatMap((meeting) => meeting.agenda)
      .flatMap(({ origin }) =>
        origin?.kind === 'deferred' && origin.itemId ? [key(origin.meetingId, origin.itemId)] : [],
      ),
  );
  const last = held.at(-1);
  return {
    previous: last ? originOf('previous', last) : null,
    deferred: held.flatMap(deferredBy).filter(({ origin }) => !taken.has(key(origin!.meetingId, origin!.itemId!))),
    actions: last ? dutiesOf(last) : [],
  };
}

/** A resolution gives every responsible unit a duty of the same title: they are heard together. */
const dutiesOf = (meeting: Meeting): PlannedItem[] =>
  [...Map.groupBy(meeting.actions, ({ title }) => title)].slice(0, MOST_DUTIES).map(([title, duties]) => ({
    ...dutyItem(`k-${duties[0]!.id}`, title, originOf('action', meeting)),
    presenter: listed([...new Set(duties.flatMap(({ person }) => person || []))]).slice(0, 80),
    unitIds: [...new Set(duties.map(({ unitId }) => unitId))],
  }));

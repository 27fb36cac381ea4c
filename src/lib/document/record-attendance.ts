import type { Presence } from '#lib/meeting/attendance.ts';
import { attendingUnits } from '#lib/meeting/attendance.ts';
import type { Meeting } from '#lib/meeting/meeting.ts';
import type { Seat } from '#lib/meeting/seat.ts';
import { clock, listed } from '#lib/messages/chinese-dates.ts';
import { recordWords as words } from '#lib/messages/record-words.ts';

const noteOf = ({ mode, late, leftAt }: Presence, isDeputy: boolean): string =>
  [
    ...(isDeputy ? [words.attendance.deputy] : []),
    ...(mode === 'remote' ? [words.attendance.remote] : []),
    ...(late ? [words.attendance.late] : []),
    ...(leftAt ? [words.attendance.left(clock(leftAt))] : []),
  ].join(words.comma);

/** Who came, who was excused, who stayed away, who sat in: the rows of the attendance record. */
export function rowsOfAttendance(meeting: Meeting): [string, string][] {
  const { labels, attendance } = words;
  const units = new Map(meeting.units.map((unit) => [unit.id, unit.short]));
  const deputies = new Set(Object.values(meeting.replies).map(({ deputy }) => deputy?.personId));
  const name = (seat: Seat): string =>
    attendance.person(
      units.get(seat.unitId ?? '') ?? '',
      seat.name,
      noteOf(meeting.attendance[seat.personId]!, deputies.has(seat.personId)),
    );
  const came = Object.values(meeting.seats).filter((seat) => meeting.attendance[seat.personId]);
  const stands = (seat: Seat): boolean => seat.unitId !== null && seat.roles.includes('representative');
  const standing = Map.groupBy(came.filter(stands), (seat) => seat.unitId);
  const members = meeting.units.flatMap((unit) => standing.get(unit.id) ?? []);
  const attending = new Set(attendingUnits(meeting));
  const missing = meeting.units.filter((unit) => !attending.has(unit.id));
  const isExcused = (unitId: string): boolean =>
    meeting.excused[unitId] !== undefined || meeting.replies[unitId]?.answer === 'excused';
  return [
    [labels.present, listed(members.map(name))],
    [labels.excused, listed(missing.filter((unit) => isExcused(unit.id)).map((unit) => unit.short))],
    [labels.absent, listed(missing.filter((unit) => !isExcused(unit.id)).map((unit) => unit.short))],
    [labels.guests, listed(came.filter((seat) => !stands(seat)).map(name))],
  ];
}

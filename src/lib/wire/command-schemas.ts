import * as v from 'valibot';
import type { Command, Commands, CommandType } from '../meeting/meeting.ts';
import { isLink } from './planning-form.ts';

const id = v.pipe(v.string(), v.minLength(1), v.maxLength(80));
/**
 * A moment in the form in which the log holds it, whatever offset it came with. What only looks like one must not get
 * into a log: the server's clock reads it at every start.
 */
const moment = v.pipe(
  v.string(),
  v.isoTimestamp(),
  v.check((text) => !Number.isNaN(Date.parse(text))),
  v.transform((text) => new Date(text).toISOString()),
);
const day = v.pipe(v.string(), v.isoDate());
/** Text people write: no control characters but line breaks and tabs, not only blanks. */
const text = (longest: number) =>
  v.pipe(
    v.string(),
    v.maxLength(longest),
    v.check(
      (value) => !/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\ufffe\uffff]/.test(value) && value.isWellFormed(),
    ),
    v.trim(),
  );
const said = (longest: number) => v.pipe(text(longest), v.minLength(1));
const reason = said(1000);
const minutes = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(600));
const seconds = (least: number) => v.pipe(v.number(), v.integer(), v.minValue(least), v.maxValue(86_400));
const unitIds = v.pipe(v.array(id), v.maxLength(2000));
const roles = v.pipe(
  v.array(
    v.picklist([
      'convener',
      'chair',
      'viceChair',
      'secretary',
      'recorder',
      'supervisor',
      'sealKeeper',
      'representative',
      'expert',
      'observer',
    ]),
  ),
  v.minLength(1),
  v.maxLength(10),
);
const hash = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/));
const version = v.pipe(v.number(), v.integer(), v.minValue(1));
const base = v.picklist(['cast', 'present', 'all']);
const threshold = v.picklist(['majority', 'twoThirds', 'threeQuarters', 'unanimous']);
/** Strokes as an SVG path: moves and lines with numbers only. */
const drawing = v.pipe(v.string(), v.maxLength(16_000), v.regex(/^[ML0-9 .,-]*$/));

const resolutionText = {
  title: said(200),
  text: said(4000),
  measures: text(4000),
  responsible: unitIds,
  supporting: unitIds,
  person: text(80),
  deadline: v.nullable(day),
  important: v.boolean(),
};

/** What a notice asks of the units. */
const asked = {
  requirements: v.optional(text(4000)),
  replyBy: v.optional(v.nullable(moment)),
  contact: v.optional(text(200)),
};

const kinds = ['opening', 'previous', 'report', 'discussion', 'decision', 'summary', 'next', 'other'] as const;

/** An agenda item as a planner says it. */
const plannedItem = v.strictObject({
  id: v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{1,80}$/)),
  parentId: v.nullable(id),
  kind: v.picklist(kinds),
  title: said(200),
  presenter: text(80),
  unitIds,
  plannedMinutes: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(600)),
  matterIds: v.optional(v.pipe(v.array(id), v.maxLength(50))),
  materials: v.optional(unitIds),
  origin: v.optional(
    v.strictObject({
      kind: v.picklist(['previous', 'deferred', 'action']),
      meetingId: id,
      itemId: v.optional(id),
      title: text(200),
    }),
  ),
});

/** What two parties agree on: topics, time and place. */
const terms = {
  topics: v.pipe(v.array(said(200)), v.minLength(1), v.maxLength(20)),
  startsAt: moment,
  place: said(200),
};

const figure = v.strictObject({ name: said(80), value: said(80), unit: text(20) });

/**
 * What a client may send, a schema per command; unknown fields are refused. `meeting.plan` and the server's own
 * commands are not here: planning goes through the house, deadlines come from the server's clock.
 */
export const commandSchemas = {
  'meeting.revise': v.strictObject({
    title: v.optional(said(200)),
    form: v.optional(v.picklist(['meeting', 'workshop', 'forum'])),
    kind: v.optional(v.picklist(['regular', 'extraordinary'])),
    reason: v.optional(text(1000)),
    startsAt: v.optional(moment),
    place: v.optional(said(200)),
    // People follow it with a click: nothing but a page.
    link: v.optional(v.pipe(text(500), v.regex(/^\P{Cc}*$/u), v.check(isLink))),
  }),
  'agenda.lay': v.strictObject({
    items: v.pipe(v.array(plannedItem), v.maxLength(100)),
    since: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0))),
  }),
  'agreement.propose': v.strictObject(terms),
  'agreement.counter': v.strictObject({ ...terms, proposalId: id }),
  'agreement.consent': v.strictObject({ proposalId: id }),
  'material.ask': v.strictObject({
    unitIds,
    itemId: v.nullable(id),
    text: text(1000),
    dueAt: v.nullable(moment),
  }),
  'material.withdraw': v.strictObject({ materialId: id, reason }),
  'report.file': v.strictObject({
    unitId: id,
    itemId: v.nullable(id),
    done: text(4000),
    figures: v.pipe(v.array(figure), v.maxLength(30)),
    problems: text(4000),
    proposals: text(4000),
  }),
  'meeting.open': v.strictObject({}),
  'meeting.suspend': v.strictObject({ reason }),
  'meeting.resume': v.strictObject({}),
  'meeting.close': v.strictObject({}),
  'meeting.cancel': v.strictObject({ reason }),
  'meeting.archive': v.strictObject({}),
  'notice.send': v.strictObject(asked),
  'notice.amend': v.strictObject({ ...asked, note: text(2000) }),
  'notice.read': v.strictObject({}),
  'reply.give': v.strictObject({
    answer: v.picklist(['attend', 'excused', 'deputy']),
    deputy: v.optional(v.strictObject({ name: said(80), personId: v.optional(id) })),
    reason: v.optional(text(1000)),
    unitId: v.optional(id),
  }),
  'nextMeeting.set': v.strictObject({ startsAt: moment, place: said(200), topics: text(2000) }),
  'seat.add': v.strictObject({ personId: id, name: said(80), unitId: v.nullable(id), roles }),
  'seat.withdraw': v.strictObject({ personId: id, reason }),
  'attendance.checkIn': v.strictObject({ mode: v.picklist(['onSite', 'remote']), personId: v.optional(id) }),
  'attendance.excuse': v.strictObject({ unitId: id, reason }),
  'attendance.leave': v.strictObject({ personId: v.optional(id) }),
  'chair.handOver': v.strictObject({ personId: id }),
  'chair.assume': v.strictObject({}),
  'agenda.advance': v.strictObject({}),
  'agenda.goTo': v.strictObject({ itemId: id }),
  'agenda.extend': v.strictObject({ itemId: v.optional(id), minutes }),
  'agenda.insert': v.strictObject({
    title: said(200),
    minutes,
    parentId: v.optional(id),
    afterId: v.optional(v.nullable(id)),
  }),
  'agenda.reorder': v.strictObject({ itemId: id, beforeId: v.nullable(id) }),
  'agenda.skip': v.strictObject({ itemId: id }),
  'agenda.defer': v.strictObject({ itemId: id, reason }),
  'floor.request': v.strictObject({ kind: v.picklist(['speak', 'order']) }),
  'floor.withdraw': v.strictObject({}),
  'floor.grant': v.strictObject({
    personId: id,
    seconds: v.optional(seconds(10)),
    reply: v.optional(v.boolean()),
  }),
  'floor.end': v.strictObject({}),
  'problem.record': v.strictObject({ text: said(2000), unitIds: v.optional(unitIds) }),
  'problem.refine': v.strictObject({
    problemId: id,
    text: v.optional(said(2000)),
    unitIds: v.optional(unitIds),
    settled: v.optional(v.boolean()),
  }),
  'resolution.draft': v.strictObject({ ...resolutionText, itemId: v.optional(id), problemId: v.optional(id) }),
  'resolution.amend': v.strictObject({ ...resolutionText, resolutionId: id }),
  'resolution.withdraw': v.strictObject({ resolutionId: id, reason }),
  'resolution.defer': v.strictObject({ resolutionId: id, reason }),
  'resolution.readOut': v.strictObject({ resolutionId: id }),
  'consensus.call': v.strictObject({ resolutionId: id, seconds: v.optional(seconds(5)) }),
  'consensus.object': v.strictObject({ consensusId: id, reason }),
  'consensus.close': v.strictObject({ consensusId: id }),
  'vote.open': v.strictObject({
    resolutionId: id,
    method: v.picklist(['open', 'secret']),
    base: v.optional(base),
    threshold: v.optional(threshold),
    seconds: v.optional(seconds(0)),
    recused: v.optional(unitIds),
  }),
  'ballot.cast': v.strictObject({ voteId: id, choice: v.picklist(['for', 'against', 'abstain']) }),
  'vote.close': v.strictObject({ voteId: id }),
  'vote.annul': v.strictObject({ voteId: id, reason }),
  'action.assign': v.strictObject({
    title: said(200),
    unitId: id,
    person: text(80),
    deadline: v.nullable(day),
    resolutionId: v.optional(id),
  }),
  'minutes.finalise': v.strictObject({}),
  'minutes.reopen': v.strictObject({ reason }),
  'minutes.sign': v.strictObject({
    version,
    hash,
    method: v.picklist(['click', 'drawn']),
    drawing: v.optional(drawing),
  }),
  'minutes.object': v.strictObject({ version, hash, reason }),
} satisfies { [Type in Exclude<CommandType, ServerCommand>]: v.GenericSchema<unknown, Commands[Type]> };

/** Commands that no client may send over the wire. */
export type ServerCommand =
  | 'meeting.plan'
  | 'material.deliver'
  | 'chair.markAbsent'
  | 'chair.markReturned'
  | 'reply.seatDeputy'
  | 'charter.observe'
  | 'calendar.update';

/** Command types a client may send. */
export type ClientCommandType = keyof typeof commandSchemas;

const envelope = v.looseObject({
  meetingId: id,
  id: v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{8,64}$/)),
  type: v.picklist(Object.keys(commandSchemas) as ClientCommandType[]),
});

/** A command as a client sent it: which meeting, the client's own id for it (8–64 letters, digits, `-`, `_`), and what. */
export interface SentCommand {
  readonly meetingId: string;
  readonly id: string;
  readonly command: Command;
}

/** What the schema made of a payload: the command, or null when it is malformed. */
export const readCommand = (payload: unknown): SentCommand | null => {
  const outer = v.safeParse(envelope, payload);
  if (!outer.success) return null;
  const { meetingId, id: commandId, type, ...fields } = outer.output;
  const inner = v.safeParse(commandSchemas[type], fields);
  return inner.success ? { meetingId, id: commandId, command: { type, ...inner.output } as Command } : null;
};

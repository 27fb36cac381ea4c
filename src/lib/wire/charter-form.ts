import * as v from 'valibot';
import { OFFICES, POWERS, PROVISIONS, type Charter, type ProvisionId } from '#lib/meeting/charter.ts';
import { UNIT_PARTS } from '#lib/meeting/seat.ts';
import { provisionFields } from '#lib/meeting/provisions.ts';

const oneLine = (max: number, min = 1) =>
  v.pipe(v.string(), v.trim(), v.minLength(min), v.maxLength(max), v.regex(/^\P{Cc}*$/u));
const prose = (max: number, min = 0) =>
  v.pipe(v.string(), v.trim(), v.minLength(min), v.maxLength(max), v.regex(/^[\P{Cc}\n]*$/u));
const whole = (min: number, max: number) => v.pipe(v.number(), v.integer(), v.minValue(min), v.maxValue(max));
const isSet = (members: string[]): boolean => new Set(members).size === members.length;

/** Some of a closed list, none twice. */
const someOf = <const Members extends readonly string[]>(members: Members, min = 0) =>
  v.pipe(v.array(v.picklist(members)), v.minLength(min), v.check(isSet));

const spanOf = (most: { hour: number; day: number; workingDay: number }) =>
  v.variant('unit', [
    v.strictObject({ unit: v.literal('hour'), amount: whole(1, most.hour) }),
    v.strictObject({ unit: v.literal('day'), amount: whole(1, most.day) }),
    v.strictObject({ unit: v.literal('workingDay'), amount: whole(1, most.workingDay) }),
  ]);
const span = spanOf({ hour: 720, day: 90, workingDay: 60 });

const office = v.strictObject({
  parts: someOf(UNIT_PARTS),
  words: oneLine(80, 0),
  namedBy: v.optional(v.nullable(v.picklist([...UNIT_PARTS, 'convener', 'chair']))),
});

const minutes = whole(0, 600);
const agendaItem = v.strictObject({
  kind: v.picklist(['opening', 'previous', 'report', 'discussion', 'decision', 'summary', 'next', 'other']),
  title: oneLine(80),
  minutes,
  parts: v.optional(v.pipe(v.array(v.strictObject({ title: oneLine(80), minutes })), v.maxLength(40))),
});

const threshold = v.picklist(['majority', 'twoThirds', 'threeQuarters', 'unanimous']);
const source = v.strictObject({ clause: oneLine(80), text: prose(2000, 1) });

const fields = {
  id: oneLine(80),
  version: whole(1, 100_000),
  name: oneLine(60),
  document: oneLine(120, 0),
  sources: v.partial(v.strictObject(v.entriesFromList(PROVISIONS, source))),
  cadence: v.strictObject({ every: v.nullable(v.picklist(['month', 'quarter', 'year'])), remindDays: whole(0, 120) }),
  extraordinary: v.boolean(),
  forms: someOf(['meeting', 'workshop', 'forum'], 1),
  members: v.pipe(
    v.array(v.strictObject({ name: oneLine(60), part: v.picklist(UNIT_PARTS) })),
    v.maxLength(200),
    v.check((members) => isSet(members.map(({ name }) => name))),
  ),
  offices: v.strictObject(v.entriesFromList(OFFICES, office)),
  presidium: someOf(['convener', 'chair', 'viceChair']),
  duties: v.pipe(v.array(v.strictObject({ holder: oneLine(60), text: prose(500, 1) })), v.maxLength(30)),
  powers: someOf(POWERS),
  agreement: v.nullable(
    v.strictObject({
      between: v.pipe(
        v.strictTuple([v.picklist(UNIT_PARTS), v.picklist(UNIT_PARTS)]),
        v.check(([one, other]) => one !== other),
      ),
      lead: span,
    }),
  ),
  notice: v.strictObject({
    lead: v.nullable(span),
    contents: someOf(['time', 'place', 'topics', 'participants'], 1),
    channels: someOf(['inbox', 'mail', 'sms', 'robot'], 1),
    confirm: v.boolean(),
  }),
  callsConcerned: v.boolean(),
  materials: v.nullable(v.strictObject({ lead: v.nullable(span) })),
  structuredReports: v.boolean(),
  reportParts: someOf(['done', 'figures', 'problems', 'proposals']),
  place: oneLine(120, 0),
  previousMinutes: v.nullable(v.picklist(['confirm', 'approve', 'examine'])),
  followsUp: v.boolean(),
  quorum: threshold,
  decision: v.strictObject({
    by: v.picklist(['consensus', 'majority', 'presidium', 'collective', 'package']),
    base: v.picklist(['cast', 'present', 'all']),
    threshold,
    voteSeconds: whole(0, 86_400),
  }),
  consensusSeconds: whole(5, 3600),
  speechSeconds: whole(15, 7200),
  replySeconds: whole(15, 3600),
  checkInMinutes: whole(5, 1440),
  timekeeping: v.boolean(),
  conduct: someOf(['punctual', 'noInterrupting', 'brief']),
  minutesDue: span,
  minutesPromptly: v.boolean(),
  minutesSections: someOf(['time', 'place', 'attendance', 'topics', 'discussion', 'decisions', 'actions', 'nextSteps']),
  distribution: someOf(['attendees', 'units', 'parties']),
  signoff: v.picklist(['everyUnit', 'chair']),
  importantByBallot: v.boolean(),
  importantWords: oneLine(200, 0),
  solutionParts: someOf(['measures', 'unit', 'person', 'deadline']),
  problemList: v.boolean(),
  readsOut: v.boolean(),
  closing: someOf(['nextMeeting', 'confirmRecord', 'assignExecution']),
  setsNextMeeting: v.boolean(),
  workPlans: v.boolean(),
  workPlanParts: someOf(['unit', 'milestones', 'criteria']),
  rectifies: v.boolean(),
  annualPlan: v.boolean(),
  invitesExperts: v.boolean(),
  workingGroups: v.boolean(),
  intake: v.boolean(),
  evaluation: v.strictObject({
    atClose: v.boolean(),
    every: v.nullable(v.picklist(['periodic', 'quarter', 'year'])),
    of: someOf(['meeting', 'satisfaction', 'company', 'units', 'progress', 'outcomes']),
    adjusts: v.boolean(),
  }),
  publishes: v.boolean(),
  sealsMinutes: v.boolean(),
  sealUses: someOf(['minutes', 'resolutions', 'announcements']),
  files: v.boolean(),
  transmits: v.boolean(),
  agenda: v.pipe(v.array(agendaItem), v.minLength(1), v.maxLength(60)),
  categories: v.pipe(v.array(oneLine(60)), v.minLength(1), v.maxLength(60), v.check(isSet)),
} satisfies v.ObjectEntries & Record<keyof Charter, unknown>;

/** A charter as the editor sends it: every value within bounds that can be kept. */
export const charterForm = v.strictObject(fields);

/** What is wrong with a charter that was sent: a provision, its name, or the whole (not from our editor). */
export type CharterFault = ProvisionId | 'name' | 'whole';

const faultAt = (path: readonly string[]): CharterFault => {
  const [field, member] = path;
  if (field === 'name') return 'name';
  if (field === 'sources' && PROVISIONS.some((id) => id === member)) return member as ProvisionId;
  return (
    PROVISIONS.find((id) => provisionFields[id].some((each) => each === field || each === `${field}.${member}`)) ??
    'whole'
  );
};

/** Reads a charter that somebody edited. @returns the charter, or what of it is wrong */
export function readCharter(
  sent: unknown,
): { readonly ok: true; readonly charter: Charter } | { readonly ok: false; readonly wrong: readonly CharterFault[] } {
  const read = v.safeParse(charterForm, sent);
  if (read.success) return { ok: true, charter: read.output as Charter };
  const faults = read.issues.map(({ path }) => faultAt((path ?? []).map(({ key }) => String(key))));
  return { ok: false, wrong: [...new Set(faults)] };
}

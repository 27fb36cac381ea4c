import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { Command } from '#lib/meeting/meeting.ts';
import type { Role } from '#lib/meeting/seat.ts';
import {
  charterHouse,
  DAY,
  HOUR,
  sent,
  type CharterHouse,
  type Convened,
  type Sits,
  type Who,
} from './charter-house.ts';

let house: CharterHouse;
let sitting: Convened;

beforeAll(async () => {
  house = await charterHouse();
});
afterEach(() => sitting.close());
afterAll(() => house.close());

const open = { type: 'meeting.open' } as const;
const advance = { type: 'agenda.advance' } as const;
const close = { type: 'meeting.close' } as const;
const notice = { type: 'notice.send' } as const;
const draft = (more: object = {}): Command => ({
  type: 'resolution.draft',
  title: 'Gate',
  text: 'The gate is repaired.',
  measures: '',
  responsible: ['company'],
  supporting: [],
  person: '',
  deadline: null,
  important: false,
  ...more,
});

const convene = async (charterId: string, by: Who, seats: Partial<Record<Who, Sits>>, form: object = {}) => {
  sitting = await house.convene(await house.council(charterId, seats), by, form);
  return sitting;
};

/** Whose seats carry a role. */
const holding = ({ meeting }: Convened, role: Role): string[] =>
  Object.values(meeting.seats)
    .filter(({ roles }) => roles.includes(role))
    .map(({ name }) => name);

const presiding = ({ meeting }: Convened): string => meeting.seats[meeting.chair.personId]!.name;

const topics = ({ meeting }: Convened): string[] =>
  meeting.agenda.filter(({ parentId }) => parentId === null).map(({ title }) => title);

/** The chair opens and advances, the recorder drafts; a mere representative does neither. */
const plays = async (meeting: Convened, { chair, recorder, other }: Record<'chair' | 'recorder' | 'other', Who>) => {
  await meeting.refuses(other, open, 'not_presiding');
  await meeting.does(chair, open, advance);
  await meeting.refuses(other, advance, 'not_presiding');
  await meeting.refuses(other, draft(), 'not_recording');
  await meeting.does(recorder, draft());
};

/** The log tells of the breach in the server's name. */
const told = async (meeting: Convened, provision: string) =>
  (await meeting.log()).find((event) => event.type === 'charter.breached' && event.provision === provision);

describe('a meeting under each of the nine charters, through the wire', () => {
  test('[X9] company-quarterly: the company convenes and presides; a version published meanwhile is for the next', async () => {
    const meeting = await convene('company-quarterly', 'company', {
      company: ['company', 'convener', 'representative'],
      clerk: ['company', 'recorder', 'secretary'],
      owners: ['ownersCommittee', 'representative'],
      department: ['department', 'representative'],
    });
    expect(topics(meeting)).toHaveLength(6);
    expect([presiding(meeting), ...holding(meeting, 'chair')]).toEqual(['company', 'company']);
    const { charters } = house.house.office;
    const next = { ...(await charters.charterOf(meeting.councilId)), setsNextMeeting: false };
    const by = { personId: house.personId('company'), admin: false };
    expect(await charters.publish(meeting.councilId, { charter: next, note: '', after: 1 }, by)).toMatchObject({
      ok: true,
    });
    await meeting.does('company', notice);
    expect(await meeting.check('noticeLead')).toMatchObject({ state: 'kept', detail: 'told' });
    await meeting.arrive();
    await plays(meeting, { chair: 'company', recorder: 'clerk', other: 'department' });
    await meeting.does('company', close);
    expect(meeting.meeting.charter).toMatchObject({ version: 1, setsNextMeeting: true });
    expect(await meeting.breach('nextMeeting')).toMatchObject({ dueAt: null });
    house.clock.pass(DAY + HOUR);
    await meeting.breach('minutesDue');
    expect(await meeting.check('minutesDue')).toMatchObject({ state: 'breached', byMs: HOUR, mend: 'finaliseMinutes' });
    expect(await told(meeting, 'minutesDue')).toMatchObject({ actor: 'system' });
    const later = await house.convene(meeting.councilId, 'company');
    expect(later.meeting.charter).toMatchObject({ version: 2, setsNextMeeting: false });
    later.close();
  });

  test('[X2] owners-convene: notice a day before is two days late; experts do not vote', async () => {
    const meeting = await convene(
      'owners-convene',
      'owners',
      {
        owners: ['ownersCommittee', 'convener', 'representative'],
        clerk: ['company', 'recorder', 'secretary'],
        company: ['company', 'representative'],
        department: ['department', 'representative'],
        expert: [null, 'expert'],
      },
      { form: 'workshop' },
    );
    expect(presiding(meeting)).toBe('owners');
    expect(await meeting.check('forms')).toMatchObject({ state: 'kept' });
    meeting.daysBefore(1);
    expect(await meeting.check('noticeLead')).toMatchObject({ state: 'breached', byMs: 2 * DAY, mend: 'sendNotice' });
    await meeting.does('owners', notice);
    expect(await told(meeting, 'noticeLead')).toMatchObject({ byMs: 2 * DAY, detail: 'toldLate' });
    expect(await meeting.check('noticeContents')).toMatchObject({ state: 'kept' });
    await meeting.arrive();
    await plays(meeting, { chair: 'owners', recorder: 'clerk', other: 'company' });
    const [resolution] = meeting.meeting.resolutions;
    await meeting.does('owners', { type: 'vote.open', resolutionId: resolution!.id, method: 'open' });
    const cast = { type: 'ballot.cast', voteId: meeting.meeting.votes[0]!.id, choice: 'for' } as const;
    await meeting.refuses('expert', cast, 'not_on_roll');
    expect(await meeting.check('experts')).toMatchObject({ state: 'kept', values: { n: 1 } });
  });

  test('[X2] monthly-departments: lateness is on record, silence is consent, minutes are due promptly', async () => {
    const meeting = await convene('monthly-departments', 'company', {
      company: ['company', 'convener', 'representative'],
      clerk: ['company', 'recorder'],
      owners: ['ownersCommittee', 'representative'],
      department: ['department', 'representative'],
    });
    expect(meeting.meeting.agenda[0]).toMatchObject({ kind: 'previous' });
    await meeting.does('company', notice);
    await meeting.arrive(['department']);
    await meeting.refuses('owners', open, 'not_presiding');
    await meeting.does('company', open);
    house.clock.pass(HOUR / 4);
    await meeting.does('department', { type: 'attendance.checkIn', mode: 'onSite' });
    expect(await meeting.check('conduct')).toMatchObject({ state: 'kept', values: { late: 1 } });
    await meeting.does('company', { type: 'floor.grant', personId: house.personId('department') });
    expect(meeting.meeting.floor.speaker).toMatchObject({ limitSeconds: 120 });
    await meeting.does('clerk', draft());
    await meeting.does('company', { type: 'consensus.call', resolutionId: meeting.meeting.resolutions[0]!.id });
    house.clock.pass(meeting.meeting.charter.consensusSeconds * 1000);
    await meeting.who('owners').until(({ resolutions }) => resolutions[0]?.state === 'adopted');
    await meeting.does('company', close);
    house.clock.pass(13 * HOUR);
    expect(await meeting.check('minutesDue')).toMatchObject({ state: 'atRisk' });
    house.clock.pass(12 * HOUR);
    expect(await meeting.breach('minutesDue')).toMatchObject({ byMs: null, mendedAt: null });
  });

  test('[C5] presidium: materials are missing, a vice-chair opens and takes the chair, minutes in three working days', async () => {
    const meeting = await convene('presidium', 'company', {
      company: ['company', 'convener', 'representative'],
      clerk: ['company', 'recorder'],
      department: ['department', 'viceChair', 'representative'],
      owners: ['ownersCommittee', 'representative'],
    });
    meeting.daysBefore(4);
    const ask = { type: 'material.ask', unitIds: ['department'], itemId: null, text: 'Report', dueAt: null } as const;
    await meeting.does('company', ask, notice);
    expect(await meeting.check('noticeLead')).toMatchObject({ state: 'kept', byMs: DAY });
    await meeting.arrive();
    house.clock.pass(1);
    expect(await meeting.breach('materials')).toMatchObject({ dueAt: meeting.startsAt });
    await meeting.refuses('owners', open, 'not_presiding');
    await meeting.does('department', open, { type: 'chair.assume' });
    expect(presiding(meeting)).toBe('department');
    await meeting.refuses('company', advance, 'not_presiding');
    await meeting.does('department', advance, close);
    const { dueAt } = await meeting.check('minutesDue');
    house.clock.pass(Date.parse(dueAt!) - house.clock.now() + 1);
    await meeting.breach('minutesDue');
    expect(await told(meeting, 'minutesDue')).toMatchObject({ dueAt, actor: 'system' });
  });

  test('[X2] host-timekeeping: the host keeps the time; reports that nobody filed are a breach', async () => {
    const meeting = await convene('host-timekeeping', 'company', {
      company: ['company', 'convener', 'representative'],
      clerk: ['company', 'recorder'],
      department: ['department', 'representative'],
    });
    expect(topics(meeting)).toHaveLength(7);
    await meeting.does('company', notice);
    expect(await meeting.check('timekeeping')).toMatchObject({ state: 'kept', detail: 'timePlanned' });
    await meeting.arrive();
    house.clock.pass(1);
    expect(await meeting.breach('reports')).toMatchObject({ dueAt: meeting.startsAt });
    const report = { unitId: 'department', itemId: null, done: 'Patrols', problems: '', proposals: '' };
    await meeting.does('department', {
      type: 'report.file',
      ...report,
      figures: [{ name: 'Rounds', value: '42', unit: '' }],
    });
    expect(await meeting.check('reports')).toMatchObject({ state: 'breached', detail: 'reportsLate', byMs: 1 });
    await plays(meeting, { chair: 'company', recorder: 'clerk', other: 'department' });
  });

  test('[X2] majority-vote: who is silent is missed, important matters go to the ballot, minutes a day and an hour later', async () => {
    const meeting = await convene('majority-vote', 'company', {
      company: ['company', 'convener', 'representative'],
      clerk: ['company', 'recorder'],
      owners: ['owners', 'representative'],
      department: ['department', 'representative'],
    });
    expect(presiding(meeting)).toBe('company');
    const replyBy = new Date(Date.parse(meeting.startsAt) - DAY).toISOString();
    await meeting.does('company', { ...notice, replyBy });
    await meeting.arrive(['owners']);
    expect(await meeting.breach('replies')).toMatchObject({ dueAt: replyBy });
    await meeting.does('owners', { type: 'attendance.checkIn', mode: 'remote' });
    await plays(meeting, { chair: 'company', recorder: 'clerk', other: 'department' });
    await meeting.does('clerk', draft({ important: true }));
    const resolutionId = meeting.meeting.resolutions[1]!.id;
    await meeting.refuses('company', { type: 'consensus.call', resolutionId }, 'important_needs_ballot');
    await meeting.does('company', { type: 'vote.open', resolutionId, method: 'open' });
    const voteId = meeting.meeting.votes[0]!.id;
    for (const name of ['company', 'owners'] as const)
      await meeting.does(name, { type: 'ballot.cast', voteId, choice: 'for' });
    await meeting.does('company', { type: 'vote.close', voteId });
    expect(await meeting.check('important')).toMatchObject({ state: 'kept' });
    await meeting.does('company', close);
    house.clock.pass(25 * HOUR);
    await meeting.breach('minutesDue');
    await meeting.does('clerk', { type: 'minutes.finalise' });
    expect(await meeting.check('minutesDue')).toMatchObject({ state: 'breached', byMs: HOUR, mend: null });
  });

  test('[X2] community-monthly: the parties agree three days before, four days late', async () => {
    const meeting = await convene('community-monthly', 'company', {
      company: ['company', 'convener', 'representative'],
      clerk: ['company', 'recorder'],
      owners: ['ownersCommittee', 'representative'],
      management: ['managementCommittee', 'representative'],
    });
    expect(holding(meeting, 'supervisor')).toEqual(['management']);
    expect(await meeting.check('agreement')).toMatchObject({ state: 'open', mend: 'agree' });
    meeting.daysBefore(3);
    const { startsAt } = meeting;
    await meeting.does('company', { type: 'agreement.propose', topics: ['Gate'], startsAt, place: 'Hall' });
    const proposalId = meeting.meeting.agreement.proposals[0]!.id;
    await meeting.refuses('management', { type: 'agreement.consent', proposalId }, 'not_a_party');
    await meeting.does('owners', { type: 'agreement.consent', proposalId });
    await meeting.does('company', notice);
    expect(await told(meeting, 'agreement')).toMatchObject({ byMs: 4 * DAY, detail: 'agreedLate' });
    expect(await meeting.check('noticeLead')).toMatchObject({ state: 'breached', byMs: 4 * DAY });
    await meeting.arrive();
    await plays(meeting, { chair: 'company', recorder: 'clerk', other: 'management' });
  });

  test('[X2] committee-chair: the committee presides, the company records, the agenda came a day late', async () => {
    const meeting = await convene('committee-chair', 'owners', {
      owners: ['ownersCommittee', 'convener', 'representative'],
      company: ['company', 'representative'],
      department: ['department', 'representative'],
    });
    expect([presiding(meeting), ...holding(meeting, 'recorder')]).toEqual(['owners', 'company']);
    expect(topics(meeting)).toHaveLength(8);
    meeting.daysBefore(2);
    await meeting.does('owners', notice);
    expect(await meeting.breach('noticeLead')).toMatchObject({ byMs: DAY });
    await meeting.arrive();
    await plays(meeting, { chair: 'owners', recorder: 'company', other: 'department' });
    await meeting.does('department', { type: 'problem.record', text: 'The gate' });
    expect(await meeting.check('problemList')).toMatchObject({ state: 'kept', values: { n: 1 } });
    expect(await meeting.check('packageVote')).toMatchObject({ state: 'open' });
  });

  test('[X2] qiandeng-2020q1: from a matter reported to the open room; minutes that nobody makes final', async () => {
    const councilId = await house.council('qiandeng-2020q1', {
      party: ['party', 'convener'],
      office: ['office', 'secretary', 'representative'],
      company: ['company', 'representative'],
      owners: ['ownersCommittee', 'representative'],
    });
    const matters = `/api/councils/${councilId}/matters`;
    const [category] = (await house.house.office.charters.charterOf(councilId)).categories;
    const report = { key: crypto.randomUUID(), category, community: '', place: 'Gate', text: 'Stuck', tried: '' };
    const { id } = await sent<{ id: string }>(house.member('owners'), matters, {
      ...report,
      unitId: 'ownersCommittee',
    });
    const { version } = await sent<{ version: number }>(house.member('office'), `${matters}/${id}/register`, {
      version: 1,
    });
    await sent(house.member('office'), `${matters}/${id}/accept`, { version });
    sitting = await house.convene(councilId, 'party', { matterIds: [id], place: '综治办二楼会议室' });
    const meeting = sitting;
    expect([presiding(meeting), ...holding(meeting, 'recorder')]).toEqual(['office', 'office']);
    expect(meeting.meeting.agenda.flatMap(({ matterIds = [] }) => matterIds)).toEqual([id]);
    const { matter } = await house.member('owners').json<{ matter: { state: string } }>(`${matters}/${id}`);
    expect(matter.state).toBe('onAgenda');
    await meeting.does('party', notice);
    for (const provision of ['intake', 'place', 'participants', 'convener'] as const)
      expect(await meeting.check(provision), provision).toMatchObject({ state: 'kept' });
    await meeting.arrive();
    await plays(meeting, { chair: 'office', recorder: 'office', other: 'company' });
    expect(await meeting.check('resolutions')).toMatchObject({ state: 'atRisk', mend: 'completeResolutions' });
    await meeting.does('office', close);
    house.clock.pass(DAY + 1);
    expect(await meeting.breach('minutesDue')).toMatchObject({ mendedAt: null });
    expect(await told(meeting, 'minutesDue')).toMatchObject({ actor: 'system' });
  });
});

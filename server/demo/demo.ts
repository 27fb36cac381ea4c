import type { Archive } from '../archive/archive.ts';
import { systemClock } from '../clock.ts';
import type { Config } from '../config.ts';
import type { Visitor } from '../door/session.ts';
import { createHouse } from '../house.ts';
import type { Office } from '../office/office.ts';
import { createLog } from '../log.ts';
import type { Line, MinutesDesk } from '../rooms/minutes-desk.ts';
import { dayOf, days, minutes, quarterOf, sittingOf } from './calendar.ts';
import { planned, ready } from './coming.ts';
import { accounts, contactOf, council, demoPassword, groupTasks, members, units, workingGroup } from './council.ts';
import { lastQuarter } from './last-quarter.ts';
import { MatterStory } from './matters.ts';
import { addedAfterObjection, lastQuarterText } from './minutes-text.ts';
import { bringPapers } from './papers.ts';
import { SteppedClock } from './stepped-clock.ts';
import type { Story } from './story.ts';
import { Typist } from './typist.ts';

/**
 * Makes the sample council with its accounts and three meetings in an empty store. Every event goes through the real
 * rules, every typed word through the real minutes desk; only the clock is wound.
 * @param config of the house that will serve it
 */
export async function makeSample(config: Config): Promise<void> {
  const today = systemClock.now();
  const clock = new SteppedClock(sittingOf(quarterOf(today, -1)) - days(20));
  const house = await createHouse(config, createLog('error'), clock);
  try {
    // The sample's people find their notices in the inbox, at the times of the story.
    await house.post.start();
    await seatEverybody(house.archive, sittingOf(quarterOf(today, -2)));
    await signOff(await lastQuarter(house.rooms, clock, today), house.desk);
    await house.post.settled();
    for (const { username } of members) await house.post.openAll(username);
    const matters = new MatterStory(house.office, clock);
    await matters.settled(today);
    await foundGroup(house.office, today);
    const coming = await ready(house.rooms, clock, today);
    await house.post.settled();
    await matters.recent(today);
    await bringPapers(house.office, clock, coming.meeting);
    await planned(house.rooms, clock, today);
  } finally {
    await house.close();
  }
}

async function seatEverybody(archive: Archive, from: number): Promise<void> {
  await archive.councils.create({ ...council, units });
  const people = accounts.map(({ username, name }) =>
    archive.people.create({ id: username, username, name, password: demoPassword, admin: username === 'admin' }),
  );
  await Promise.all(people);
  for (const [index, { username }] of members.entries())
    await archive.contacts.set(username, contactOf(index, username));
  for (const { username, unitId, roles } of members) {
    const since = new Date(from).toISOString();
    await archive.councils.seat({ councilId: council.id, personId: username, unitId, roles, from: since });
  }
}

/** The council's working group with its tasks. @throws Error when the desk refuses it */
async function foundGroup({ groups }: Office, today: number): Promise<void> {
  const done = [await groups.keep(recorder, council.id, workingGroup)];
  const { id: groupId } = workingGroup;
  for (const { id, title, personId, due, isDone } of groupTasks) {
    const form = { id, title, personId, due: dayOf(today, due) };
    done.push(await groups.keepTask(recorder, council.id, { groupId, form }));
    if (isDone) done.push(await groups.tick(recorder, council.id, { groupId, form: { id, done: true, note: '' } }));
  }
  if (done.some(({ ok }) => !ok)) throw new Error('the working group was refused');
}

/** 李文, the council's recorder, without a session: the story needs none. */
const recorder: Visitor = { sessionId: 'sample', personId: 'recorder', name: '李文', locale: 'zh-CN', admin: false };

/** The recorder writes, the minutes are made final, one unit objects, the text is mended, everybody signs. */
async function signOff(story: Story, desk: MinutesDesk): Promise<void> {
  const { clock } = story;
  const meetingId = story.meeting.id;
  await desk.record(meetingId, story.meeting);
  const seat = (line: Line) => desk.connect(line, meetingId, recorder, { saved: true, generation: null });
  const first = await Typist.sit(seat);
  first.write(lastQuarterText);
  await first.leave();
  // Two hours later than the charter's day, and the log says so.
  clock.windTo(clock.now() + days(1) + minutes(130));
  await story.do('system', { type: 'charter.observe' });
  await story.do('recorder', { type: 'minutes.finalise' });
  clock.pass(30);
  await sign(story, ['chair', 'zongzhiban']);
  const { version, hash } = story.meeting.versions.at(-1)!;
  const reason = '纪要遗漏车棚收费标准另行协商的意见';
  await story.do('yeweihui', { type: 'minutes.object', version, hash, reason });
  clock.pass(40);
  await story.do('recorder', { type: 'minutes.reopen', reason: '补充业主委员会意见' });
  const second = await Typist.sit(seat);
  second.add('m1', addedAfterObjection);
  await second.leave();
  await story.do('recorder', { type: 'minutes.finalise' });
  await sign(story, story.meeting.versions.at(-1)!.signers);
  clock.windTo(clock.now() + days(1));
  await story.do('recorder', { type: 'meeting.archive' });
}

async function sign(story: Story, signers: readonly string[]): Promise<void> {
  const { version, hash } = story.meeting.versions.at(-1)!;
  for (const unitId of signers) {
    story.clock.windTo(story.clock.now() + minutes(17));
    const who = unitId === 'shequban' ? 'chair' : unitId;
    await story.do(who, { type: 'minutes.sign', version, hash, method: 'click' });
  }
}

/** What the terminal says of the sample: where it is and who can come in. */
export function greeting(address: string): string {
  const width = Math.max(...accounts.map(({ username }) => username.length));
  const lines = accounts.map(({ username, name, office }) => `  ${username.padEnd(width)}  ${name} · ${office}`);
  return [`联席 · ${address}`, '', ...lines, '', `  password of all: ${demoPassword}`, ''].join('\n');
}

import { createHash } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { MeetingEvent } from '#lib/meeting/meeting.ts';
import { Chance } from '../desk/chance.ts';
import { noticedMeeting } from '../faults/opened-meeting.ts';
import { Writer } from '../faults/writer.ts';
import { atScale } from '../scale.ts';
import { Member } from './client.ts';
import { startDemo, type RunningHouse } from './house.ts';

const rounds = atScale(100, 5_000);
const signers = ['zongzhiban', 'xiaofang', 'wuye'];

let running: RunningHouse;
let meetingId: string;
let chair: Member;
let crew: Member[];

beforeAll(async () => {
  running = await startDemo();
  chair = await Member.login(running.url, 'chair');
  meetingId = await noticedMeeting(chair);
  await chair.join(meetingId);
  await chair.do({ type: 'attendance.checkIn', mode: 'onSite' });
  for (const personId of [...signers, 'gongdian', 'gongshui', 'gongqi', 'shequ'])
    await chair.do({ type: 'attendance.checkIn', mode: 'onSite', personId });
  await chair.do({ type: 'meeting.open' });
  await chair.do({ type: 'meeting.close' });
  crew = await Promise.all(signers.map((name) => Member.login(running.url, name)));
});
afterAll(async () => {
  for (const member of [chair, ...crew]) member.close();
  await running.stop();
});

const sha = (text: string): string => createHash('sha256').update(text).digest('hex');

/** The same person on a new connection, with the full allowance of messages. */
async function again(member: Member): Promise<Member> {
  const other = new Member(running.url, member.username);
  other.cookie = member.cookie;
  await other.join(meetingId);
  return other;
}

/** What somebody had on the screen when they signed. */
interface Seen {
  readonly who: string;
  readonly version: number;
  readonly hash: string;
  readonly accepted: boolean;
}

/** Reads the final text, hashes the bytes that came, and signs just that; the text may have been reopened meanwhile. */
async function signWhatIsSeen(who: Member, version: number): Promise<Seen> {
  const shown = await (await who.fetch(`/api/meetings/${meetingId}/minutes.json?version=${version}`)).text();
  const hash = sha(shown);
  const answer = await who.send({ type: 'minutes.sign', version, hash, method: 'click' });
  return { who: who.username, version, hash, accepted: answer.ok };
}

test(
  `[G9] [G8] ${rounds} times signing, typing, finalising and reopening at once: nobody signed other bytes than shown`,
  { timeout: rounds * 4_000 },
  async () => {
    const chance = new Chance().told('signing races');
    const seen: Seen[] = [];
    const writer = new Writer(crew[0]!, meetingId);
    await writer.synced();
    writer.begin();
    const over = new AbortController();
    const typing = (async () => {
      for (let n = 0; !over.signal.aborted; n++) {
        writer.type(`${n} `);
        await new Promise(setImmediate);
      }
    })();

    for (let round = 0; round < rounds; round++) {
      const [head, ...people] = await Promise.all([chair, ...crew].map(again));
      const finalised = head!.do({ type: 'minutes.finalise' });
      const guesses = people.map((who) => signWhatIsSeen(who, round));
      await finalised;
      const version = (await head!.until((meeting) => meeting.versions.length === round + 1)).versions[round]!;
      const acts = [
        ...people.map((who) => () => signWhatIsSeen(who, version.version)),
        async () => {
          const stale = {
            type: 'minutes.sign',
            version: version.version,
            hash: sha('other bytes'),
            method: 'click',
          } as const;
          expect(await chance.pick(people).send(stale)).toMatchObject({ ok: false });
          return null;
        },
        async () => {
          const enough = chance.below(signers.length + 1);
          await head!.until((meeting) => meeting.versions[round]!.signatures.length >= enough);
          await head!.do({ type: 'minutes.reopen', reason: 'one more word' });
          return null;
        },
      ];
      const done = await Promise.all([...guesses, ...chance.shuffled(acts).map((act) => act())]);
      seen.push(...done.filter((one) => one !== null));
      for (const member of [head!, ...people]) member.close();
    }
    over.abort();
    await typing;
    writer.leave();

    const lines = (await (await chair.fetch(`/api/meetings/${meetingId}/log?since=0`)).text()).trim().split('\n');
    const log = lines.map((line) => JSON.parse(line) as MeetingEvent);
    const signed = log.filter((event) => event.type === 'minutes.signed');
    const accepted = seen.filter((one) => one.accepted);
    expect(accepted.length, `seed ${chance.seed}`).toBeGreaterThan(rounds / 4);
    expect(signed.map(({ actor, version, hash }) => `${actor} ${version} ${hash}`).toSorted()).toEqual(
      accepted.map(({ who, version, hash }) => `${who} ${version} ${hash}`).toSorted(),
    );
    const texts = new Map((await running.house.archive.minutes.versions(meetingId)).map((one) => [one.version, one]));
    expect(texts.size).toBe(rounds);
    for (const { version, hash } of signed) expect(sha(texts.get(version)!.canonical)).toBe(hash);
    // A signature stands between its text's finalising and reopening, nowhere else.
    let open: number | null = null;
    for (const event of log) {
      if (event.type === 'minutes.finalised') open = event.version;
      if (event.type === 'minutes.reopened') open = null;
      if (event.type === 'minutes.signed') expect(event.version).toBe(open);
    }
    expect(await running.house.archive.events.verify(meetingId)).toMatchObject({ ok: true });
  },
);

import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { Writable } from 'node:stream';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { CHOICES } from '#lib/meeting/vote.ts';
import { accounts } from '../../server/demo/council.ts';
import { createHouse } from '../../server/house.ts';
import { createLog } from '../../server/log.ts';
import { Chance } from '../desk/chance.ts';
import { placeSample } from '../kept-sample.ts';
import { Member } from '../protocol/client.ts';
import { configIn } from '../protocol/house.ts';
import { noticedMeeting } from './opened-meeting.ts';

const voters = accounts.filter(({ roles }) => roles.includes('representative'));

test('[G15] a secret vote leaves no choice and no receipt in logs, figures, events before the close, or the store', async () => {
  const chance = new Chance().told('traces of a secret vote');
  const dataDir = mkdtempSync(join(tmpdir(), 'lianxi-traces-'));
  const config = configIn(dataDir);
  await placeSample(dataDir);
  const lines: string[] = [];
  const sink = new Writable({ write: (chunk, _encoding, done) => (lines.push(String(chunk)), done()) });
  const house = await createHouse(config, createLog('trace', sink));
  const url = `http://127.0.0.1:${await house.listen((_req, res) => void res.end())}`;
  const members = await Promise.all(voters.map(({ username }) => Member.login(url, username)));
  const chair = members.find(({ username }) => username === 'chair')!;
  const meetingId = await noticedMeeting(chair);
  await Promise.all(members.map((member) => member.join(meetingId)));
  for (const member of members) await member.do({ type: 'attendance.checkIn', mode: 'onSite' });
  await chair.do({ type: 'meeting.open' });
  const blank = { measures: '', responsible: [], supporting: [], person: '', deadline: null, important: false };
  await chair.do({ type: 'resolution.draft', title: 'Repair', text: 'Repair', ...blank });
  const { resolutions } = await chair.until((meeting) => meeting.resolutions.length === 1);
  await chair.do({ type: 'vote.open', resolutionId: resolutions[0]!.id, method: 'secret', seconds: 0 });
  const { votes } = await chair.until((meeting) => meeting.votes.length === 1);
  const voteId = votes[0]!.id;
  const heard: string[] = [];
  chair.socket.onAny((_name, message) => heard.push(JSON.stringify(message)));

  const cast = await Promise.all(
    chance.shuffled(members).map(async (member) => {
      const choice = chance.pick(CHOICES);
      const { receipt } = await member.do({ type: 'ballot.cast', voteId, choice });
      return { who: member.username, choice, receipt: receipt! };
    }),
  );
  await chair.until((meeting) => !meeting.votes[0]!.received.includes('0'));
  const log = await (await chair.fetch(`/api/meetings/${meetingId}/log?since=0`)).text();
  const figures = await (await fetch(`${url}/metrics`)).text();
  const files = readdirSync(dataDir).filter((name) => name.startsWith('lianxi.sqlite'));
  const bytes = Buffer.concat(files.map((name) => readFileSync(join(dataDir, name)))).toString('latin1');
  const state = await (await chair.fetch(`/api/meetings/${meetingId}`)).text();
  for (const [where, text] of Object.entries({
    lines: lines.join(''),
    log,
    figures,
    bytes,
    state,
    heard: heard.join(),
  })) {
    for (const { receipt } of cast) expect(text.includes(receipt), where).toBe(false);
    // The store has the published choices of last quarter's meeting.
    if (where !== 'bytes') expect(text.match(/"choice":/), where).toBeNull();
  }
  for (const { username } of voters) expect(lines.join('')).not.toContain(`"${username}"`);

  await chair.do({ type: 'vote.close', voteId });
  const closed = await chair.until((meeting) => meeting.votes[0]!.status === 'closed');
  const published = closed.votes[0]!.ballots;
  expect(published.every(({ unitId }) => unitId === null)).toBe(true);
  const mine = (receipt: string) => published.find((ballot) => ballot.receipt === receipt)?.choice;
  for (const { receipt, choice } of cast) expect(mine(receipt)).toBe(choice);
  for (const member of members) member.close();
  await house.close();
  rmSync(dataDir, { recursive: true });
});

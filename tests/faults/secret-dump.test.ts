import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { randomInt } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, expect, test } from 'vitest';
import type { Choice } from '#lib/meeting/vote.ts';
import { openArchive } from '../../server/archive/archive.ts';
import { text } from '../meeting/given.ts';
import { openRoom } from '../rooms/room.ts';
import { atScale } from '../scale.ts';

const votes = atScale(50, 1_000);
const voters = ['chair', 'fire', 'water', 'owners', 'company'];
const choices = ['for', 'against', 'abstain'] as const satisfies Choice[];

const home = mkdtempSync(join(tmpdir(), 'lianxi-dump-'));
afterAll(() => rmSync(home, { recursive: true }));

interface Secret {
  voter: string;
  commandId: string;
  choice: Choice;
  receipt: string;
}

/** One secret vote over a store on disk; looks at the dump while it runs and after its close. */
async function secretVote(round: number) {
  const dataDir = join(home, String(round));
  const archive = await openArchive({ dataDir });
  const { begin, must, room } = await openRoom(archive);
  await begin();
  await must('chair', { type: 'resolution.draft', ...text });
  await must('chair', { type: 'vote.open', resolutionId: room.meeting.resolutions[0]!.id, method: 'secret' });
  const voteId = room.meeting.votes[0]!.id;
  const truth: Secret[] = [];
  for (const voter of voters.toSorted(() => randomInt(2) - 0.5)) {
    const [choice, commandId] = [choices[randomInt(3)]!, crypto.randomUUID()];
    const { receipt } = await must(voter, { type: 'ballot.cast', voteId, choice }, commandId);
    truth.push({ voter, commandId, choice, receipt: receipt! });
  }
  const running = await dump(dataDir, archive);
  await must('chair', { type: 'vote.close', voteId });
  const closed = await dump(dataDir, archive);
  const published = room.meeting.votes[0]!.ballots.map(({ choice }) => choice);
  await archive.close();
  return { truth, running, closed, published };
}

/** What a thief of the disk gets who has not got the key: every row in the order in which it lies there, every byte. */
async function dump(dataDir: string, { db }: Awaited<ReturnType<typeof openArchive>>) {
  const rows = async (table: string) =>
    (await sql<Record<string, unknown>>`select * from ${sql.table(table)}`.execute(db)).rows;
  const files = readdirSync(dataDir).filter((name) => name.startsWith('lianxi.sqlite'));
  const bytes = Buffer.concat(files.map((name) => readFileSync(join(dataDir, name))));
  return { bytes, answers: await rows('answers'), ballots: await rows('ballots'), events: await rows('events') };
}

test(
  '[G15] a dump of database and write-ahead log joins no voter with a choice better than chance',
  async () => {
    const guesses = { tried: 0, right: 0, byChance: 0, variance: 0 };
    for (let round = 0; round < votes; round++) {
      const { truth, running, closed, published } = await secretVote(round);
      for (const { receipt, commandId } of truth) {
        expect(running.bytes.includes(receipt)).toBe(false);
        const answer = closed.answers.find((row) => row.command_id === commandId)!;
        expect(JSON.stringify(answer)).not.toContain(receipt);
      }
      expect(closed.ballots).toEqual([]);
      expect(new Set(running.ballots.map((row) => (row.sealed as Buffer).length)).size).toBe(1);
      const received = running.events.filter((row) => row.type === 'ballot.received');
      const shape = (row: Record<string, unknown>) => Object.keys(JSON.parse(row.fields as string) as object).join();
      expect(new Set(received.map(shape)).size).toBe(1);
      expect(new Set(truth.map(({ commandId }) => lengthsOf(running.answers, commandId))).size).toBe(1);
      // The thief's best idea: what was published lies in the order in which people voted, or in that of their answers.
      const byAnswer = closed.answers.map((row) => truth.find(({ commandId }) => commandId === row.command_id));
      for (const order of [truth, byAnswer.filter((secret) => secret !== undefined)]) {
        for (const [i, { choice }] of order.entries()) {
          const share = published.filter((one) => one === choice).length / published.length;
          guesses.tried += 1;
          guesses.right += published[i] === choice ? 1 : 0;
          guesses.byChance += share;
          guesses.variance += share * (1 - share);
        }
      }
    }
    expect(guesses.tried).toBe(votes * voters.length * 2);
    const deviation = Math.abs(guesses.right - guesses.byChance) / Math.sqrt(2 * guesses.variance);
    expect(deviation).toBeLessThan(5);
  },
  votes * 12_000,
);

function lengthsOf(answers: Record<string, unknown>[], commandId: string): string {
  const row = answers.find((one) => one.command_id === commandId)!;
  return [row.body_digest, row.answer].map((value) => String(value).length).join();
}

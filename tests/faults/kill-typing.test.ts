import { describe, expect, test } from 'vitest';
import { accounts } from '../../server/demo/council.ts';
import { startHouse } from '../browser/running-house.ts';
import { Member } from '../protocol/client.ts';
import { atScale } from '../scale.ts';
import { Writer } from './writer.ts';

const kills = atScale(10, 300);
/** Within this everybody shows the same again (G7). */
const equalWithinMs = 5000;
const names = accounts
  .filter(({ roles }) => roles.includes('representative'))
  .map(({ username }) => username)
  .slice(0, 10);

describe('killed while ten people type', () => {
  test(
    `[G1] [G6] [G7] ${kills} kills: nothing that was shown as saved is lost`,
    { timeout: kills * 15_000 },
    async () => {
      const entry = ['tests/faults/bare-house.ts'];
      let house = await startHouse({ entry });
      const { dataDir, port } = house;
      const members = await Promise.all(names.map((name) => Member.login(house.url, name)));
      const chair = members[0]!;
      const { meetings } = await chair.json<{ meetings: { id: string; state: string }[] }>('/api/meetings');
      const meetingId = meetings.find(({ state }) => state === 'noticed')!.id;
      await chair.join(meetingId);
      await chair.do({ type: 'attendance.checkIn', mode: 'onSite' });
      await chair.do({ type: 'meeting.open' });

      for (let round = 0; round < kills; round += 1) {
        const writers = members.map((member) => new Writer(member, meetingId));
        await Promise.all(writers.map((writer) => writer.synced()));
        let words = 0;
        let killed: Promise<void> | null = null;
        const enough = 30 + ((round * 53) % 90);
        await Promise.all(
          writers.map(async (writer, index) => {
            writer.begin();
            for (let letter = 0; !killed; letter += 1) {
              writer.type(`${round}.${index}.${letter} `);
              await writer.nextWord();
              words += 1;
              if (words >= enough) killed ??= house.kill();
            }
          }),
        );
        await killed;
        const typed = writers.map((writer, index) => ({
          line: lineOf(writer, round, index),
          saved: writer.savedLength,
        }));
        for (const writer of writers) writer.provider.disconnect();
        house = await startHouse({ entry, dataDir, port });
        const reader = new Writer(chair, meetingId);
        await reader.synced();
        const found = reader.text();
        const lost = typed.filter(({ line, saved }) => !found.includes(line.slice(0, saved)));
        expect(lost).toEqual([]);
        expect(typed.some(({ saved }) => saved > 0)).toBe(true);

        // What was not saved is still with its author, and comes back with them; then all are equal.
        const began = performance.now();
        for (const writer of writers) writer.provider.connect();
        const all = [reader, ...writers];
        const whole = (text: string) => typed.every(({ line }) => text.includes(line));
        await Promise.all(all.map((writer) => writer.reads(whole)));
        await Promise.all(all.map((writer) => writer.reads((text) => text === reader.text())));
        expect(performance.now() - began).toBeLessThan(equalWithinMs);
        for (const writer of all) writer.leave();
      }
      chair.close();
      await house.stop();
    },
  );
});

/** What the writer of this round has typed, wherever it stands in the text. */
function lineOf(writer: Writer, round: number, index: number): string {
  return new RegExp(`(?:${round}\\.${index}\\.\\d+ )+`).exec(writer.text())?.[0] ?? '';
}

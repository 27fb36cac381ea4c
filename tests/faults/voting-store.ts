import { writeSync } from 'node:fs';
import { sql } from 'kysely';
import { openArchive } from '../../server/archive/archive.ts';

// Started by power-loss.test.ts: votes without end and tells each acknowledgement after its commit.
const [dataDir, synchronous] = process.argv.slice(2);
const archive = await openArchive({ dataDir });
await sql.raw('pragma wal_autocheckpoint = 0').execute(archive.db);
if (synchronous) await sql.raw(`pragma synchronous = ${synchronous}`).execute(archive.db);
for (let seq = (await archive.events.head('m'))?.seq ?? 0; ; seq++) {
  const unit = `unit-${seq + 1}`;
  await archive.events.append('m', seq, {
    events: [{ seq: seq + 1, at: new Date().toISOString(), type: 'ballot.received', actor: 'p', fields: { unit } }],
    answers: [{ commandId: unit, bodyDigest: '', answer: '{}', personId: 'p' }],
    ballots: [{ voteId: 'v', slot: unit, choice: 'approve', receipt: null }],
    emptied: [],
  });
  writeSync(1, `${seq + 1}\n`);
}

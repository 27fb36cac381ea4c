import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Meeting } from '#lib/meeting/meeting.ts';
import { readConfig } from '../../server/config.ts';
import { accounts, demoPassword } from '../../server/demo/council.ts';
import { makeSample } from '../../server/demo/demo.ts';
import { addedAfterObjection } from '../../server/demo/minutes-text.ts';
import { createHouse, type House } from '../../server/house.ts';
import { createLog } from '../../server/log.ts';

describe('the sample as it is stored', () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'lianxi-sample-'));
  let house: House;
  let archived: Meeting;

  beforeAll(async () => {
    const read = readConfig({ DATA_DIR: dataDir, PORT: '0', HOST: '127.0.0.1', LOG_LEVEL: 'silent' }, 'demo');
    if (!read.ok) throw new Error(read.problems.join('; '));
    await makeSample(read.config);
    house = await createHouse(read.config, createLog('silent'));
    const meetings = await house.meetingsOf('chair');
    const { id } = meetings.find(({ stage }) => stage === 'archived')!;
    archived = (await house.stateFor(id, 'chair'))!;
  });
  afterAll(async () => {
    await house.close();
    rmSync(dataDir, { recursive: true, force: true });
  });

  test('the last meeting is archived, its second text signed by every unit that came', () => {
    const [first, second] = archived.versions;
    expect(first?.reopened?.reason).toBeTruthy();
    expect(second?.signatures.map(({ unitId }) => unitId).toSorted()).toEqual([...second!.signers].toSorted());
    expect(second?.signers).toHaveLength(10);
  });

  test('its minutes hold what the recorder typed, the objection’s addition too', async () => {
    const [first, second] = await Promise.all([1, 2].map((n) => house.archive.minutes.version(archived.id, n)));
    expect(second?.hash).toBe(archived.versions[1]?.hash);
    expect(second?.canonical).toContain(addedAfterObjection);
    expect(first?.canonical).not.toContain(addedAfterObjection);
  });

  test('every log holds together', async () => {
    for (const { id } of await house.meetingsOf('chair')) {
      expect(await house.archive.events.verify(id)).toMatchObject({ ok: true });
    }
  });

  test('every account can come in, and only the administrator sits on no council', async () => {
    const people = await house.archive.people.list();
    const known = people.map(({ id }) => id).filter((id) => !id.startsWith('deputy-'));
    expect(known.toSorted()).toEqual(accounts.map(({ username }) => username).toSorted());
    expect(await house.archive.people.authenticate('yeweihui', demoPassword)).not.toBeNull();
    expect(await house.archive.councils.seatsOf('admin')).toEqual([]);
    expect(people.filter(({ admin }) => admin).map(({ id }) => id)).toEqual(['admin']);
  });
});

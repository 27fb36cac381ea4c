import { describe, expect, test } from 'vitest';
import { mayWriteMinutes } from '#lib/meeting/meeting.ts';
import { currentVersion } from '#lib/meeting/minutes.ts';
import { objectionOf } from '#lib/meeting/signoff.ts';
import { at, closed, final, HASH, inSession, noticed } from './given.ts';

const sign = { type: 'minutes.sign', version: 1, hash: HASH, method: 'click' } as const;
const object = { type: 'minutes.object', version: 1, hash: HASH, reason: 'notice period' } as const;
const content = { content: { hash: HASH } };

describe('the minutes', () => {
  test('[W1] Everybody who takes part may write until the text is final; observers read', () => {
    const who = ['chair', 'vice', 'recorder', 'fire', 'expert', 'observer', 'stranger'];
    const writers = (sitting: { meeting: Parameters<typeof mayWriteMinutes>[0] }) =>
      who.filter((person) => mayWriteMinutes(sitting.meeting, person));
    expect(writers(noticed())).toEqual(['chair', 'recorder']);
    expect(writers(inSession())).toEqual(['chair', 'vice', 'recorder', 'fire', 'expert']);
    expect(writers(closed())).toEqual(['chair', 'vice', 'recorder', 'fire', 'expert']);
    expect(writers(final())).toEqual([]);
  });

  test('[W2] Only a closed meeting’s minutes are made final, by whoever takes the record', () => {
    const finalise = { type: 'minutes.finalise' } as const;
    inSession().refuses('recorder', finalise, 'not_closed', content);
    closed().refuses('fire', finalise, 'not_recording', content);
    closed().refuses('recorder', finalise, 'content_missing');
    final().refuses('recorder', finalise, 'minutes_frozen', content);
    expect(currentVersion(final().meeting)).toMatchObject({
      version: 1,
      hash: HASH,
      finalisedBy: 'recorder',
      signers: ['office', 'fire', 'water', 'owners', 'company'],
    });
  });

  test('[W2] Where the charter says so only the unit that presides is to sign', () => {
    const sitting = closed({ signoff: 'chair' }).do('recorder', { type: 'minutes.finalise' }, content);
    expect(currentVersion(sitting.meeting)?.signers).toEqual(['office']);
    sitting.refuses('fire', sign, 'not_a_signer');
    expect(sitting.do('chair', sign).meeting.stage).toBe('signed');
  });

  test('[W3] Reopening needs a reason, makes a new version, and ends the earlier signatures’ effect', () => {
    const sitting = final().do('fire', sign).at(90);
    sitting.refuses('fire', { type: 'minutes.reopen', reason: 'typo' }, 'not_recording');
    sitting.do('recorder', { type: 'minutes.reopen', reason: 'typo' });
    expect(sitting.meeting.stage).toBe('closed');
    expect(mayWriteMinutes(sitting.meeting, 'fire')).toBe(true);
    expect(sitting.meeting.versions[0]).toMatchObject({ reopened: { at: at(90), by: 'recorder', reason: 'typo' } });
    sitting.refuses('recorder', { type: 'minutes.reopen', reason: 'again' }, 'minutes_not_final');
    sitting.refuses('water', sign, 'minutes_not_final');
    const hash = 'b'.repeat(64);
    sitting.do('recorder', { type: 'minutes.finalise' }, { content: { hash } });
    expect(currentVersion(sitting.meeting)).toMatchObject({ version: 2, hash, signatures: [] });
    expect(sitting.meeting.versions[0]!.signatures).toHaveLength(1);
  });
});

describe('signing', () => {
  test('[H1] A signature names one version and one fingerprint; any other is refused', () => {
    final().refuses('fire', { ...sign, version: 2 }, 'not_this_version');
    final().refuses('fire', { ...sign, hash: 'b'.repeat(64) }, 'not_this_content');
    final().refuses('fire', { ...object, hash: 'b'.repeat(64) }, 'not_this_content');
    closed().refuses('fire', sign, 'minutes_not_final');
  });

  test('[H2] One signature per attending unit, by a representative', () => {
    const sitting = final().do('fire2', { ...sign, method: 'drawn', drawing: 'M1 1L2 2' });
    expect(sitting.meeting.versions[0]!.signatures).toMatchObject([
      { personId: 'fire2', unitId: 'fire', method: 'drawn', drawing: 'M1 1L2 2' },
    ]);
    sitting.refuses('fire', sign, 'already_signed');
    for (const person of ['recorder', 'expert', 'observer', 'convener']) sitting.refuses(person, sign, 'not_a_signer');
    const without = noticed().checkIn('chair', 'fire', 'water').do('chair', { type: 'meeting.open' });
    without.do('chair', { type: 'meeting.close' }).do('recorder', { type: 'minutes.finalise' }, content);
    without.refuses('owners', sign, 'not_a_signer');
  });

  test('[H3] When every attending unit has signed, the minutes are signed', () => {
    const sitting = final();
    for (const person of ['chair', 'fire', 'water', 'owners']) sitting.do(person, sign);
    expect(sitting.meeting.stage).toBe('final');
    expect(sitting.do('company', sign).meeting.stage).toBe('signed');
  });

  test('[H4] An objection carries a reason and stands until the unit signs or the minutes are reopened', () => {
    const sitting = final().do('owners', object);
    const standing = () => objectionOf(sitting.meeting.versions[0]!, 'owners');
    expect(standing()).toMatchObject({ reason: 'notice period', personId: 'owners' });
    sitting.do('owners', sign);
    expect(standing()).toBeUndefined();
    sitting.refuses('owners', object, 'already_signed').refuses('observer', object, 'observer_may_not');
    sitting.do('expert', object);
    expect(sitting.meeting.versions[0]!.objections).toHaveLength(2);
  });
});

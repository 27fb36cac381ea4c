import { expect } from 'vitest';
import type { Command, Meeting } from '#lib/meeting/meeting.ts';
import type { PlanForm } from '#lib/wire/planning-form.ts';
import { createHouse } from '../../server/house.ts';
import { createLog } from '../../server/log.ts';
import { configIn } from '../protocol/house.ts';

/** A council of three units under charter 4 in a house in memory; `boss` convenes and presides. */
export async function planningHouse() {
  const house = await createHouse(configIn(':memory:'), createLog('error'));
  const { archive, rooms, office } = house;
  await archive.councils.create({
    id: 'c',
    name: 'Council',
    charterId: 'presidium',
    units: ['office', 'company', 'owners'].map((id) => ({ id, name: id })),
  });
  for (const [id, name] of [
    ['boss', 'Boss'],
    ['owner', 'Owner'],
  ] as const)
    await archive.people.create({ id, username: id, name, password: 'long-enough-password' });
  await archive.councils.seat({ councilId: 'c', personId: 'boss', roles: ['convener', 'chair'] });
  await archive.councils.seat({ councilId: 'c', personId: 'owner', unitId: 'owners', roles: ['representative'] });
  const boss = { personId: 'boss', admin: false };

  const plan = async (form: PlanForm): Promise<string> => {
    const planned = await office.planning.plan(boss, 'c', form);
    if (!planned.ok) throw new Error(planned.code);
    return planned.meetingId;
  };
  const meeting = async (id: string): Promise<Meeting> => (await rooms.get(id))!.meeting;
  return {
    archive,
    rooms,
    office,
    boss,
    plan,
    planned: async (form: PlanForm) => meeting(await plan(form)),
    /** The boss carries out one command after another. */
    async hold(id: string, commands: readonly Command[]): Promise<void> {
      const room = (await rooms.get(id))!;
      for (const command of commands)
        expect(await room.command('boss', crypto.randomUUID(), command), command.type).toHaveProperty('seq');
    },
    close: () => house.close(),
  };
}

export type PlanningHouse = Awaited<ReturnType<typeof planningHouse>>;

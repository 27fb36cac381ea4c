import { expect } from 'vitest';
import type { ProvisionId } from '#lib/meeting/charter.ts';
import type { Check } from '#lib/meeting/compliance.ts';
import type { Command, Meeting, MeetingEvent } from '#lib/meeting/meeting.ts';
import type { Breach } from '#lib/meeting/observance.ts';
import type { Refusal } from '#lib/meeting/refusal.ts';
import type { Role, UnitPart } from '#lib/meeting/seat.ts';
import { systemClock } from '../../server/clock.ts';
import { createHouse, type House } from '../../server/house.ts';
import { createLog } from '../../server/log.ts';
import { configIn } from '../protocol/house.ts';
import { Member } from '../protocol/client.ts';
import { HandClock } from '../rooms/room.ts';

export const HOUR = 3_600_000;
export const DAY = 24 * HOUR;

/** Everybody who sits on one council or several. */
const people = [
  'admin',
  'company',
  'clerk',
  'owners',
  'department',
  'management',
  'office',
  'party',
  'expert',
] as const;
export type Who = (typeof people)[number];

/** Where somebody sits in a council: for a unit of which kind, and as what. */
export type Sits = readonly [part: UnitPart | null, ...roles: Role[]];

/** A meeting that was planned through the API, with everybody of its council in its room. */
export interface Convened {
  readonly councilId: string;
  readonly meetingId: string;
  readonly startsAt: string;
  readonly meeting: Meeting;
  who(name: Who): Member;
  /** The server's clock goes on to so many days before the start. */
  daysBefore(days: number): void;
  /** Everybody answers that they come, and at the start checks in. */
  arrive(but?: readonly Who[]): Promise<void>;
  does(name: Who, ...commands: readonly Command[]): Promise<void>;
  refuses(name: Who, command: Command, code: Refusal): Promise<void>;
  /** The checklist's word on a provision, as the API gives it. */
  check(provision: ProvisionId): Promise<Check>;
  /** The breach as the log tells it, once it does. */
  breach(provision: ProvisionId): Promise<Breach>;
  /** The log as the API gives it. */
  log(): Promise<readonly MeetingEvent[]>;
  close(): void;
}

/** A house in memory whose clock is wound by hand. */
export interface CharterHouse {
  readonly house: House;
  readonly clock: HandClock;
  member(name: Who): Member;
  personId(name: Who): string;
  council(charterId: string, seats: Partial<Record<Who, Sits>>): Promise<string>;
  convene(councilId: string, by: Who, form?: object): Promise<Convened>;
  close(): Promise<void>;
}

/** Days are wound by hand; what gathers for a moment, such as a broadcast, waits in real time. */
class WoundClock extends HandClock {
  override after(ms: number, call: () => void): () => void {
    return ms < 1000 ? systemClock.after(ms, call) : super.after(ms, call);
  }
}

const PASSWORD = 'nine charters, one house';

/** Opens the house and logs everybody in. */
export async function charterHouse(): Promise<CharterHouse> {
  const clock = new WoundClock();
  clock.pass(Date.parse('2026-03-02T01:00:00.000Z') - clock.now());
  const house = await createHouse(configIn(':memory:'), createLog('error'), clock);
  const port = await house.listen((_req, res) => void res.writeHead(404).end());
  const url = `http://127.0.0.1:${port}`;
  const made = await Promise.all(
    people.map(async (name) => {
      const person = await house.archive.people.create({
        name,
        username: name,
        password: PASSWORD,
        admin: name === 'admin',
      });
      return [name, { personId: person.id, member: await Member.login(url, name, PASSWORD) }] as const;
    }),
  );
  const known = new Map<Who, { personId: string; member: Member }>(made);
  const member = (name: Who): Member => known.get(name)!.member;
  const personId = (name: Who): string => known.get(name)!.personId;
  const seated = new Map<string, readonly Who[]>();

  return {
    house,
    clock,
    member,
    personId,
    async council(charterId, seats) {
      const id = `c-${charterId}`;
      const parts = [...new Set(Object.values(seats).flatMap(([part]) => (part ? [part] : [])))];
      const units = parts.map((part) => ({ id: part, name: part, part }));
      await sent(member('admin'), '/api/councils', { id, name: charterId, charterId, units });
      for (const [name, [unitId, ...roles]] of Object.entries(seats) as [Who, Sits][])
        await sent(member('admin'), `/api/councils/${id}/seats`, { personId: personId(name), unitId, roles });
      seated.set(id, Object.keys(seats) as Who[]);
      return id;
    },
    async convene(councilId, by, form = {}) {
      const startsAt = new Date(clock.now() + 10 * DAY).toISOString();
      const plan = { id: crypto.randomUUID(), startsAt, place: 'Hall', ...form };
      const { meetingId } = await sent<{ meetingId: string }>(member(by), `/api/councils/${councilId}/meetings`, plan);
      const here = new Map<Who, Member>();
      for (const name of seated.get(councilId)!) {
        const guest = new Member(url, name);
        guest.cookie = member(name).cookie;
        expect(await guest.join(meetingId)).toMatchObject({ ok: true });
        here.set(name, guest);
      }
      return convened({ councilId, meetingId, startsAt, here, clock });
    },
    close: () => house.close(),
  };
}

/** What a POST brought that must succeed. */
export async function sent<T = unknown>(member: Member, path: string, body: object): Promise<T> {
  const answer = await member.fetch(path, body);
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
  return (await answer.json()) as T;
}

interface Parts {
  readonly councilId: string;
  readonly meetingId: string;
  readonly startsAt: string;
  readonly here: ReadonlyMap<Who, Member>;
  readonly clock: HandClock;
}

function convened({ councilId, meetingId, startsAt, here, clock }: Parts): Convened {
  const who = (name: Who): Member => here.get(name)!;
  const any = [...here.values()][0]!;
  const daysBefore = (days: number): void => clock.pass(Date.parse(startsAt) - days * DAY - clock.now());
  const does = async (name: Who, ...commands: readonly Command[]): Promise<void> => {
    for (const command of commands) {
      const { seq } = await who(name).do(command);
      // Whoever acts next has heard of it.
      for (const member of here.values()) await member.until((meeting) => meeting.seq >= seq);
    }
  };
  return {
    councilId,
    meetingId,
    startsAt,
    get meeting() {
      return any.meeting;
    },
    who,
    daysBefore,
    does,
    async arrive(but = []) {
      const coming = [...here].filter(([name]) => !but.includes(name));
      for (const [name, { meeting, username }] of coming) {
        const seat = Object.values(meeting.seats).find((each) => each.name === username);
        if (seat?.unitId && seat.roles.includes('representative'))
          await does(name, { type: 'reply.give', answer: 'attend' });
      }
      daysBefore(0);
      for (const [name] of coming) await does(name, { type: 'attendance.checkIn', mode: 'onSite' });
    },
    async refuses(name, command, code) {
      expect(await who(name).send(command), `${name} ${command.type}`).toMatchObject({ ok: false, code });
    },
    async check(provision) {
      const { parts } = await any.json<{ parts: { checks: Check[] }[] }>(`/api/meetings/${meetingId}/checklist`);
      return parts.flatMap(({ checks }) => checks).find((check) => check.provision === provision)!;
    },
    async breach(provision) {
      const isIt = (breach: Breach) => breach.provision === provision;
      return (await any.until(({ breaches }) => breaches.some(isIt))).breaches.find(isIt)!;
    },
    async log() {
      const lines = await (await any.fetch(`/api/meetings/${meetingId}/log`)).text();
      return lines
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as MeetingEvent);
    },
    close: () => here.forEach((member) => member.close()),
  };
}

import { SMTPServer } from 'smtp-server';
import type { AddressInfo } from 'node:net';
import type { Command } from '#lib/meeting/meeting.ts';
import { openArchive, type Archive } from '../../server/archive/archive.ts';
import { createMailer } from '../../server/post/mail.ts';
import { Post } from '../../server/post/post.ts';
import { createWebhooks } from '../../server/post/webhook.ts';
import { Rooms } from '../../server/rooms/rooms.ts';
import { plan, START } from '../meeting/given.ts';
import { deskWith, HandClock } from '../rooms/room.ts';

export const HOUR = 3_600_000;
export const MINUTE = 60_000;

/** A mail as the server got it. */
export interface Received {
  readonly to: string;
  readonly raw: string;
}

/** A real mail server on a free port. */
export class MailServer {
  readonly received: Received[] = [];
  /** Addresses that it turns away for ever. */
  readonly unknown = new Set<string>();
  port = 0;
  #server: SMTPServer | null = null;

  async open(port = 0): Promise<this> {
    const server = new SMTPServer({
      authOptional: true,
      disabledCommands: ['STARTTLS', 'AUTH'],
      logger: false,
      closeTimeout: 50,
      onRcptTo: ({ address }, _session, done) => {
        if (!this.unknown.has(address)) return done();
        done(Object.assign(new Error('No such user'), { responseCode: 550 }));
      },
      onData: (stream, session, done) => {
        let raw = '';
        stream.on('data', (chunk: Buffer) => (raw += chunk.toString('utf8')));
        stream.on('end', () => {
          for (const { address } of session.envelope.rcptTo) this.received.push({ to: address, raw });
          done();
        });
      },
    });
    await new Promise<void>((done) => server.listen(port, '127.0.0.1', done));
    this.port = (server.server.address() as AddressInfo).port;
    this.#server = server;
    return this;
  }

  async close(): Promise<void> {
    await new Promise<void>((done) => (this.#server ? this.#server.close(done) : done()));
    this.#server = null;
  }
}

/** Who sits in the plan of tests/meeting, with an address each. */
export const people = plan().seats.map(({ personId, name }) => ({ id: personId, name }));

/** Makes people, addresses and council in an archive. */
export async function settle(archive: Archive, withMail: readonly string[]): Promise<void> {
  const units = plan().units.map(({ id, name, short }) => ({ id, name, short }));
  await archive.councils.create({ id: 'council', name: 'Council', charterId: 'qiandeng-2020q1', units });
  for (const { id, name } of people) await archive.people.create({ id, name, locale: 'en' });
  for (const id of withMail) await archive.contacts.set(id, { email: `${id}@example.cn`, phone: '' });
}

/** A post over a store in memory, a wound clock and the mail server on a port. */
export async function openPost(port: number | null, given: { archive?: Archive; clock?: HandClock } = {}) {
  const archive = given.archive ?? (await openArchive({ dataDir: ':memory:' }));
  const clock = given.clock ?? new HandClock();
  const faults: unknown[] = [];
  const onFault = (error: unknown): void => void faults.push(error);
  const rooms = new Rooms({ archive, clock, desk: deskWith(() => '{}'), onFault });
  const post = new Post(
    {
      archive,
      rooms,
      clock,
      mailer: port === null ? null : createMailer({ smtpUrl: `smtp://127.0.0.1:${port}`, from: 'post@lianxi.example' }),
      webhooks: createWebhooks({ allowInner: true, now: () => clock.now() }),
      address: () => 'https://lianxi.example',
      onFault,
    },
    { allowInner: true },
  );
  let n = 0;
  const act = async (meetingId: string, actor: string, command: Command) => {
    const room = (await rooms.get(meetingId))!;
    const outcome = await room.command(actor, `test-${clock.now()}-${++n}`, command);
    if (!('seq' in outcome)) throw new Error(`${actor} ${command.type}: ${JSON.stringify(outcome)}`);
    await post.settled();
  };
  /** Lets time pass, and waits for what falls due then. */
  const pass = async (ms: number): Promise<void> => {
    clock.pass(ms);
    await post.settled();
  };
  return { archive, clock, rooms, post, faults, act, pass };
}

/** A meeting planned so long before its start, in a store where nobody follows it yet. */
export async function planMeeting(rooms: Rooms, clock: HandClock, hoursAhead: number): Promise<string> {
  const room = await rooms.create();
  const startsAt = new Date(clock.now() + hoursAhead * HOUR).toISOString();
  await room.command('convener', `plan-${room.id}`, { type: 'meeting.plan', ...plan(), startsAt });
  return room.id;
}

/** 14:00 in Shanghai, where the clock of these tests starts. */
export const start = START;

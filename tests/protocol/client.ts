import { io, type Socket } from 'socket.io-client';
import { evolve, type Command, type Meeting } from '#lib/meeting/meeting.ts';
import type { ClientToServer, CommandAnswer, JoinAnswer, ServerToClient } from '#lib/wire/socket-events.ts';

/** One person of the council, with nothing but what the protocol offers: fetch and a socket. */
export class Member {
  readonly url: string;
  readonly username: string;
  cookie = '';
  socket!: Socket<ServerToClient, ClientToServer>;
  meeting!: Meeting;
  #waiting: { until: (meeting: Meeting) => boolean; done: (meeting: Meeting) => void }[] = [];

  constructor(url: string, username: string) {
    this.url = url;
    this.username = username;
  }

  static async login(url: string, username: string, password = 'lianxi-demo'): Promise<Member> {
    const member = new Member(url, username);
    const answer = await member.fetch('/api/login', { username, password });
    if (answer.status !== 200) throw new Error(`${username}: ${answer.status} ${await answer.text()}`);
    member.cookie = answer.headers.getSetCookie()[0]!.split(';')[0]!;
    return member;
  }

  /** GET without a body, POST with one. */
  fetch(path: string, body?: object, headers: Record<string, string> = {}): Promise<Response> {
    return fetch(this.url + path, {
      method: body ? 'POST' : 'GET',
      headers: {
        origin: this.url,
        cookie: this.cookie,
        ...(body && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body && { body: JSON.stringify(body) }),
    });
  }

  async json<T>(path: string): Promise<T> {
    return (await (await this.fetch(path)).json()) as T;
  }

  /** Connects and joins; from then on `meeting` follows the room. */
  async join(meetingId: string, since?: number): Promise<JoinAnswer> {
    this.socket = io(this.url, {
      transports: ['websocket'],
      extraHeaders: { cookie: this.cookie, origin: this.url },
      forceNew: true,
      reconnection: false,
    });
    await new Promise<void>((done, fail) => {
      this.socket.once('connect', done);
      this.socket.once('connect_error', fail);
    });
    this.socket.on('meeting:events', ({ events }) => {
      for (const event of events) if (event.seq === this.meeting.seq + 1) this.meeting = evolve(this.meeting, event);
      this.#waiting = this.#waiting.filter(({ until, done }) => {
        if (!until(this.meeting)) return true;
        done(this.meeting);
        return false;
      });
    });
    // In the acknowledgement itself: an event may come in the same packet, before a promise goes on.
    return new Promise((joined) => {
      this.socket.emit('meeting:join', since === undefined ? { meetingId } : { meetingId, since }, (answer) => {
        if (answer.ok && answer.state) this.meeting = answer.state;
        joined(answer);
      });
    });
  }

  send(command: Command, id: string = crypto.randomUUID()): Promise<CommandAnswer> {
    return this.socket.emitWithAck('meeting:command', { meetingId: this.meeting.id, id, ...command });
  }

  /** Sends a command that must be accepted. */
  async do(command: Command, id?: string): Promise<{ ok: true; seq: number; receipt?: string }> {
    const answer = await this.send(command, id);
    if (!answer.ok) throw new Error(`${this.username} ${command.type}: ${answer.code} ${answer.message}`);
    return answer;
  }

  /** Waits until the meeting, as this member sees it, is so. */
  until(condition: (meeting: Meeting) => boolean): Promise<Meeting> {
    if (condition(this.meeting)) return Promise.resolve(this.meeting);
    return new Promise((done) => this.#waiting.push({ until: condition, done }));
  }

  close(): void {
    this.socket?.close();
  }
}

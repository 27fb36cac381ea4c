import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type * as Y from 'yjs';
import type { Meeting } from '#lib/meeting/meeting.ts';
import { openArchive, type Archive } from '../../server/archive/archive.ts';
import { openYjsDoor } from '../../server/door/upgrade.ts';
import { createMinutesDesk, type DeskRights, type MinutesDesk } from '../../server/rooms/minutes-desk.ts';
import { plainText } from '../../server/rooms/minutes-late.ts';

/** A desk behind a real port with a real store; people and their rights are the test's to say. */
export interface DeskHouse {
  port: number;
  archive: Archive;
  desk: MinutesDesk;
  http: Server;
  faults: unknown[];
  /** Says what a person may do from now on; null: the meeting is not theirs. */
  allow(personId: string, rights: Partial<DeskRights> | null): void;
  /** Rights in the meeting changed. */
  changed(meetingId: string): void;
  /** Ends all sessions of a person. */
  revoke(personId: string): void;
  /** Finalises as the meeting room does: freeze, commit, record. */
  finalise(meetingId: string): Promise<{ canonical: string; hash: string; state: Uint8Array }>;
  reopen(meetingId: string): Promise<void>;
  close(): Promise<void>;
}

export interface HouseOptions {
  archive?: Archive;
  dataDir?: string;
  /** The scribe. */
  inscribe?: (doc: Y.Doc, meeting: Meeting) => boolean;
  touchesRecords?: (transaction: Y.Transaction) => boolean;
  keepArchive?: boolean;
  port?: number;
}

/** Opens a desk on a free port. Who somebody is stands in the cookie `person=…`. */
export async function openDeskHouse(options: HouseOptions = {}): Promise<DeskHouse> {
  const archive = options.archive ?? (await openArchive({ dataDir: options.dataDir ?? ':memory:' }));
  const rights = new Map<string, DeskRights | null>();
  const listeners = new Set<(meetingId: string) => void>();
  const watchers = new Map<string, Set<() => void>>();
  const faults: unknown[] = [];
  const usual = (personId: string): DeskRights => ({
    read: true,
    write: true,
    late: true,
    user: { personId, name: personId.toUpperCase(), unit: 'office', color: 1 },
  });
  const desk = createMinutesDesk({
    store: archive.minutes,
    inscribe: options.inscribe ?? (() => false),
    touchesRecords: options.touchesRecords ?? (() => false),
    canonical: plainText,
    now: () => new Date().toISOString(),
    onFault: (error) => faults.push(error),
    access: {
      lookUp: async (meetingId, personId) =>
        meetingId === 'nowhere' ? null : rights.has(personId) ? rights.get(personId)! : usual(personId),
      onChange: (listener) => {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
    },
  });
  const http = createServer((_req, res) => res.end());
  const closeDoor = openYjsDoor({
    http,
    desk,
    sessions: {
      sessionOf: async (req) => {
        const personId = /person=(\w+)/.exec(req.headers.cookie ?? '')?.[1];
        if (!personId) return null;
        return { sessionId: `s-${personId}`, personId, name: personId, locale: 'en', admin: false };
      },
      watch: (sessionId, gone) => {
        const some = watchers.get(sessionId) ?? new Set();
        watchers.set(sessionId, some.add(gone));
        return () => some.delete(gone);
      },
    },
    originAllowed: (req) => req.headers.origin === undefined || req.headers.origin === 'http://ours',
    onFault: (error) => faults.push(error),
  });
  await new Promise<void>((listening) => http.listen(options.port ?? 0, '127.0.0.1', listening));
  let seq = 0;
  const commit = async (meetingId: string, more: object) => {
    const head = await archive.events.head(meetingId);
    seq = head?.seq ?? 0;
    const event = { seq: seq + 1, at: new Date().toISOString(), type: 'x', actor: 'a', fields: {} };
    await archive.events.append(meetingId, seq, { events: [event], answers: [], ballots: [], emptied: [], ...more });
  };
  return {
    port: (http.address() as AddressInfo).port,
    archive,
    desk,
    http,
    faults,
    allow(personId, some) {
      rights.set(personId, some && { ...usual(personId), ...some });
    },
    changed: (meetingId) => listeners.forEach((listener) => listener(meetingId)),
    revoke: (personId) => watchers.get(`s-${personId}`)?.forEach((gone) => gone()),
    async finalise(meetingId) {
      const text = await desk.freeze(meetingId, { id: meetingId } as Meeting);
      const version = (await archive.minutes.versions(meetingId)).length + 1;
      const at = new Date().toISOString();
      await commit(meetingId, { version: { ...text, version, at, by: 'recorder' } });
      await desk.record(meetingId, { id: meetingId } as Meeting);
      return text;
    },
    async reopen(meetingId) {
      await commit(meetingId, { reopened: true });
      await desk.thaw(meetingId);
    },
    async close() {
      await desk.drain();
      closeDoor();
      http.closeAllConnections();
      await new Promise((closed) => http.close(closed));
      if (!options.keepArchive) await archive.close();
    },
  };
}

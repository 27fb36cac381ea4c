import type { EventLog } from '../archive/archive.ts';

/** What a command was answered, and a fingerprint of what it said. */
export interface Entry {
  readonly digest: string;
  readonly seq: number;
}

/**
 * The commands a meeting has already carried out (G3): the same id and body get the same answer for ever.
 * Read once from the store, then kept beside the room.
 */
export class CommandBook {
  readonly #entries = new Map<string, Entry>();

  static async of(log: EventLog, meetingId: string): Promise<CommandBook> {
    const book = new CommandBook();
    for (const { commandId, bodyDigest, answer } of await log.answersOf(meetingId))
      book.enter(commandId, { digest: bodyDigest, seq: Number(answer) });
    return book;
  }

  find(commandId: string): Entry | undefined {
    return this.#entries.get(commandId);
  }

  enter(commandId: string, entry: Entry): void {
    this.#entries.set(commandId, entry);
  }
}

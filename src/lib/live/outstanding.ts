import type { Command } from '#lib/meeting/meeting.ts';
import type { CommandAnswer } from '#lib/wire/socket-events.ts';

interface Waiting {
  readonly command: Command;
  readonly settle: (answer: CommandAnswer) => void;
}

/** 16 random bytes in letters and digits: also where `crypto.randomUUID` is missing (pages that are not on https). */
const newId = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');

/** Commands whose answer has not come yet, each under the id it keeps however often it is sent (G3). */
export class Outstanding {
  readonly #waiting = new Map<string, Waiting>();

  get ids(): readonly string[] {
    return [...this.#waiting.keys()];
  }

  get commands(): readonly Command[] {
    return [...this.#waiting.values()].map(({ command }) => command);
  }

  get(id: string): Command | undefined {
    return this.#waiting.get(id)?.command;
  }

  add(command: Command): { readonly id: string; readonly answer: Promise<CommandAnswer> } {
    const id = newId();
    const answer = new Promise<CommandAnswer>((settle) => this.#waiting.set(id, { command, settle }));
    return { id, answer };
  }

  settle(id: string, answer: CommandAnswer): void {
    this.#waiting.get(id)?.settle(answer);
    this.#waiting.delete(id);
  }
}

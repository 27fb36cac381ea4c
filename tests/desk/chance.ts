/** Reproducible randomness: `TEST_SEED` repeats a run, and the seed is told where it matters. */
export class Chance {
  #state: number;
  readonly seed: number;

  constructor(seed = Number(process.env['TEST_SEED'] ?? Math.floor(Math.random() * 2 ** 31))) {
    this.seed = seed;
    this.#state = seed | 0;
  }

  /** Prints the seed, so that a failure can be repeated. */
  told(what: string): this {
    process.stderr.write(`${what}: seed ${this.seed}\n`);
    return this;
  }

  /** 0 … below. */
  below(limit: number): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let t = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return Math.floor((((t ^ (t >>> 14)) >>> 0) / 2 ** 32) * limit);
  }

  pick<T>(from: readonly T[]): T {
    return from[this.below(from.length)]!;
  }

  /** A new list in random order. */
  shuffled<T>(from: readonly T[]): T[] {
    const list = [...from];
    for (let i = list.length - 1; i > 0; i--) {
      const j = this.below(i + 1);
      [list[i], list[j]] = [list[j]!, list[i]!];
    }
    return list;
  }

  bytes(length: number): Uint8Array {
    return Uint8Array.from({ length }, () => this.below(256));
  }

  /** Flips, cuts, doubles, swaps or inserts some bytes. */
  mutate(bytes: Uint8Array): Uint8Array {
    let result = Uint8Array.from(bytes);
    for (let times = 1 + this.below(3); times > 0; times--) {
      const at = this.below(result.length || 1);
      const how = this.below(5);
      if (how === 0 && result.length > 0) result[at] = this.below(256);
      else if (how === 1 && result.length > 0) result[at] = result[at]! ^ (1 << this.below(8));
      else if (how === 2) result = result.slice(0, at);
      else if (how === 3) result = Uint8Array.from([...result.slice(0, at), this.below(256), ...result.slice(at)]);
      else result = Uint8Array.from([...result.slice(0, at), ...result.slice(at + 1 + this.below(4))]);
    }
    return result;
  }
}

import { PROVISIONS, type Charter, type ProvisionId, type Source } from '#lib/meeting/charter.ts';
import { charterOf as presetOf } from '#lib/meeting/charters/charters.ts';
import { differences, isSame, provisionFields } from '#lib/meeting/provisions.ts';
import { readCharter } from '#lib/wire/charter-form.ts';
import { createContext } from 'svelte';

/** A charter while it is being written. */
export type Editable<T> = T extends readonly [infer One, infer Other]
  ? [Editable<One>, Editable<Other>]
  : T extends readonly (infer Member)[]
    ? Editable<Member>[]
    : T extends object
      ? { -readonly [Key in keyof T]: Editable<T[Key]> }
      : T;

/** A draft as the server keeps it. */
export interface KeptDraft {
  readonly charter: Charter;
  readonly revision: number;
  readonly at: string;
  readonly by: string;
}

const copyOf = (charter: Charter): Editable<Charter> => JSON.parse(JSON.stringify(charter)) as Editable<Charter>;

const textOf = (charter: Charter): string => JSON.stringify(charter);

/** The member of a charter that a path such as `notice.lead` leads into, and its last name. */
const placeOf = (charter: object, path: string): [Record<string, unknown>, string] => {
  const names = path.split('.');
  const last = names.pop()!;
  return [
    names.reduce((into, name) => into[name] as Record<string, unknown>, charter as Record<string, unknown>),
    last,
  ];
};

/**
 * A charter in the editor. Provisions that are as in the charter it started from keep their sources; a changed one has
 * the source that the editor gives, or is the council's own.
 */
export class CharterEdit {
  /** The version in force. */
  readonly published: Charter;
  charter = $state() as Editable<Charter>;
  /** Sources of changed provisions, as they are typed. */
  own = $state<Partial<Record<ProvisionId, Editable<Source>>>>({});
  #base = $state.raw() as Charter;

  constructor(published: Charter, draft: Charter | null) {
    this.published = published;
    this.take(draft ?? published);
  }

  /** Goes on from a charter as it stands, with its own sources. */
  take(charter: Charter): void {
    this.#base = charter.id === this.published.id ? this.published : (presetOf(charter.id) ?? this.published);
    this.charter = copyOf(charter);
    const given = differences(this.#base, charter).flatMap((id) => {
      const source = charter.sources[id];
      return source ? [[id, { ...source }] as const] : [];
    });
    this.own = Object.fromEntries(given);
  }

  /** Starts anew from a charter: the one in force, or one of the nine. */
  startFrom(charter: Charter): void {
    this.take({ ...charter, version: this.published.version });
  }

  /** The charter as it would be published, sources and all. */
  readonly whole: Charter = $derived.by(() => {
    const plain = $state.snapshot(this.charter) as Charter;
    const sources: Partial<Record<ProvisionId, Source>> = {};
    for (const id of PROVISIONS) {
      const source = isSame(this.#base, plain, id) ? this.#base.sources[id] : this.own[id];
      if (source && (source.clause.trim() || source.text.trim())) sources[id] = { ...source };
    }
    return { ...plain, sources };
  });

  /** The provisions that differ from the version in force. */
  readonly changed: readonly ProvisionId[] = $derived.by(() => differences(this.published, this.whole));

  readonly isChanged: boolean = $derived.by(
    () =>
      this.changed.length > 0 ||
      this.whole.name !== this.published.name ||
      this.whole.document !== this.published.document ||
      JSON.stringify(this.whole.sources) !== JSON.stringify(this.published.sources),
  );

  /** What is out of bounds. */
  readonly wrong = $derived.by(() => {
    const read = readCharter(this.whole);
    return read.ok ? [] : read.wrong;
  });

  /** Whether a provision is as in the charter this one started from. */
  isOriginal(id: ProvisionId): boolean {
    return isSame(this.#base, this.whole, id);
  }

  /** Takes a provision back to what the version in force says. */
  restore(id: ProvisionId): void {
    const from = copyOf(this.published);
    for (const path of provisionFields[id]) {
      const [there, name] = placeOf(from, path);
      placeOf(this.charter, path)[0][name] = there[name];
    }
    const source = this.published.sources[id];
    if (source) this.own[id] = { ...source };
    else delete this.own[id];
  }

  get text(): string {
    return textOf(this.whole);
  }
}

export const [charterEdit, provideCharterEdit] = createContext<CharterEdit>();

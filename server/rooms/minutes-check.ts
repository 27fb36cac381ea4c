/* oxlint-disable no-underscore-dangle -- Yjs has no other door to its linked lists */
import * as Y from 'yjs';
import { KIND, Malformed, TYPE, type Struct, type Survey } from './minutes-survey.ts';

/** Deepest nesting of types; the browser's editor and the printers walk the document by recursion. */
const deepest = 60;
const mostRoots = 8;
const longestRootName = 64;
/** Steps that Yjs may have to walk for one update. Items that all want the same place cost their number squared. */
const mostSteps = 300_000;

/** The name of the fragment that holds the minutes. */
export const minutesRoot = 'minutes';

/** The parent of a struct: a type of the document, a struct of this update that makes one, or a new root's name. */
type Parent = Y.AbstractType<unknown> | Struct | string | null;

interface Placed {
  parent: Parent;
  key: string | null;
}

const nowhere: Placed = { parent: null, key: null };

/** The same client id wrote something else here: two replicas with one id would diverge silently. */
export class ClientTaken extends Error {}

/**
 * Looks at an update against the document before Yjs touches it: what is refused here either breaks Yjs half-way, leaves
 * a document that nobody can load, or blocks the event loop. The cost is that of the update, not of the document. What
 * lacks its predecessor is no error; Yjs leaves it pending.
 * @throws Malformed, ClientTaken
 */
export function check(doc: Y.Doc, update: Survey): void {
  try {
    new Check(doc, update).run();
  } catch (error) {
    throw error instanceof Malformed || error instanceof ClientTaken ? error : new Malformed('update');
  }
}

class Check {
  readonly #doc: Y.Doc;
  readonly #store: Y.Doc['store'];
  readonly #update: Survey;
  readonly #placed = new Map<Struct, Placed>();
  readonly #depth = new Map<Struct, number>();
  readonly #rivals = new Map<string, number>();
  #steps = 0;
  #newRoots = 0;

  constructor(doc: Y.Doc, update: Survey) {
    this.#doc = doc;
    this.#store = doc.store;
    this.#update = update;
  }

  run(): void {
    for (const [client, structs] of this.#update.clients) {
      const known = Y.getState(this.#store, client);
      for (const struct of structs) {
        if (struct.clock + struct.length <= known) this.#compare(struct);
        else if (struct.kind !== KIND.gc && struct.kind !== KIND.skip) this.#consider(struct, known);
      }
    }
  }

  /** What is there already must be what this update says is there. */
  #compare(struct: Struct): void {
    if (struct.text === null) return;
    const stored = Y.getItem(this.#store, Y.createID(struct.client, struct.clock)) as Y.Item | Y.GC;
    if (!(stored instanceof Y.Item) || !(stored.content instanceof Y.ContentString)) return;
    const from = struct.clock - stored.id.clock;
    const length = Math.min(struct.length, stored.length - from);
    const there = stored.content.str.slice(from, from + length);
    if (there !== struct.text.slice(0, length) && !there.includes('\ufffd')) throw new ClientTaken();
  }

  #consider(struct: Struct, known: number): void {
    this.#looksBack(struct, struct.originClient, struct.originClock);
    this.#looksBack(struct, struct.rightClient, struct.rightClock);
    this.#looksBack(struct, struct.parentClient, struct.parentClock);
    const { parent, key } = this.#place(struct);
    if (parent === null) return;
    if (struct.clock < known) this.#continues(struct, known, parent, key);
    this.#fits(struct, parent, key);
    if (struct.kind === KIND.type && this.#depthOf(parent) >= deepest) throw new Malformed('too deep');
    this.#walk(struct, parent, key);
  }

  /** Of a struct whose beginning is known, Yjs puts the rest behind that, wherever the struct says it belongs. */
  #continues(struct: Struct, known: number, parent: Parent, key: string | null): void {
    const before = Y.getItem(this.#store, Y.createID(struct.client, known - 1)) as Y.Item | Y.GC;
    if (!(before instanceof Y.Item)) throw new Malformed('continues what was collected');
    if (before.parent !== parent || before.parentSub !== key) throw new Malformed('two parents');
    this.#compare(struct);
  }

  /** Yjs throws half-way when a struct points at its own client's future. */
  #looksBack(struct: Struct, client: number, clock: number): void {
    if (client === struct.client && clock >= struct.clock) throw new Malformed('points forward');
  }

  #find(client: number, clock: number): Y.Item | Y.GC | Struct | null {
    if (clock < Y.getState(this.#store, client))
      return Y.getItem(this.#store, Y.createID(client, clock)) as Y.Item | Y.GC;
    const structs = this.#update.clients.get(client);
    if (!structs) return null;
    let [low, high] = [0, structs.length - 1];
    while (low <= high) {
      const middle = (low + high) >> 1;
      const struct = structs[middle]!;
      if (clock < struct.clock) high = middle - 1;
      else if (clock >= struct.clock + struct.length) low = middle + 1;
      else return struct;
    }
    return null;
  }

  /** Where a struct goes; `nowhere` when it is collected or waits for what is missing. */
  #place(struct: Struct): Placed {
    const known = this.#placed.get(struct);
    if (known) return known;
    const placed = this.#placeNew(struct);
    this.#placed.set(struct, placed);
    return placed;
  }

  #placeNew(struct: Struct): Placed {
    const left = struct.originClient < 0 ? null : this.#placeOf(struct.originClient, struct.originClock);
    const right = struct.rightClient < 0 ? null : this.#placeOf(struct.rightClient, struct.rightClock);
    if (left && right) {
      if (left.parent === null || right.parent === null) return nowhere;
      if (left.parent !== right.parent || left.key !== right.key) throw new Malformed('two parents');
    }
    return left ?? right ?? { parent: this.#parentOf(struct), key: struct.key };
  }

  #placeOf(client: number, clock: number): Placed {
    const found = this.#find(client, clock);
    if (found === null || found instanceof Y.GC) return nowhere;
    if (!(found instanceof Y.Item))
      return found.kind === KIND.gc || found.kind === KIND.skip ? nowhere : this.#place(found);
    return { parent: found.parent as Y.AbstractType<unknown> | null, key: found.parentSub };
  }

  #parentOf(struct: Struct): Parent {
    if (struct.root !== null) return this.#rootOf(struct.root);
    const found = this.#find(struct.parentClient, struct.parentClock);
    if (found === null || found instanceof Y.GC) return null;
    if (found instanceof Y.Item) {
      if (found.content instanceof Y.ContentType) return found.content.type;
      // A deleted element that was collected: what somebody still wrote in it is collected as well.
      if (found.content instanceof Y.ContentDeleted) return null;
      throw new Malformed('parent is no type');
    }
    if (found.kind === KIND.type) return found;
    if (found.kind === KIND.gc || found.kind === KIND.skip) return null;
    throw new Malformed('parent is no type');
  }

  #rootOf(name: string): Parent {
    const root = this.#doc.share.get(name);
    if (root) return root as Y.AbstractType<unknown>;
    if (name.length > longestRootName) throw new Malformed('root name');
    if (++this.#newRoots + this.#doc.share.size > mostRoots) throw new Malformed('too many roots');
    return name;
  }

  /** In the minutes, only what an editor can show: elements and texts in elements, characters in texts. */
  #fits(struct: Struct, parent: Parent, key: string | null): void {
    const holder = kindOfParent(this.#doc, parent);
    if (holder === 'other' || struct.kind === KIND.deleted) return;
    const { kind, typeRef } = struct;
    const isText = kind === KIND.string || kind === KIND.format;
    const isNode = kind === KIND.type && (typeRef === TYPE.element || typeRef === TYPE.text);
    const fits = key !== null ? kind === KIND.any || kind === KIND.string : holder === 'text' ? isText : isNode;
    if (!fits) throw new Malformed('content does not fit');
  }

  #depthOf(parent: Parent): number {
    if (parent === null || typeof parent === 'string') return 0;
    if (parent instanceof Y.AbstractType) {
      let depth = 0;
      for (let item = parent._item; item !== null; item = (item.parent as Y.AbstractType<unknown>)._item) depth++;
      return depth;
    }
    const known = this.#depth.get(parent);
    if (known !== undefined) return known;
    const depth = this.#depthOf(this.#place(parent).parent) + 1;
    if (depth > deepest) throw new Malformed('too deep');
    this.#depth.set(parent, depth);
    return depth;
  }

  /** Counts what Yjs will have to walk to find the place, and sees that left comes before right. */
  #walk(struct: Struct, parent: Parent, key: string | null): void {
    const follows = struct.originClient === struct.client && struct.originClock === struct.clock - 1;
    if (!follows) this.#meetRivals(struct);
    if (!(parent instanceof Y.AbstractType)) return;
    const right = struct.rightClient < 0 ? null : this.#find(struct.rightClient, struct.rightClock);
    if (right !== null && !(right instanceof Y.Item)) return;
    const left = struct.originClient < 0 ? null : this.#find(struct.originClient, struct.originClock);
    if (left !== null && !(left instanceof Y.Item)) return;
    if (left !== null && left === right) {
      if (struct.rightClock <= struct.originClock) throw new Malformed('right before left');
      return;
    }
    let item = left === null ? first(parent, key) : left.right;
    while (item !== null && item !== right) {
      this.#spend(1);
      item = item.right;
    }
    if (item !== right) throw new Malformed('right before left');
  }

  #meetRivals(struct: Struct): void {
    const { originClient, originClock, parentClient, parentClock, root, key } = struct;
    const place =
      originClient >= 0
        ? `${originClient} ${originClock}`
        : `${parentClient} ${parentClock} ${root} ${key} ${struct.rightClient} ${struct.rightClock}`;
    const rivals = this.#rivals.get(place) ?? 0;
    this.#rivals.set(place, rivals + 1);
    this.#spend(rivals);
  }

  #spend(steps: number): void {
    this.#steps += steps;
    if (this.#steps > mostSteps) throw new Malformed('too tangled');
  }
}

function kindOfParent(doc: Y.Doc, parent: Parent): 'element' | 'text' | 'other' {
  if (parent === null) return 'other';
  if (typeof parent === 'string') return parent === minutesRoot ? 'element' : 'other';
  if (!(parent instanceof Y.AbstractType))
    return parent.typeRef === TYPE.element ? 'element' : parent.typeRef === TYPE.text ? 'text' : 'other';
  if (parent instanceof Y.XmlText) return 'text';
  if (parent instanceof Y.XmlElement) return 'element';
  return parent === doc.share.get(minutesRoot) ? 'element' : 'other';
}

function first(parent: Y.AbstractType<unknown>, key: string | null): Y.Item | null {
  if (key === null) return parent._start;
  let item = parent._map.get(key) ?? null;
  while (item !== null && item.left !== null) item = item.left;
  return item;
}

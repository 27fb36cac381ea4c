import { PhotoTray } from './photo-tray.svelte.ts';
import { dropDraft, keepDraft, keptDraft } from './report-draft.ts';

/** The fields of a report, as they are written. */
export interface ReportFields {
  category: string;
  community: string;
  place: string;
  text: string;
  tried: string;
  unitId: string;
  contactName: string;
  contactPhone: string;
}

export const blankFields: ReportFields = {
  category: '',
  community: '',
  place: '',
  text: '',
  tried: '',
  unitId: '',
  contactName: '',
  contactPhone: '',
};

/** Where a sheet begins: what the server gave it, and what came back with a form that was not accepted. */
export interface SheetStart {
  /** Of the form on this device: a council's public one, or its members'. */
  readonly scope: string;
  readonly photos: string;
  readonly key: string;
  readonly since: number;
  readonly fields: Partial<ReportFields>;
  readonly photoIds: readonly string[];
}

/** A report that is being written: it survives a reload, and keeps its key until it was sent. */
export class ReportSheet {
  fields = $state<ReportFields>({ ...blankFields });
  key = $state('');
  since = $state(0);
  isRestored = $state(false);
  readonly tray: PhotoTray;
  readonly #start: SheetStart;
  #isDone = false;

  constructor(start: SheetStart) {
    this.#start = start;
    this.tray = new PhotoTray(start.photos);
    this.#begin();
  }

  /** Takes up what was written before the page was loaded again; only a browser has it. */
  restore(): void {
    const draft = keptDraft(this.#start.scope);
    if (!draft) return;
    this.key = draft.key;
    this.since = draft.since;
    if (Object.values(draft.fields).some(Boolean) || draft.photoIds.length > 0) this.isRestored = true;
    this.fields = { ...this.fields, ...draft.fields };
    if (this.tray.photos.length === 0) this.tray.restore(draft.photoIds);
  }

  /** Keeps what is written on this device. */
  keep(): void {
    const { key, since, tray } = this;
    const fields = { ...this.fields };
    const photoIds = [...tray.ids];
    if (!this.#isDone) keepDraft(this.#start.scope, { key, since, fields, photoIds });
  }

  /** It was sent. */
  done(): void {
    this.#isDone = true;
    dropDraft(this.#start.scope);
  }

  /** Throws away what was written. */
  clear(): void {
    dropDraft(this.#start.scope);
    this.tray.clear();
    this.isRestored = false;
    this.fields = { ...blankFields };
    this.key = this.#start.key;
    this.since = this.#start.since;
  }

  #begin(): void {
    const { key, since, fields, photoIds } = this.#start;
    this.key = key;
    this.since = since;
    this.fields = { ...blankFields, ...fields };
    this.tray.restore(photoIds);
  }
}

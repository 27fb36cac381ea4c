import { PHOTOS } from '#lib/wire/matter-form.ts';
import { smaller, upload } from './photo-upload.ts';

/** A photo on its way into a report. */
export interface TrayPhoto {
  /** Unlike any other in the tray. */
  readonly key: number;
  /** Address of the picture in this browser; null: it was uploaded before the page was loaded again. */
  readonly preview: string | null;
  readonly file: Blob | null;
  percent: number;
  /** Under which the report names it; null: not uploaded. */
  id: string | null;
  /** Why it was not uploaded; empty: no answer came. */
  problem: string | null;
}

/** The photos of a report: uploaded one by one, each with its progress and its own trouble. */
export class PhotoTray {
  photos = $state<TrayPhoto[]>([]);
  /** More were chosen than a report takes. */
  isOver = $state(false);
  readonly #address: string;
  #made = 0;
  #turn: Promise<void> = Promise.resolve();

  /** @param address to which photos are sent */
  constructor(address: string) {
    this.#address = address;
  }

  readonly isBusy = $derived(this.photos.some(({ id, problem }) => id === null && problem === null));
  readonly ids = $derived(this.photos.flatMap(({ id }) => (id === null ? [] : [id])));

  /** Photos that were uploaded before the page was loaded again. */
  restore(ids: readonly string[]): void {
    for (const id of ids.slice(0, PHOTOS.most)) this.photos.push(this.#blank({ id, percent: 100 }));
  }

  add(files: Iterable<File>): void {
    const chosen = [...files];
    const room = PHOTOS.most - this.photos.length;
    this.isOver = chosen.length > room;
    for (const file of chosen.slice(0, room)) {
      this.photos.push(this.#blank({ file, preview: URL.createObjectURL(file) }));
      this.#send(this.photos.at(-1)!);
    }
  }

  remove(key: number): void {
    const gone = this.photos.find((photo) => photo.key === key);
    if (gone?.preview) URL.revokeObjectURL(gone.preview);
    this.photos = this.photos.filter((photo) => photo.key !== key);
    this.isOver = false;
  }

  retry(key: number): void {
    const photo = this.photos.find((one) => one.key === key);
    if (!photo?.file) return;
    photo.problem = null;
    this.#send(photo);
  }

  /** Takes everything out. */
  clear(): void {
    for (const { key } of this.photos) this.remove(key);
  }

  #blank(photo: Partial<TrayPhoto>): TrayPhoto {
    return { key: ++this.#made, preview: null, file: null, percent: 0, id: null, problem: null, ...photo };
  }

  #send(photo: TrayPhoto): void {
    this.#turn = this.#turn.then(async () => {
      const sent = await upload(this.#address, await smaller(photo.file!), (percent) => (photo.percent = percent));
      if (sent && 'id' in sent) photo.id = sent.id;
      else photo.problem = sent?.message ?? '';
    });
  }
}

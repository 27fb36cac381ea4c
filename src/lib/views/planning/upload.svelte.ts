import { DELIVERY_TYPES, MAX_FILE_BYTES } from '#lib/wire/planning-form.ts';

/** Where a file goes. */
export interface Destination {
  readonly meetingId: string;
  readonly unitId: string | null;
  readonly itemId: string | null;
}

/** File endings that an upload may have, for the file chooser. */
export const ACCEPTS = Object.values(DELIVERY_TYPES)
  .flatMap((ending) => (ending === 'jpg' ? ['.jpg', '.jpeg'] : [`.${ending}`]))
  .join(',');

/** A file on its way to the meeting. Sent again after a lost answer it is the same file. */
export class Upload {
  readonly file: File;
  /** Share that has left, 0 to 1. */
  progress = $state(0);
  state = $state<'sending' | 'done' | 'failed'>('sending');
  /** Why it failed, in a sentence; null: no answer came. */
  sorry = $state<string | null>(null);
  readonly #id = crypto.randomUUID();
  #request: XMLHttpRequest | null = null;

  constructor(file: File) {
    this.file = file;
  }

  /** Too big to be sent at all: the server would only say so after minutes. */
  get isTooBig(): boolean {
    return this.file.size > MAX_FILE_BYTES;
  }

  send({ meetingId, unitId, itemId }: Destination): Promise<void> {
    this.state = 'sending';
    this.progress = 0;
    const query = new URLSearchParams({
      id: this.#id,
      name: this.file.name,
      ...(unitId === null ? {} : { unit: unitId }),
      ...(itemId === null ? {} : { item: itemId }),
    });
    const request = new XMLHttpRequest();
    this.#request = request;
    return new Promise((done) => {
      request.upload.addEventListener('progress', ({ loaded, total }) => {
        this.progress = total > 0 ? loaded / total : 0;
      });
      request.addEventListener('loadend', () => {
        this.state = request.status === 201 ? 'done' : 'failed';
        this.sorry = sentenceIn(request.responseText);
        done();
      });
      request.open('POST', `/api/meetings/${encodeURIComponent(meetingId)}/files?${query}`);
      request.setRequestHeader('Content-Type', 'application/octet-stream');
      request.send(this.file);
    });
  }

  stop(): void {
    this.#request?.abort();
  }
}

function sentenceIn(body: string): string | null {
  try {
    return (JSON.parse(body) as { error?: { message?: string } }).error?.message ?? null;
  } catch {
    return null;
  }
}

import { PHOTOS } from '#lib/wire/matter-form.ts';

/** Longest side to which a browser makes a photo smaller before it is sent, in pixels. */
const SIDE = 2000;
const QUALITY = 0.85;

/** What became of a photo: the id under which the report names it, or one sentence; null: no answer came. */
export type Uploaded = { readonly id: string } | { readonly message: string } | null;

/**
 * The photo as it goes over the air: smaller, upright, without its metadata. What this browser cannot draw goes as it
 * is, and the server judges.
 */
export async function smaller(file: Blob): Promise<Blob> {
  try {
    const picture = await createImageBitmap(file, { imageOrientation: 'from-image' });
    const scale = Math.min(1, SIDE / Math.max(picture.width, picture.height));
    const canvas = document.createElement('canvas');
    canvas.width = Math.round(picture.width * scale);
    canvas.height = Math.round(picture.height * scale);
    const pen = canvas.getContext('2d')!;
    pen.fillStyle = '#fff';
    pen.fillRect(0, 0, canvas.width, canvas.height);
    pen.drawImage(picture, 0, 0, canvas.width, canvas.height);
    picture.close();
    const drawn = await new Promise<Blob | null>((done) => canvas.toBlob(done, 'image/jpeg', QUALITY));
    return drawn && (drawn.size < file.size || file.size > PHOTOS.bytes) ? drawn : file;
  } catch {
    return file;
  }
}

/** Sends a photo's bytes; only this way tells how far it is. */
export function upload(address: string, photo: Blob, onPercent: (percent: number) => void): Promise<Uploaded> {
  return new Promise((done) => {
    const request = new XMLHttpRequest();
    request.open('POST', address);
    request.responseType = 'json';
    request.upload.addEventListener('progress', ({ loaded, total }) =>
      onPercent(Math.round((loaded / Math.max(1, total)) * 100)),
    );
    for (const lost of ['error', 'abort'] as const) request.addEventListener(lost, () => done(null));
    request.addEventListener('load', () => {
      const answer = request.response as { id?: string; error?: { message: string } } | null;
      if (answer?.id) return done({ id: answer.id });
      done(answer?.error ? { message: answer.error.message } : null);
    });
    request.send(photo);
  });
}

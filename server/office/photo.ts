import sharp from 'sharp';

/** Longest side of a photo as it is kept, in pixels. */
const SIDE = 1600;

/** Most pixels that are decoded: a phone's largest photo, and far less than a picture made to fill the memory. */
const MOST_PIXELS = 64_000_000;

const QUALITY = 82;
const PATIENCE_S = 20;

/** What was uploaded cannot be read as a picture, or is too large to be one. */
export class UnreadablePhoto extends Error {}

/**
 * Makes a photo ready to be kept: upright, at most {@link SIDE} pixels a side, JPEG. It is drawn anew, so nothing of the
 * file but the picture remains: no place, time or device.
 * @throws UnreadablePhoto
 */
export async function developed(bytes: Uint8Array): Promise<Buffer> {
  try {
    return await sharp(bytes, { limitInputPixels: MOST_PIXELS, failOn: 'error' })
      .timeout({ seconds: PATIENCE_S })
      .rotate()
      .resize({ width: SIDE, height: SIDE, fit: 'inside', withoutEnlargement: true })
      .flatten({ background: '#fff' })
      .jpeg({ quality: QUALITY })
      .toBuffer();
  } catch (error) {
    throw new UnreadablePhoto('not a picture that can be read', { cause: error });
  }
}

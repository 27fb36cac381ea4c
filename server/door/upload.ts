import type { IncomingMessage } from 'node:http';
import { fileTypeFromBuffer } from 'file-type';
import { Turned } from './answer.ts';

/** What may be uploaded, by what its bytes say: MIME type → file ending. */
export type Accepted = Readonly<Record<string, string>>;

/** A file as it came in: its bytes, and the type that they, not its name, tell. */
export interface Upload {
  bytes: Buffer;
  type: string;
}

/**
 * Reads an upload's raw body.
 * @param max largest size in bytes
 * @throws Turned 413 `file_too_large`, 415 `file_not_accepted` when the bytes are of none of the accepted types,
 *   400 `file_empty`
 */
export async function readUpload(req: IncomingMessage, max: number, accepted: Accepted): Promise<Upload> {
  const tooLarge = () => new Turned(413, 'file_too_large', { Connection: 'close' });
  if (Number(req.headers['content-length'] ?? 0) > max) throw tooLarge();
  const chunks: Buffer[] = [];
  let size = 0;
  const chunksOf: AsyncIterable<Buffer> = req.iterator({ destroyOnReturn: false });
  for await (const chunk of chunksOf) {
    size += chunk.length;
    if (size > max) throw tooLarge();
    chunks.push(chunk);
  }
  if (size === 0) throw new Turned(400, 'file_empty');
  const bytes = Buffer.concat(chunks);
  const found = await fileTypeFromBuffer(bytes);
  if (!found || !(found.mime in accepted)) throw new Turned(415, 'file_not_accepted');
  return { bytes, type: found.mime };
}

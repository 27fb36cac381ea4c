import type { IncomingMessage, ServerResponse } from 'node:http';
import * as v from 'valibot';

/** Headers for every answer of the house; pages get their Content-Security-Policy from Kit beside these. */
export const securityHeaders: Readonly<Record<string, string>> = {
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'same-origin',
  'X-Frame-Options': 'DENY',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
};

/** For what the API sends: nothing in it may run, load or be framed. */
const apiPolicy = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'";

/** What a route answers; `json`, `text`, `file` or nothing (204). */
export interface Answer {
  status?: number;
  json?: unknown;
  text?: { type: string; body: string };
  /** A file's bytes. */
  file?: { type: string; bytes: Buffer };
  headers?: Record<string, string>;
}

/** Every code of the HTTP interface; each is a sentence `error.<code>` in the catalogs (`fault` takes `{id}`). */
export const apiErrors = [
  'malformed',
  'not_json',
  'too_large',
  'foreign_origin',
  'no_session',
  'not_found',
  'method_not_allowed',
  'not_ready',
  'fault',
  'wrong_credentials',
  'wrong_password',
  'rate_limited',
  'username_needed',
  'username_taken',
  'link_invalid',
  'setup_invalid',
  'file_too_large',
  'file_not_accepted',
  'file_empty',
  'matter_moved',
  'matter_not_now',
  'matter_target',
  'matter_unit',
  'matter_category',
  'report_closed',
  'report_hasty',
  'photo_too_large',
  'photo_unreadable',
  'unit_exists',
  'unit_unknown',
  'seat_exists',
  'seat_over',
  'group_dissolved',
  'import_changed',
  'administrator_only',
  'sits_elsewhere',
  'nobody_presides',
] as const;

export type ApiError = (typeof apiErrors)[number];

/** An answer that is not the one hoped for. */
export class Turned extends Error {
  readonly status: number;
  readonly code: ApiError;
  readonly headers: Record<string, string>;

  constructor(status: number, code: ApiError, headers: Record<string, string> = {}) {
    super(code);
    this.status = status;
    this.code = code;
    this.headers = headers;
  }
}

/** Sends an answer once; what is personal is never kept by caches. */
export function send(res: ServerResponse, answer: Answer): void {
  const body =
    answer.file?.bytes ?? answer.text?.body ?? (answer.json === undefined ? '' : JSON.stringify(answer.json));
  const type =
    answer.file?.type ??
    answer.text?.type ??
    (answer.json === undefined ? undefined : 'application/json; charset=utf-8');
  res.writeHead(answer.status ?? (body === '' ? 204 : 200), {
    ...securityHeaders,
    'Content-Security-Policy': apiPolicy,
    'Cache-Control': 'no-store',
    ...(type === undefined ? {} : { 'Content-Type': type, 'Content-Length': Buffer.byteLength(body) }),
    ...answer.headers,
  });
  res.end(body);
}

/** Largest body, in bytes. */
const maxBody = 64 * 1024;

/**
 * Reads a JSON body and checks it.
 * @throws Turned 415 other type, 413 too large, 400 not what the schema says
 */
export async function readBody<T extends v.GenericSchema>(req: IncomingMessage, schema: T): Promise<v.InferOutput<T>> {
  if (!/^application\/json\s*(;|$)/i.test(req.headers['content-type'] ?? '')) throw new Turned(415, 'not_json');
  if (Number(req.headers['content-length'] ?? 0) > maxBody) throw tooLarge();
  const chunks: Buffer[] = [];
  let size = 0;
  const chunksOf: AsyncIterable<Buffer> = req.iterator({ destroyOnReturn: false });
  for await (const chunk of chunksOf) {
    size += chunk.length;
    if (size > maxBody) throw tooLarge();
    chunks.push(chunk);
  }
  const read = v.safeParse(schema, parsed(Buffer.concat(chunks)));
  if (!read.success) throw new Turned(400, 'malformed');
  return read.output;
}

function tooLarge(): Turned {
  return new Turned(413, 'too_large', { Connection: 'close' });
}

function parsed(body: Buffer): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
  } catch {
    throw new Turned(400, 'malformed');
  }
}

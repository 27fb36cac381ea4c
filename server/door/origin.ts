import type { IncomingMessage } from 'node:http';
import type { Config } from '../config.ts';

/**
 * Whether a request that may change something comes from our own pages. Browsers always send Origin with it; `null`
 * (a sandboxed frame, a file) is foreign; a missing one is a program, let in outside production only.
 */
export function originAllowed(
  req: Pick<IncomingMessage, 'headers'>,
  config: Pick<Config, 'origin' | 'allowMissingOrigin'>,
): boolean {
  const { origin, host } = req.headers;
  if (origin === undefined) return config.allowMissingOrigin;
  if (config.origin !== undefined) return origin === config.origin;
  if (!host || !URL.canParse(origin)) return false;
  const { protocol, host: from } = new URL(origin);
  return /^https?:$/.test(protocol) && from === host.toLowerCase();
}

/**
 * The caller's address, for rate limits only: behind a trusted proxy the last one it wrote into `X-Forwarded-For`.
 * @param remote address of the other end of the connection
 */
export function addressOf(forwarded: string | undefined, remote: string, config: Pick<Config, 'trustProxy'>): string {
  const last = config.trustProxy && forwarded ? forwarded.split(',').at(-1)?.trim() : undefined;
  return last || remote;
}

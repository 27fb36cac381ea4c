import { pino, stdTimeFunctions, type DestinationStream, type Logger } from 'pino';

export type Log = Logger;

/**
 * JSON lines on standard output. Nothing personal goes in: no names, usernames, addresses, cookies, bodies or
 * choices; callers log ids of faults and meetings, and errors are reduced to kind, message and stack.
 */
export function createLog(level: string, destination?: DestinationStream): Log {
  const options = {
    level,
    base: undefined,
    timestamp: stdTimeFunctions.isoTime,
    formatters: { level: (label: string) => ({ level: label }) },
    serializers: { err: plainError },
    redact: { paths: ['req', 'cookie', 'password', 'token', 'username', 'name', 'choice', 'body'], remove: true },
  };
  return destination ? pino(options, destination) : pino(options);
}

/** Database drivers hang the offending row on their errors (`detail`); it stays out. */
function plainError(error: unknown): object {
  if (!(error instanceof Error)) return { message: String(error) };
  const code = 'code' in error && typeof error.code === 'string' ? error.code : undefined;
  return { kind: error.name, code, message: error.message, stack: error.stack };
}

import * as v from 'valibot';
import { parseBallotKey } from './archive/ballot-key.ts';

/** How the house runs: `production` is strict, `demo` brings the sample council, `dev` reloads pages. */
export type Mode = 'production' | 'demo' | 'dev';

/** The checked environment. */
export interface Config {
  mode: Mode;
  host: string;
  /** 0: any free port. */
  port: number;
  dataDir: string;
  databaseUrl?: string;
  ballotKey?: Buffer;
  /** Where users reach the house, e.g. `https://lianxi.example.cn`; without it the Host header is believed. */
  origin?: string;
  /** Whether cookies are `Secure` with the `__Host-` prefix: exactly when `origin` is https. */
  secure: boolean;
  /** Whether a request without an Origin header may change anything: never in production. */
  allowMissingOrigin: boolean;
  /** Opens /metrics to others than this machine. */
  metricsToken?: string;
  /** Whether the caller's address is taken from `X-Forwarded-For` (its last entry). */
  trustProxy: boolean;
  /** Where mails are handed over and from which address; without both none are sent. */
  mail?: { smtpUrl: string; from: string };
  /** Whether councils' webhooks may lead to inner networks, and over plain http. */
  innerWebhooks?: boolean;
  logLevel: 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace' | 'silent';
}

const environment = v.object({
  PORT: v.optional(
    v.pipe(
      v.string(),
      v.regex(/^\d{1,5}$/, 'must be a whole number'),
      v.transform(Number),
      v.maxValue(65_535, 'must be at most 65535'),
    ),
    '3000',
  ),
  HOST: v.optional(v.pipe(v.string(), v.nonEmpty('must not be empty')), '0.0.0.0'),
  DATA_DIR: v.optional(v.pipe(v.string(), v.nonEmpty('must not be empty'))),
  DATABASE_URL: v.optional(
    v.pipe(v.string(), v.regex(/^postgres(ql)?:\/\/\S+$/, 'must look like postgres://user:password@host/database')),
  ),
  BALLOT_KEY: v.optional(
    v.pipe(
      v.string(),
      v.check((text) => Buffer.from(text.trim(), 'base64').length === 32, 'must be 32 bytes in base64'),
      v.transform(parseBallotKey),
    ),
  ),
  ORIGIN: v.optional(
    v.pipe(v.string(), v.check(isOrigin, 'must be scheme, host and port only, like https://lianxi.example.cn')),
  ),
  METRICS_TOKEN: v.optional(v.pipe(v.string(), v.minLength(16, 'must have at least 16 characters'))),
  TRUST_PROXY: v.optional(v.picklist(['0', '1'], 'must be 0 or 1'), '0'),
  SMTP_URL: v.optional(
    v.pipe(v.string(), v.regex(/^smtps?:\/\/\S+$/, 'must look like smtp://user:password@host:port')),
  ),
  MAIL_FROM: v.optional(v.pipe(v.string(), v.email('must be an address like lianxi@example.cn'))),
  WEBHOOKS_INNER: v.optional(v.picklist(['0', '1'], 'must be 0 or 1'), '0'),
  LOG_LEVEL: v.optional(
    v.picklist(
      ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'],
      'must be fatal, error, warn, info, debug, trace or silent',
    ),
  ),
});

export type ReadConfig = { ok: true; config: Config } | { ok: false; problems: string[] };

/**
 * Reads the environment. An empty variable counts as absent.
 * @returns the configuration, or one sentence for each thing that is wrong (never the value of a secret)
 */
export function readConfig(env: Record<string, string | undefined>, mode: Mode): ReadConfig {
  const present = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ''));
  const read = v.safeParse(environment, present);
  if (!read.success) {
    return { ok: false, problems: read.issues.map((issue) => `${v.getDotPath(issue)} ${issue.message}`) };
  }
  const { SMTP_URL, MAIL_FROM, WEBHOOKS_INNER } = read.output;
  if ((SMTP_URL === undefined) !== (MAIL_FROM === undefined))
    return { ok: false, problems: ['SMTP_URL and MAIL_FROM must be set together'] };
  const { PORT, HOST, DATA_DIR, DATABASE_URL, BALLOT_KEY, ORIGIN, METRICS_TOKEN, TRUST_PROXY, LOG_LEVEL } = read.output;
  const config: Config = {
    mode,
    host: HOST,
    port: PORT,
    dataDir: DATA_DIR ?? (mode === 'production' ? './data' : `./data/${mode}`),
    databaseUrl: DATABASE_URL,
    ballotKey: BALLOT_KEY,
    origin: ORIGIN,
    secure: ORIGIN?.startsWith('https:') ?? false,
    allowMissingOrigin: mode !== 'production',
    metricsToken: METRICS_TOKEN,
    trustProxy: TRUST_PROXY === '1',
    mail: SMTP_URL && MAIL_FROM ? { smtpUrl: SMTP_URL, from: MAIL_FROM } : undefined,
    innerWebhooks: WEBHOOKS_INNER === '1',
    logLevel: LOG_LEVEL ?? (mode === 'demo' ? 'warn' : 'info'),
  };
  return { ok: true, config };
}

function isOrigin(text: string): boolean {
  return URL.canParse(text) && /^https?:$/.test(new URL(text).protocol) && new URL(text).origin === text;
}

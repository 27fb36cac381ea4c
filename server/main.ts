import { readConfig, type Config, type Mode } from './config.ts';
import { greeting, makeSample } from './demo/demo.ts';
import { accounts, demoPassword } from './demo/council.ts';
import { systemClock } from './clock.ts';
import { NotASample, sampleFolder } from './demo/folder.ts';
import { createHouse, type House } from './house.ts';
import { createLog } from './log.ts';
import { builtPages, livePages } from './pages.ts';

/** Milliseconds a draining house has before it ends regardless. */
const DRAIN_MS = 5000;

const flags = new Set(process.argv.slice(2));
const mode: Mode = flags.has('--demo') ? 'demo' : flags.has('--dev') ? 'dev' : 'production';

const say = (text: string): void => void process.stdout.write(`${text}\n`);

function refuse(text: string): never {
  process.stderr.write(`${text}\n`);
  process.exit(1);
}

function configured(): Config {
  const read = readConfig(process.env, mode);
  if (read.ok) return read.config;
  return refuse(['The configuration is wrong:', ...read.problems.map((problem) => `- ${problem}`)].join('\n'));
}

/** Makes the sample council where there is none yet. */
async function withSample(config: Config): Promise<void> {
  const folder = sampleFolder(config.dataDir, flags.has('--reset'));
  if (folder.made) return;
  await makeSample(config);
  folder.finish();
}

function sentenceFor(error: unknown, { host, port, dataDir, databaseUrl }: Config): string {
  if (error instanceof NotASample) return error.message;
  const { code, syscall, message } = asSystemError(error);
  if (code === 'EADDRINUSE') return `Port ${port} is taken: end what listens there, or set PORT to another number.`;
  if (syscall === 'listen' || (syscall === 'getaddrinfo' && !databaseUrl))
    return `Cannot listen on ${host}:${port}: choose other HOST and PORT.`;
  const store = databaseUrl ? 'the database that DATABASE_URL names' : `the data in ${dataDir}`;
  return `Cannot start with ${store}: ${message || code}`;
}

/** What the system reports of a failed call; of any other error only the message. */
function asSystemError(error: unknown): { code?: string; syscall?: string; message: string } {
  return error instanceof Error ? (error as NodeJS.ErrnoException) : { message: String(error) };
}

async function greet(house: House, address: string): Promise<void> {
  if (house.demo) return say(greeting(address));
  say(`Lianxi listens on ${address}`);
  const token = await house.accounts.beginSetup();
  if (token) say(`Set up the first council here, once: ${house.config.origin ?? address}/setup/${token}`);
}

async function run(config: Config): Promise<void> {
  if (mode === 'demo') await withSample(config);
  const log = createLog(config.logLevel);
  const samples = mode === 'demo' ? accounts.map((account) => ({ ...account, password: demoPassword })) : [];
  const house = await createHouse(config, log, systemClock, samples);
  (globalThis as Record<symbol, unknown>)[Symbol.for('lianxi.house')] = house;
  const { pages, entrance } = mode === 'dev' ? await livePages(house.http) : await builtPages();
  const port = await house.listen(pages, entrance);
  const stop = () => {
    log.info('draining');
    const end = (code: number, what: string) => (log.info({ code }, what), process.exit(code));
    setTimeout(() => end(1, 'gave up draining'), DRAIN_MS).unref();
    house.close().then(
      () => end(0, 'ended'),
      (error: unknown) => (house.fault(error), end(1, 'ended badly')),
    );
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
  process.on('uncaughtException', (error) => void house.fault(error));
  process.on('unhandledRejection', (error) => void house.fault(error));
  log.info({ port, mode }, 'listening');
  await greet(house, `http://${config.host === '0.0.0.0' ? 'localhost' : config.host}:${port}`);
}

const config = configured();
run(config).catch((error: unknown) => refuse(sentenceFor(error, config)));

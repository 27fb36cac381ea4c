import { once } from 'node:events';
import { KEPT_SAMPLE, keptIn } from '../kept-sample.ts';
import setup from '../run-setup.ts';
import { startHouse } from './running-house.ts';

/** Before all browser tests: the one sample, made by the server as for anybody. */
export default async function setupBrowser(): Promise<() => void> {
  const end = setup();
  const { process: server } = await startHouse({ dataDir: keptIn(process.env[KEPT_SAMPLE]!) });
  server.kill('SIGTERM');
  await once(server, 'exit');
  return end;
}

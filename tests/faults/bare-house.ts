import { readConfig } from '../../server/config.ts';
import { makeSample } from '../../server/demo/demo.ts';
import { sampleFolder } from '../../server/demo/folder.ts';
import { createHouse } from '../../server/house.ts';
import { createLog } from '../../server/log.ts';
import { watchStalls } from './stalls.ts';

// The real house without pages, in a process of its own that a test may kill. Prints its address.
const read = readConfig(process.env, 'demo');
if (!read.ok) throw new Error(read.problems.join('; '));
const folder = sampleFolder(read.config.dataDir, false);
if (!folder.made) {
  await makeSample(read.config);
  folder.finish();
}
const house = await createHouse(read.config, createLog(read.config.logLevel));
// A test that was cut off stops nothing; nobody needs this house then.
const starter = process.ppid;
setInterval(() => process.ppid !== starter && process.exit(1), 1000).unref();
const stalls = watchStalls();
const port = await house.listen((req, res) => {
  if (req.url === '/stall') return void res.end(String(stalls.longest()));
  res.writeHead(404).end();
});
process.once('SIGTERM', () => void house.close());
process.stdout.write(`http://127.0.0.1:${port}\n`);

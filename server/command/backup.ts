import { parseArgs } from 'node:util';
import { ballotKeyFile } from '../archive/ballot-key.ts';
import { backUp, CopyRefused } from '../archive/copies.ts';
import { configOrExit, perform, surveyLines } from './console.ts';

// npm run backup -- FILE
if (import.meta.main) {
  const config = configOrExit();
  await perform(async () => {
    const [file] = parseArgs({ allowPositionals: true }).positionals;
    if (file === undefined) throw new CopyRefused('usage: npm run backup -- FILE');
    const found = await backUp(config, file);
    const where = config.ballotKey ? 'BALLOT_KEY' : `${config.dataDir}/${ballotKeyFile}`;
    return [`saved ${file}`, ...surveyLines(found), `the key of sealed ballots is not in it: keep ${where} elsewhere`];
  });
}

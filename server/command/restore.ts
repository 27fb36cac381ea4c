import { parseArgs } from 'node:util';
import { CopyRefused, restore } from '../archive/copies.ts';
import { configOrExit, perform, surveyLines } from './console.ts';

// npm run restore -- FILE [--replace]
if (import.meta.main) {
  const config = configOrExit();
  await perform(async () => {
    const { positionals, values } = parseArgs({ allowPositionals: true, options: { replace: { type: 'boolean' } } });
    const [file] = positionals;
    if (file === undefined) throw new CopyRefused('usage: npm run restore -- FILE [--replace]');
    const found = await restore(config, file, values.replace ?? false);
    return [`restored ${file}`, ...surveyLines(found), 'counts, hashes and chains equal those of the backup'];
  });
}

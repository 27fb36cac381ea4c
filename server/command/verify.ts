import { parseArgs } from 'node:util';
import { verify } from '../archive/copies.ts';
import { configOrExit, perform, surveyLines } from './console.ts';

// npm run verify [-- FILE]
if (import.meta.main) {
  const config = configOrExit();
  await perform(async () => {
    const [file] = parseArgs({ allowPositionals: true }).positionals;
    const found = await verify(config, file);
    if (found.problems.length > 0) process.exitCode = 1;
    return [
      ...surveyLines(found),
      found.problems.length === 0 ? 'all of it holds together' : 'it does NOT hold together',
    ];
  });
}

import { openDeskHouse } from '../desk/desk-house.ts';
import { serve } from './server-process.ts';

/** The minutes desk on a file that survives the process. */
const house = await openDeskHouse({ dataDir: process.argv[2]! });
serve({ url: `ws://127.0.0.1:${house.port}/yjs` });

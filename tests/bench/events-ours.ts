import { createHouse } from '../../server/house.ts';
import { createLog } from '../../server/log.ts';
import { configIn } from '../protocol/house.ts';
import { serve } from './server-process.ts';

/** The house on a folder that was filled before; nobody has been in any of its meetings yet. */
const house = await createHouse(configIn(process.argv[2]!), createLog('error'));
const port = await house.listen((_req, res) => void res.writeHead(404).end());
serve({ url: `http://127.0.0.1:${port}` });

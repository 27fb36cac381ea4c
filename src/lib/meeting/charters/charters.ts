import type { Charter } from '../charter.ts';
import { qiandeng2020q1 } from './qiandeng-2020q1.ts';

/** The charters that a council can be set up under. */
export const charters: readonly Charter[] = [qiandeng2020q1];

/** The charter with this id. */
export const charterOf = (id: string): Charter | undefined => charters.find((charter) => charter.id === id);

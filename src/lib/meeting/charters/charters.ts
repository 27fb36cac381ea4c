import type { Charter } from '../charter.ts';
import { committeeChair } from './committee-chair.ts';
import { communityMonthly } from './community-monthly.ts';
import { companyQuarterly } from './company-quarterly.ts';
import { hostTimekeeping } from './host-timekeeping.ts';
import { majorityVote } from './majority-vote.ts';
import { monthlyDepartments } from './monthly-departments.ts';
import { ownersConvene } from './owners-convene.ts';
import { presidium } from './presidium.ts';
import { qiandeng2020q1 } from './qiandeng-2020q1.ts';

/** The nine charters that a council can be set up under, in the order of charters.md. */
export const charters: readonly Charter[] = [
  companyQuarterly,
  ownersConvene,
  monthlyDepartments,
  presidium,
  hostTimekeeping,
  majorityVote,
  communityMonthly,
  committeeChair,
  qiandeng2020q1,
];

/** The charter with this id. */
export const charterOf = (id: string): Charter | undefined => charters.find((charter) => charter.id === id);

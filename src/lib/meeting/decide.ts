import { agreementDecisions } from './agreement.ts';
import { materialDecisions } from './material.ts';
import { noticeDecisions } from './notice.ts';
import { observanceDecisions } from './observance.ts';
import { planDecisions } from './plan.ts';
import { replyDecisions } from './reply.ts';
import { reportDecisions } from './report.ts';
import type { Command, CommandType, Commands } from './meeting.ts';
import { roomDecisions } from './room-decide.ts';
import { ruledBy, type Decisions } from './rulebook.ts';

/**
 * Every rule there is. A new noun's decisions are spread in here when it belongs to the preparation (plan, notice,
 * papers, replies): then no browser loads them, and a page asks on its server side. What the room itself offers goes
 * into room-decide.ts. Steps of the log (`…Evolutions`) go into meeting.ts in either case.
 */
const decisions = {
  ...roomDecisions,
  ...planDecisions,
  ...agreementDecisions,
  ...materialDecisions,
  ...reportDecisions,
  ...noticeDecisions,
  ...replyDecisions,
  ...observanceDecisions,
} satisfies Decisions<Commands>;

/** Every command type there is. */
export const COMMAND_TYPES = Object.keys(decisions) as readonly CommandType[];

/** The one place where authority is decided (domain.md rule 4). Pure; a refusal changes nothing. */
export const decide = ruledBy<Command>(decisions);

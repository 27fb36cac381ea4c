import { once } from 'node:events';
import type { StoredEvent } from '../archive/archive.ts';
import { securityHeaders, Turned, type Answer } from './answer.ts';
import { memberRoute, type MemberVisit, type Route } from './api-house.ts';

/** Events per query and write of a log. */
const page = 500;

/** Meetings, their logs and their minutes, as the session's person may see them. */
export const meetingRoutes: readonly Route[] = [
  memberRoute('GET', '/api/meetings', async ({ house, visitor }) => {
    const meetings = await house.archive.events.listFor(visitor.personId);
    const councils = new Map((await house.archive.councils.list()).map(({ id, name }) => [id, { id, name }]));
    const shown = meetings.map(({ id, title, stage, council, startsAt }) => ({
      id,
      title,
      state: stage,
      council: councils.get(council) ?? { id: council, name: council },
      starts: startsAt,
    }));
    return { json: { meetings: shown } };
  }),
  memberRoute('GET', '/api/meetings/:id', async (visit) => ({ json: await meetingOf(visit) })),
  memberRoute('GET', '/api/meetings/:id/log', sendLog),
  memberRoute('GET', '/api/meetings/:id/notice.pdf', noticeAsPdf),
  memberRoute('GET', '/api/meetings/:id/minutes.html', (visit) =>
    minutesAs(visit, 'text/html', visit.house.print.html),
  ),
  memberRoute('GET', '/api/meetings/:id/minutes.md', (visit) =>
    minutesAs(visit, 'text/markdown', visit.house.print.markdown),
  ),
  memberRoute('GET', '/api/meetings/:id/minutes.json', (visit) =>
    minutesAs(visit, 'application/json', (canonical) => canonical),
  ),
];

/** @throws Turned 404, the same for "no such meeting" and "not yours" */
async function meetingOf({ house, visitor, params }: MemberVisit): Promise<object> {
  const state = await house.meetings.state(params.id!, visitor.personId);
  if (!state) throw new Turned(404, 'not_found');
  return state;
}

async function sendLog(visit: MemberVisit): Promise<null> {
  const { house, res, params, query } = visit;
  let since = wholeNumber(query.get('since') ?? '0');
  await meetingOf(visit);
  res.writeHead(200, {
    ...securityHeaders,
    'Content-Type': 'application/jsonl; charset=utf-8',
    'Cache-Control': 'no-store',
  });
  for (;;) {
    const events = await house.archive.events.read(params.id!, since, page);
    const flowing = events.length === 0 || res.write(events.map(line).join(''));
    if (events.length < page || res.destroyed) break;
    since = events.at(-1)!.seq;
    if (!flowing) await Promise.race([once(res, 'drain'), once(res, 'close')]);
  }
  res.end();
  return null;
}

function line({ seq, at, type, actor, fields }: StoredEvent): string {
  return `${JSON.stringify({ seq, at, type, actor, ...fields })}\n`;
}

/** @throws Turned 404, also before notice was given */
async function noticeAsPdf({ house, visitor, params }: MemberVisit): Promise<Answer> {
  const meeting = await house.meetings.state(params.id!, visitor.personId);
  const bytes = meeting && house.print.notice(meeting, visitor.locale);
  if (!bytes) throw new Turned(404, 'not_found');
  return { file: { type: 'application/pdf', bytes } };
}

async function minutesAs(visit: MemberVisit, type: string, print: (canonical: string) => string): Promise<Answer> {
  const { house, params, query } = visit;
  const wanted = query.get('version');
  const version = wanted === null ? null : wholeNumber(wanted);
  await meetingOf(visit);
  const versions = version === null ? [] : await house.archive.minutes.versions(params.id!);
  const final = versions.find((one) => one.version === version);
  if (version !== null && !final) throw new Turned(404, 'not_found');
  const canonical = final?.canonical ?? (await house.minutes.current(params.id!));
  const headers: Record<string, string> = final ? { 'X-Content-SHA256': final.hash } : {};
  return { text: { type: `${type}; charset=utf-8`, body: print(canonical) }, headers };
}

/** @throws Turned 400 */
function wholeNumber(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new Turned(400, 'malformed');
  return Number(text);
}

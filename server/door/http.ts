import type { IncomingMessage, ServerResponse } from 'node:http';
import { accountRoutes } from './account-routes.ts';
import { readBody, send, Turned, type Answer } from './answer.ts';
import type { ApiHouse, MemberVisit, Route } from './api-house.ts';
import { councilRoutes } from './council-routes.ts';
import { lateRoutes } from './late-routes.ts';
import { matterRoutes } from './matter-routes.ts';
import { meetingRoutes } from './meeting-routes.ts';
import { observanceRoutes } from './observance-routes.ts';
import { addressOf, originAllowed } from './origin.ts';
import { planningRoutes } from './planning-routes.ts';
import { probeRoutes } from './probe-routes.ts';
import { publicRoutes } from './public-routes.ts';
import type { Visitor } from './session.ts';

const routes: readonly { route: Route; segments: readonly string[] }[] = [
  ...probeRoutes,
  ...accountRoutes,
  ...meetingRoutes,
  ...observanceRoutes,
  ...planningRoutes,
  ...matterRoutes,
  ...publicRoutes,
  ...councilRoutes,
  ...lateRoutes,
].map((route) => ({ route, segments: route.path.split('/') }));

const ours = /^\/(api(\/|$)|(healthz|readyz|metrics)$)/;

/** Whether this address is answered here, before the pages. @param url the request's, with or without a query */
export function isApi(url: string | undefined): boolean {
  return ours.test((url ?? '').split('?', 1)[0]!);
}

/** Answers one request of the API. Never throws: a bug is logged, and the caller gets its id. */
export async function handleApi(req: IncomingMessage, res: ServerResponse, house: ApiHouse): Promise<void> {
  let visitor: Visitor | null = null;
  try {
    const answer = await answerTo(req, res, house, (who) => (visitor = who));
    if (answer) send(res, answer);
  } catch (error) {
    turnDown(req, res, house, languageFor(req, visitor), error);
  } finally {
    house.metrics.answered(res.statusCode);
  }
}

async function answerTo(
  req: IncomingMessage,
  res: ServerResponse,
  house: ApiHouse,
  arrived: (visitor: Visitor | null) => void,
): Promise<Answer | null> {
  const [path = '', query = ''] = (req.url ?? '').split('?', 2);
  const method = req.method === 'HEAD' ? 'GET' : req.method;
  const { route, params } = routeFor(method, path);
  if (method !== 'GET' && !originAllowed(req, house.config)) throw new Turned(403, 'foreign_origin');
  const visitor = route.open ? null : await house.sessions.sessionOf(req);
  arrived(visitor);
  if (!route.open && !visitor) throw new Turned(401, 'no_session');
  const body = route.schema ? await readBody(req, route.schema) : undefined;
  const from = {
    address: addressOf(req.headers['x-forwarded-for']?.toString(), req.socket.remoteAddress ?? '', house.config),
    cookie: req.headers.cookie,
    userAgent: req.headers['user-agent'],
  };
  const visit = { house, req, res, params, query: new URLSearchParams(query), body, from, visitor };
  return route.handle(visit as MemberVisit<never>);
}

/** @throws Turned 404 unknown address, 405 known with other methods */
function routeFor(method: string | undefined, path: string): { route: Route; params: Record<string, string> } {
  const parts = path.split('/');
  const allowed: string[] = [];
  for (const { route, segments } of routes) {
    const params = matched(segments, parts);
    if (!params) continue;
    if (route.method === method) return { route, params };
    allowed.push(route.method);
  }
  if (allowed.length > 0) throw new Turned(405, 'method_not_allowed', { Allow: allowed.join(', ') });
  throw new Turned(404, 'not_found');
}

function matched(segments: readonly string[], parts: readonly string[]): Record<string, string> | null {
  if (segments.length !== parts.length) return null;
  const params: Record<string, string> = {};
  for (const [i, segment] of segments.entries()) {
    const part = parts[i]!;
    if (!segment.startsWith(':')) {
      if (segment !== part) return null;
      continue;
    }
    const value = decoded(part);
    if (value === null) return null;
    params[segment.slice(1)] = value;
  }
  return params;
}

/** Ids and tokens are short and plain; anything else is no address of ours. */
function decoded(part: string): string | null {
  try {
    const value = decodeURIComponent(part);
    return value !== '' && value.length <= 80 && /^\P{Cc}+$/u.test(value) ? value : null;
  } catch {
    return null;
  }
}

function turnDown(req: IncomingMessage, res: ServerResponse, house: ApiHouse, locale: string, error: unknown): void {
  if (req.errored || res.destroyed) return void res.destroy();
  if (res.headersSent) {
    house.fault(error);
    return void res.destroy();
  }
  const turned = error instanceof Turned ? error : null;
  const code = turned?.code ?? 'fault';
  const params = turned ? undefined : { id: house.fault(error) };
  const message = house.message(locale, code, params);
  send(res, { status: turned?.status ?? 500, json: { error: { code, message } }, headers: turned?.headers });
}

function languageFor(req: IncomingMessage, visitor: Visitor | null): string {
  if (visitor) return visitor.locale;
  return /^\s*en\b/i.test(req.headers['accept-language'] ?? '') ? 'en' : 'zh-CN';
}

import { timingSafeEqual } from 'node:crypto';
import { Turned } from './answer.ts';
import { openRoute, type Route, type Visit } from './api-house.ts';

/** Liveness, readiness and figures, for the operator's tools. */
export const probeRoutes: readonly Route[] = [
  openRoute('GET', '/healthz', () => ({ json: { ok: true } })),
  openRoute('GET', '/readyz', async ({ house }) => {
    if (!house.isReady()) throw new Turned(503, 'not_ready');
    try {
      await house.archive.ready();
    } catch {
      throw new Turned(503, 'not_ready');
    }
    return { json: { ok: true } };
  }),
  openRoute('GET', '/metrics', async (visit) => {
    if (!mayMeasure(visit)) throw new Turned(404, 'not_found');
    return { text: await visit.house.metrics.text() };
  }),
];

/** From this machine (and not through a proxy on it), or with the token. */
function mayMeasure({ req, house }: Visit): boolean {
  const token = house.config.metricsToken;
  const shown = req.headers.authorization?.match(/^Bearer (.+)$/)?.[1];
  if (token !== undefined && shown !== undefined) {
    const [a, b] = [Buffer.from(token), Buffer.from(shown)];
    return a.length === b.length && timingSafeEqual(a, b);
  }
  const local = /^(::1|(::ffff:)?127\.\d+\.\d+\.\d+)$/.test(req.socket.remoteAddress ?? '');
  return local && req.headers['x-forwarded-for'] === undefined;
}

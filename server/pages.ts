import type { Server } from 'node:http';
import type { Pages } from './house.ts';

/** The built pages. @throws when they were not built */
export async function builtPages(): Promise<Pages> {
  const built = new URL('../build/handler.js', import.meta.url).href;
  const { handler } = (await import(built)) as { handler: Pages };
  return handler;
}

/** The pages straight from their sources, replaced in the browser when a file changes. */
export async function livePages(http: Server): Promise<Pages> {
  const { createServer } = await import('vite');
  const vite = await createServer({ server: { middlewareMode: true, hmr: { server: http } } });
  return (req, res) => vite.middlewares(req, res);
}

import { readFileSync } from 'node:fs';
import type { Server } from 'node:http';
import type { Entrance, Pages } from './house.ts';

/** The file where the room begins in a browser. */
const ROOM = 'src/lib/views/room/enter.ts';

/** What answers for pages, and where the room's code begins. */
export interface Site {
  readonly pages: Pages;
  readonly entrance: Entrance;
}

type Manifest = Record<string, { readonly file: string; readonly imports?: readonly string[] }>;

/** The room's script out of the build's manifest, with everything it imports at once. */
export function entranceIn(manifest: Manifest): Entrance {
  const preloads = new Set<string>();
  const follow = (name: string): void => {
    for (const imported of manifest[name]?.imports ?? []) {
      const path = `/${manifest[imported]!.file}`;
      if (preloads.has(path)) continue;
      preloads.add(path);
      follow(imported);
    }
  };
  follow(ROOM);
  return { script: `/${manifest[ROOM]!.file}`, preloads: [...preloads] };
}

/** Largest form with a file that the pages take: a roster of 2 MB with what goes around it. */
const LARGEST_FORM = '3M';

/** The built pages. @throws when they were not built */
export async function builtPages(): Promise<Site> {
  // The handler reads it when it is loaded; there is no other way to tell it.
  process.env.BODY_SIZE_LIMIT ??= LARGEST_FORM;
  const built = new URL('../build/handler.js', import.meta.url).href;
  const { handler } = (await import(built)) as { handler: Pages };
  const manifest = readFileSync(new URL('../build/manifest.json', import.meta.url), 'utf8');
  return { pages: handler, entrance: entranceIn(JSON.parse(manifest) as Manifest) };
}

/** The pages straight from their sources, replaced in the browser when a file changes. */
export async function livePages(http: Server): Promise<Site> {
  const { createServer } = await import('vite');
  const vite = await createServer({ server: { middlewareMode: true, hmr: { server: http } } });
  return { pages: (req, res) => vite.middlewares(req, res), entrance: { script: `/${ROOM}`, preloads: [] } };
}

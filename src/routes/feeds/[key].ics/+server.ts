import { ownAddress } from '#lib/server/arrival.ts';
import { house } from '#lib/server/house.ts';
import { error } from '@sveltejs/kit';
import type { RequestHandler } from './$types';

/** A person's meetings for their calendar application; whoever has the address may read, so it can be renewed. */
export const GET: RequestHandler = async ({ params, url }) => {
  const file = await house().office.feeds.file(params.key, ownAddress(url));
  if (file === null) error(404, 'not_found');
  return new Response(file, {
    headers: {
      'Content-Type': 'text/calendar; charset=utf-8',
      'Cache-Control': 'private, max-age=300',
      'X-Robots-Tag': 'noindex',
    },
  });
};

import { runningVisit } from '#lib/server/council-visit.ts';
import { house } from '#lib/server/house.ts';
import { error } from '@sveltejs/kit';
import type { RequestHandler } from './$types';

const kinds = {
  'roster.csv': ['csv', 'text/csv; charset=utf-8'],
  'roster.xlsx': ['xlsx', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'],
} as const;

/** The template of a roster, to be filled in and imported. */
export const GET: RequestHandler = async ({ locals, params }) => {
  await runningVisit(locals, params.council);
  if (!Object.hasOwn(kinds, params.template)) error(404, 'not_found');
  const [kind, type] = kinds[params.template as keyof typeof kinds];
  const bytes = await house().office.imports.template(kind);
  return new Response(new Uint8Array(bytes), {
    headers: { 'Content-Type': type, 'Content-Disposition': `attachment; filename="${params.template}"` },
  });
};

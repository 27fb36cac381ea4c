import { runningVisit } from '#lib/server/council-visit.ts';
import { house } from '#lib/server/house.ts';
import { readPost } from '#lib/server/post-fields.ts';
import { fail } from '@sveltejs/kit';
import type { Actions, PageServerLoad } from './$types';

const WEEK_MS = 7 * 86_400_000;

export const load: PageServerLoad = async ({ locals, params }) => {
  await runningVisit(locals, params.council);
  const { archive, post } = house();
  const [settings, stuck, sent] = await Promise.all([
    archive.postSettings.of(params.council),
    archive.deliveries.stuck(params.council),
    archive.deliveries.sentSince(params.council, new Date(Date.now() - WEEK_MS).toISOString()),
  ]);
  const names = new Map(
    await Promise.all(
      [...new Set(stuck.map(({ personId }) => personId))].map(
        async (id) => [id, (await archive.people.get(id))?.name ?? ''] as const,
      ),
    ),
  );
  const { sms, robot, ...rest } = settings;
  return {
    hasMail: post.hasMail,
    sent,
    // Secrets stay in the house.
    settings: {
      ...rest,
      sms: { url: sms.url, hasSecret: sms.secret !== '' },
      robot: { kind: robot.kind, url: robot.url, hasSecret: robot.secret !== '' },
    },
    stuck: stuck.map(({ body: _body, key: _key, ...shown }) => ({ ...shown, name: names.get(shown.personId) ?? '' })),
  };
};

export const actions: Actions = {
  save: async ({ locals, params, request }) => {
    const { visitor } = await runningVisit(locals, params.council);
    const { archive, post } = house();
    const before = await archive.postSettings.of(params.council);
    const read = readPost(await request.formData(), before, (url) => post.accepts(url));
    const kept = { part: 'save' as const, fields: read.fields };
    if (!read.ok) return fail(400, { ...kept, wrong: read.wrong });
    const by = { personId: visitor.personId, at: new Date().toISOString() };
    await archive.postSettings.set(params.council, read.settings, by);
    return { ...kept, wrong: [] };
  },

  /** Sends a message with what stands in the form, saved or not, and shows the other side's answer. */
  test: async ({ locals, params, request }) => {
    const { council } = await runningVisit(locals, params.council);
    const { archive, post } = house();
    const form = await request.formData();
    const channel = form.get('channel') === 'robot' ? ('robot' as const) : ('sms' as const);
    const read = readPost(form, await archive.postSettings.of(params.council), (url) => post.accepts(url));
    const kept = { part: 'test' as const, channel, fields: read.fields };
    if (!read.ok) return fail(400, { ...kept, wrong: read.wrong, outcome: null });
    const phone = String(form.get('testPhone') ?? '').slice(0, 30);
    const outcome = await post.test(read.settings, { channel, council: council.name, phone });
    return {
      ...kept,
      wrong: [],
      outcome: outcome.ok
        ? { ok: true as const, detail: (outcome.detail ?? '').slice(0, 300) }
        : { ok: false as const, error: `${outcome.reason} ${outcome.detail}`.trim() },
    };
  },

  retry: async ({ locals, params, request }) => {
    await runningVisit(locals, params.council);
    const id = String((await request.formData()).get('delivery') ?? '');
    await house().post.retry(params.council, id);
    await house().post.settled();
    return { part: 'retry' as const };
  },
};

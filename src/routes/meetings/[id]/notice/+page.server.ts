import { randomUUID } from 'node:crypto';
import type { Command, Meeting } from '#lib/meeting/meeting.ts';
import { untold } from '#lib/meeting/notice.ts';
import type { Refusal } from '#lib/meeting/refusal.ts';
import { hasRole, isRepresentative, mayRead, seatOf, unitOf } from '#lib/meeting/seat.ts';
import { house } from '#lib/server/house.ts';
import { noticeFields, readNotice, readReply, replyFields } from '#lib/server/notice-fields.ts';
import { error, fail, redirect, type RequestEvent } from '@sveltejs/kit';
import type { Actions, PageServerLoad } from './$types';

const convenes = (meeting: Meeting, personId: string): boolean =>
  hasRole(meeting, personId, 'convener', 'secretary', 'chair');

/** @throws Kit's redirect to the login, or 404 for whoever has no seat */
async function visit({ locals, params, url }: Pick<RequestEvent<{ id: string }>, 'locals' | 'params' | 'url'>) {
  if (!locals.person) redirect(303, `/login?next=${encodeURIComponent(url.pathname + url.search)}`);
  const { personId } = locals.person;
  const meeting = await house().stateFor(params.id, personId);
  if (!meeting) error(404, 'not_found');
  return { meeting, personId, post: house().post };
}

/** People of the unit on the council who have no seat in the meeting, or represent the unit in it. */
async function colleaguesOf(meeting: Meeting, personId: string) {
  const unitId = seatOf(meeting, personId)?.unitId;
  if (!unitId || !isRepresentative(meeting, personId)) return [];
  const roster = await house().archive.councils.roster(meeting.council.id);
  const ours = roster.filter((seat) => seat.unitId === unitId && seat.personId !== personId);
  const free = ours.filter(({ personId: id }) => !mayRead(meeting, id) || isRepresentative(meeting, id));
  return [...new Map(free.map((seat) => [seat.personId, { personId: seat.personId, name: seat.name }])).values()];
}

async function contactOf(personId: string, name: string): Promise<string> {
  const { phone } = await house().archive.contacts.of(personId);
  return `${name} ${phone}`.trim();
}

export const load: PageServerLoad = async (event) => {
  const { meeting, personId, post } = await visit(event);
  const isConvening = convenes(meeting, personId);
  const unitId = isRepresentative(meeting, personId) ? seatOf(meeting, personId)!.unitId : null;
  const unit = unitId ? unitOf(meeting, unitId) : undefined;
  const deliveries = isConvening ? await house().archive.deliveries.ofMeeting(meeting.id) : [];
  const checks = isConvening && meeting.stage === 'planned' ? (await house().office.checklists.of(meeting)).checks : [];
  return {
    meeting,
    convenes: isConvening,
    unit: unit ? { id: unit.id, name: unit.name } : null,
    colleagues: await colleaguesOf(meeting, personId),
    contact: isConvening && !meeting.notice ? await contactOf(personId, seatOf(meeting, personId)!.name) : '',
    warnings: checks.filter(
      ({ provision, state }) =>
        ['noticeLead', 'noticeContents', 'agreement', 'participants', 'materials'].includes(provision) &&
        ['atRisk', 'breached'].includes(state),
    ),
    untold: isConvening && meeting.stage === 'noticed' ? untold(meeting) : [],
    deliveries: deliveries.map(({ body: _body, subject: _subject, key: _key, ...shown }) => shown),
    hasMail: post.hasMail,
    commandId: randomUUID(),
    now: new Date().toISOString(),
    wanted: event.url.searchParams.get('answer'),
  };
};

/**
 * Carries out a command of this page's person.
 * @returns why not; null also when the same form came before, with other words: then it was taken, and stands
 */
async function act(event: RequestEvent<{ id: string }>, id: string, command: Command): Promise<Refusal | null> {
  const { meeting, personId } = await visit(event);
  const outcome = await (await house().rooms.get(meeting.id))!.command(personId, id, command);
  return 'refused' in outcome ? outcome.refused : null;
}

export const actions: Actions = {
  /** The notice goes out. */
  send: async (event) => {
    const fields = noticeFields(await event.request.formData());
    const { meeting } = await visit(event);
    const read = readNotice(fields, meeting.startsAt);
    const kept = { part: 'send' as const, fields };
    if (!read.ok) return fail(400, { ...kept, wrong: read.wrong, code: null });
    const { commandId, note: _note, ...asked } = read.form;
    const code = await act(event, commandId, { type: 'notice.send', ...asked });
    if (code) return fail(409, { ...kept, wrong: [], code });
    return { ...kept, wrong: [], code: null };
  },

  /** What has changed is told. */
  amend: async (event) => {
    const fields = noticeFields(await event.request.formData());
    const { meeting } = await visit(event);
    const read = readNotice(fields, meeting.startsAt);
    const kept = { part: 'amend' as const, fields };
    if (!read.ok) return fail(400, { ...kept, wrong: read.wrong, code: null });
    const { commandId, ...told } = read.form;
    const code = await act(event, commandId, { type: 'notice.amend', ...told });
    if (code) return fail(409, { ...kept, wrong: [], code });
    return { ...kept, wrong: [], code: null };
  },

  /** A unit answers, or whoever convenes enters what it said. */
  reply: async (event) => {
    const fields = replyFields(await event.request.formData());
    const { meeting, personId, post } = await visit(event);
    const kept = { part: 'reply' as const, fields };
    const colleagues = await colleaguesOf(meeting, personId);
    const chosen = colleagues.find((person) => person.personId === fields.personId);
    const read = readReply({ ...fields, name: chosen?.name ?? fields.name, personId: chosen?.personId ?? '' });
    if (!read.ok) return fail(400, { ...kept, wrong: read.wrong, code: null });
    const outcome = await post.replies.give(meeting.id, personId, read.form);
    if (outcome && 'refused' in outcome) return fail(409, { ...kept, wrong: [], code: outcome.refused });
    return { ...kept, wrong: [], code: null };
  },

  /** A personal link for the unit's deputy, shown once. */
  link: async (event) => {
    const { meeting, personId, post } = await visit(event);
    const unitId = String((await event.request.formData()).get('unitId') ?? '');
    const path = await post.replies.linkForDeputy(meeting.id, personId, unitId);
    if (!path) return fail(409, { part: 'link' as const, link: null });
    return { part: 'link' as const, link: path };
  },

  /** A unit gets the notice or a reminder once more. */
  again: async (event) => {
    const { meeting, personId, post } = await visit(event);
    if (!convenes(meeting, personId)) error(404, 'not_found');
    const form = await event.request.formData();
    const what = form.get('what') === 'replyReminder' ? ('replyReminder' as const) : ('notice' as const);
    const unitId = String(form.get('unitId') ?? '');
    const request = `${String(form.get('request') ?? '').slice(0, 64)} ${what} ${unitId}`;
    const people = await post.again(meeting.id, { unitId, what, request });
    return { part: 'again' as const, people };
  },

  /** The page is before its reader's eyes. */
  read: async (event) => {
    const { meeting, personId, post } = await visit(event);
    await post.replies.read(meeting.id, personId);
    return { part: 'read' as const };
  },
};

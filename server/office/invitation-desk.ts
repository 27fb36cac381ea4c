import type { InvitationForm } from '#lib/wire/council-form.ts';
import type { JoinLink, Person } from '../archive/archive.ts';
import { mayStandFor, runs, type Asking } from './council-rights.ts';
import type { OfficeParts } from './office.ts';
import { orRefusal, Turned, type CouncilOutcome } from './outcome.ts';

/** A personal link as it is shown once, when it is made. */
export interface Invitation {
  readonly linkId: string;
  readonly personId: string;
  readonly name: string;
  /** Path of the house, `/j/<token>`. */
  readonly path: string;
  readonly expiresAt: string;
}

/** Personal links into the council: who opens one is inside as that person, and can give themselves a password. */
export interface InvitationDesk {
  /**
   * Makes a link for each of these members, or for all who have no account of their own. For an administrator, and for
   * somebody who sits on councils that the visitor does not run, an administrator does (U10).
   */
  invite(
    visitor: Asking,
    councilId: string,
    form: InvitationForm,
  ): Promise<CouncilOutcome<{ invitations: Invitation[] }>>;
  /** The links of the council's people, newest first, and for whom the visitor may make one. */
  list(
    visitor: Asking,
    councilId: string,
  ): Promise<CouncilOutcome<{ links: JoinLink[]; invitable: ReadonlySet<string> }>>;
  /** Revokes a link and ends what it opened, at the latest within seconds. */
  revoke(visitor: Asking, councilId: string, linkId: string): Promise<CouncilOutcome>;
}

/** Hours for which a link is good unless the form says otherwise: two weeks. */
export const INVITATION_HOURS = 14 * 24;

const hourMs = 3_600_000;

/** Opens the desk. */
export function openInvitationDesk({ archive, clock }: OfficeParts): InvitationDesk {
  const { councils, links, people, sessions } = archive;
  /** Members by person, for whom the visitor may make links. */
  const invitable = async (visitor: Asking, councilId: string) => {
    await runs(archive, councilId, visitor);
    const accounts = new Map((await people.list()).map((person) => [person.id, person]));
    const seats = await councils.roster(councilId);
    const members = new Map<string, Person>();
    for (const { personId } of seats) {
      const person = accounts.get(personId);
      if (person && (await mayStandFor(councils, visitor, person))) members.set(personId, person);
    }
    return members;
  };
  /** Also those of people who have left. */
  const linksOf = async (visitor: Asking, councilId: string) => {
    const known: string[] = [];
    for (const id of new Set((await councils.allSeats(councilId)).map(({ personId }) => personId))) {
      const person = await people.get(id);
      if (person && (await mayStandFor(councils, visitor, person))) known.push(id);
    }
    return links.listOf(known);
  };
  return {
    invite: (visitor, councilId, { personIds, hours = INVITATION_HOURS }) =>
      orRefusal(async () => {
        const members = await invitable(visitor, councilId);
        const wanted = personIds ?? [...members.values()].filter(({ hasPassword }) => !hasPassword).map(({ id }) => id);
        if (wanted.some((id) => !members.has(id))) throw new Turned('not_found');
        const expiresAt = new Date(clock.now() + hours * hourMs).toISOString();
        const invitations: Invitation[] = [];
        for (const personId of new Set(wanted)) {
          const made = await links.create({ personId, meetingId: null, madeBy: visitor.personId, expiresAt });
          const { name } = members.get(personId)!;
          invitations.push({ linkId: made.id, personId, name, path: `/j/${made.token}`, expiresAt });
        }
        return { invitations };
      }),
    list: (visitor, councilId) =>
      orRefusal(async () => {
        const members = await invitable(visitor, councilId);
        return { links: await linksOf(visitor, councilId), invitable: new Set(members.keys()) };
      }),
    revoke: (visitor, councilId, linkId) =>
      orRefusal(async () => {
        await runs(archive, councilId, visitor);
        if (!(await linksOf(visitor, councilId)).some(({ id }) => id === linkId)) throw new Turned('not_found');
        await links.revoke(linkId);
        await sessions.removeByMethod(`link:${linkId}`);
        return {};
      }),
  };
}

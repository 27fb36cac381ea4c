import type { Check, Mend } from '#lib/meeting/compliance.ts';
import type { Meeting } from '#lib/meeting/meeting.ts';
import { partyOf } from '#lib/meeting/agreement.ts';
import { hasRole, isRepresentative } from '#lib/meeting/seat.ts';

/** Who somebody is in the meeting, as far as mending goes. */
export interface Mender {
  readonly meetingId: string;
  readonly councilId: string;
  readonly convenes: boolean;
  readonly records: boolean;
  readonly presides: boolean;
  readonly represents: boolean;
  readonly agrees: boolean;
}

/** What this person may mend in this meeting. */
export const menderOf = (meeting: Meeting, personId: string): Mender => {
  const presides = meeting.chair.personId === personId;
  return {
    meetingId: meeting.id,
    councilId: meeting.council.id,
    convenes: hasRole(meeting, personId, 'convener', 'secretary', 'chair'),
    records: presides || hasRole(meeting, personId, 'recorder', 'secretary'),
    presides,
    represents: isRepresentative(meeting, personId),
    agrees: partyOf(meeting, personId) !== null,
  };
};

type Place = 'plan' | 'notice' | 'room' | 'minutes' | 'members';

const PLACES: Readonly<Record<Mend, { readonly place: Place; readonly may: (mender: Mender) => boolean }>> = {
  plan: { place: 'plan', may: ({ convenes }) => convenes },
  nameOffices: { place: 'members', may: ({ convenes }) => convenes },
  agree: { place: 'plan', may: ({ agrees, convenes }) => agrees || convenes },
  sendNotice: { place: 'notice', may: ({ convenes }) => convenes },
  amendNotice: { place: 'notice', may: ({ convenes }) => convenes },
  remindUnits: { place: 'notice', may: ({ convenes }) => convenes },
  askMaterials: { place: 'plan', may: ({ convenes }) => convenes },
  fileReports: { place: 'plan', may: ({ represents, convenes }) => represents || convenes },
  layAgenda: { place: 'plan', may: ({ convenes }) => convenes },
  gather: { place: 'room', may: ({ presides, records }) => presides || records },
  readOut: { place: 'room', may: ({ presides }) => presides },
  completeResolutions: { place: 'room', may: ({ records }) => records },
  setNextMeeting: { place: 'room', may: ({ convenes, presides }) => convenes || presides },
  finaliseMinutes: { place: 'minutes', may: ({ records }) => records },
  remindSigners: { place: 'minutes', may: ({ records }) => records },
  archive: { place: 'minutes', may: ({ records }) => records },
};

const pathTo = (place: Place, { meetingId, councilId }: Mender): string =>
  place === 'room'
    ? `/meetings/${meetingId}`
    : place === 'members'
      ? `/councils/${councilId}/members`
      : `/meetings/${meetingId}/${place}`;

/** Where a check is mended by this person; null: not by them, or not at all. */
export const mendPath = ({ mend }: Check, mender: Mender): string | null => {
  if (mend === null) return null;
  const { place, may } = PLACES[mend];
  return may(mender) ? pathTo(place, mender) : null;
};

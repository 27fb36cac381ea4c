import { randomBytes } from 'node:crypto';
import { PHOTOS } from '#lib/wire/matter-form.ts';

/** What a report's form brings, as it was written; nothing is checked yet. */
export function reportFields(sent: FormData) {
  const text = (name: string): string => String(sent.get(name) ?? '');
  const [category, community, place, tried] = ['category', 'community', 'place', 'tried'].map(text);
  const kept = {
    category: category!,
    community: community!,
    place: place!,
    tried: tried!,
    text: text('text'),
    contactName: text('contactName'),
    contactPhone: text('contactPhone'),
    unitId: text('unitId'),
  };
  const photoIds = sent.getAll('photo').map(String).slice(0, PHOTOS.most);
  return { kept, photoIds, key: text('key') };
}

/** What makes a report one, however often it is sent, and when its form was opened. */
export const freshReport = (now: number) => ({ reportKey: randomBytes(24).toString('base64url'), since: now });

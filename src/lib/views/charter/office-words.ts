import type { Office } from '#lib/meeting/charter.ts';
import type { UnitPart } from '#lib/meeting/seat.ts';
import type { MessageKey } from '#lib/messages/words.ts';
import type { Words } from '../words.ts';

/** Texts side by side as the language lists them. */
export const listed = (t: Words, texts: readonly string[]): string => texts.join(t('charter.comma'));

/** Members of a closed list by their names in a catalog: `charter.channel.` + `mail`. */
export const named = <Prefix extends string, Member extends string>(
  t: Words,
  prefix: Prefix,
  members: readonly (`${Prefix}${Member}` extends MessageKey ? Member : never)[],
): string =>
  listed(
    t,
    members.map((member) => t(`${prefix}${member}` as MessageKey)),
  );

const whoNames = (t: Words, who: NonNullable<Office['namedBy']>): string =>
  who === 'convener' || who === 'chair' ? t(`charter.office.${who}`) : t(`part.${who}`);

/** Who holds an office: the document's words, and the kinds of units they stand for. */
export const officeWords = (t: Words, { parts, words, namedBy }: Office): string => {
  const units = named<'part.', UnitPart>(t, 'part.', parts);
  if (words && units && words !== units) return t('charter.holder.parts', { words, parts: units });
  if (words || units) return words || units;
  return namedBy ? t('charter.holder.named', { who: whoNames(t, namedBy) }) : t('charter.holder.open');
};

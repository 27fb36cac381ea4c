import type { MessageKey } from '#lib/messages/words.ts';
import type { Words } from '../../words.ts';

/** The members of a closed list with their names in the catalog: `charter.channel.` + `mail`. */
export const choicesOf = <Prefix extends string, const Member extends string>(
  t: Words,
  prefix: Prefix,
  members: readonly (`${Prefix}${Member}` extends MessageKey ? Member : never)[],
): { readonly value: Member; readonly label: string }[] =>
  members.map((value) => ({ value, label: t(`${prefix}${value}` as MessageKey) }));

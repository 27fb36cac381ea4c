/** Charters that councils have published, and their drafts. */
// oxlint-disable-next-line typescript/no-empty-object-type -- tables come with their noun
export interface CharterTables {}

export const charterTables: readonly string[] = [];

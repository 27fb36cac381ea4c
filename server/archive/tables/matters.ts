/** Matters (议题征集) with their history and photos. */
// oxlint-disable-next-line typescript/no-empty-object-type -- tables come with their noun
export interface MatterTables {}

export const matterTables: readonly string[] = [];

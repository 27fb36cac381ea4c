/** Councils beyond name and units: contacts, retired units, working groups. */
// oxlint-disable-next-line typescript/no-empty-object-type -- tables come with their noun
export interface CouncilTables {}

export const councilTables: readonly string[] = [];

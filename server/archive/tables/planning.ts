/** What is planned beside the meetings themselves: series and drafts. */
// oxlint-disable-next-line typescript/no-empty-object-type -- tables come with their noun
export interface PlanningTables {}

export const planningTables: readonly string[] = [];

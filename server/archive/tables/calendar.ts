/** The working calendar, and the keys of calendar feeds. */
// oxlint-disable-next-line typescript/no-empty-object-type -- tables come with their noun
export interface CalendarTables {}

export const calendarTables: readonly string[] = [];

/** Years of the working calendar as an administrator set them, and the secret addresses of calendar feeds. */
export interface CalendarTables {
  calendar_years: {
    /** `2027`. */
    year: string;
    published: number;
    /** JSON array of days. */
    holidays: string;
    make_up: string;
    changed_at: string;
    changed_by: string;
  };
  calendar_feeds: { person_id: string; key: string; made_at: string };
}

export const calendarTables: readonly string[] = [
  `create table calendar_years (
    year text primary key, published integer not null, holidays text not null, make_up text not null,
    changed_at text not null, changed_by text not null)`,
  `create table calendar_feeds (
    person_id text primary key references people(id), "key" text not null unique, made_at text not null)`,
];

/** What is planned beside the meetings themselves: their numbers, and when a council meets regularly. */
export interface PlanningTables {
  /**
   * Numbers of meetings, one row each; `taken_at` tells a number whose planning never came to an end, `noted` (1) one
   * that came with a meeting's log and was not taken here.
   */
  meeting_numbers: { council_id: string; year: number; n: number; meeting_id: string; taken_at: string; noted: number };
  /** When a council meets regularly; `rule` is JSON. */
  meeting_series: {
    council_id: string;
    rule: string;
    time: string;
    place: string;
    link: string;
    changed_at: string;
    changed_by: string;
  };
}

export const planningTables: readonly string[] = [
  `create table meeting_numbers (
    council_id text not null, year integer not null, n integer not null, meeting_id text not null unique,
    taken_at text not null, noted integer not null, primary key (council_id, year, n))`,
  `create table meeting_series (
    council_id text primary key, rule text not null, time text not null, place text not null, link text not null,
    changed_at text not null, changed_by text not null)`,
];

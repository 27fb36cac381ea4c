/** A meeting that somebody runs, and how many provisions of its charter press. */
export interface ObservedLine {
  readonly id: string;
  readonly title: string;
  readonly breached: number;
  readonly atRisk: number;
}

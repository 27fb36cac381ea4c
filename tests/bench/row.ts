/** One figure of the table: what was measured, for us and for the reference of the same run. */
export interface Row {
  readonly work: string;
  readonly figure: string;
  readonly ours: string;
  readonly reference: string | null;
  readonly ratio: number | null;
  /** What the issue asks for. */
  readonly reach: string;
}

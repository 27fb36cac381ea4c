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

/** A figure as the terminal shows it. */
export function line({ work, figure, ours, reference, ratio, reach }: Row): string {
  const against = reference === null ? '' : ` | reference ${reference}`;
  return `${work} | ${figure} | ${ratio === null ? '' : `ratio ${ratio.toFixed(2)} | `}ours ${ours}${against} | reach ${reach}`;
}

const columns = ['work', 'figure', 'ours', 'reference', 'ratio', 'reach'];

/** The figures as the README's table, laid out as the formatter would. */
export function table(rows: readonly Row[]): string {
  const cells = rows.map(({ work, figure, ours, reference, ratio, reach }, index) => [
    rows[index - 1]?.work === work ? '' : work,
    figure,
    ours,
    reference ?? '–',
    ratio?.toFixed(2) ?? '–',
    reach,
  ]);
  const widths = columns.map((name, column) => Math.max(...[columns, ...cells].map((row) => row[column]!.length), 3));
  const shown = (row: readonly string[]) =>
    `| ${row.map((cell, column) => cell.padEnd(widths[column]!)).join(' | ')} |\n`;
  const rule = `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |\n`;
  return [shown(columns), rule, ...cells.map(shown)].join('');
}

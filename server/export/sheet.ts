import writeXlsxFile from 'write-excel-file/node';

/** A table to take away: its first row is the head. Widths in characters. */
export interface Sheet {
  readonly name: string;
  readonly widths: readonly number[];
  readonly rows: readonly (readonly string[])[];
}

/** Longest text that a cell of a workbook takes. */
const MOST_CHARACTERS = 32_000;

/** A workbook with one sheet. Every cell is text, so nothing in it is ever computed. */
export async function toXlsx({ name, widths, rows }: Sheet): Promise<Buffer> {
  const data = rows.map((row, index) =>
    row.map((text) => ({
      value: text.slice(0, MOST_CHARACTERS),
      type: String,
      wrap: true,
      alignVertical: 'top' as const,
      ...(index === 0 ? { fontWeight: 'bold' as const } : {}),
    })),
  );
  const columns = widths.map((width) => ({ width }));
  return writeXlsxFile(data, { sheet: name, columns, stickyRowsCount: 1 }).toBuffer();
}

/**
 * The rows as CSV with a byte-order mark, by which spreadsheet programs know that it is UTF-8. A cell that they would
 * take for a formula gets an apostrophe before it.
 */
export function toCsv(rows: readonly (readonly string[])[]): Buffer {
  const lines = rows.map((row) => row.map(quoted).join(','));
  return Buffer.from(`\uFEFF${lines.join('\r\n')}\r\n`);
}

const quoted = (text: string): string => {
  const safe = /^[=+\-@＝＋－＠\t\r]/u.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
};

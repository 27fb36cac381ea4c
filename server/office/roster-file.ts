import { CsvError, parse } from 'csv-parse/sync';
import { readSheet } from 'read-excel-file/node';
import { ROSTER_BYTES, ROSTER_ROWS, type RosterProblem, type Table } from '#lib/wire/roster-preview.ts';

/** A table, or why there is none. `line`: where quotes go wrong, 0 when unknown. */
export type ReadTable =
  | { readonly ok: true; readonly table: Table }
  | { readonly ok: false; readonly problem: RosterProblem; readonly line: number };

const no = (problem: RosterProblem, line = 0): ReadTable => ({ ok: false, problem, line });

/** Most bytes that a workbook may unpack to: a small file can be a very large one in disguise. */
const UNPACKED_BYTES = 64 * 1024 * 1024;

/**
 * Reads a roster's file by its content, whatever its name: a workbook (XLSX), or text in UTF-8, UTF-16 or GB18030
 * (what spreadsheet programs write in China), separated by commas, semicolons or tabs.
 */
export async function readTable(bytes: Uint8Array): Promise<ReadTable> {
  if (bytes.length === 0) return no('empty');
  if (bytes.length > ROSTER_BYTES) return no('tooLarge');
  const buffer = Buffer.from(bytes);
  if (buffer.readUInt16BE(0) === 0x504b) return readWorkbook(buffer);
  const text = decoded(buffer);
  return text === null ? no('binary') : readText(text);
}

/** Reads a table that was pasted or decoded. */
export function readText(text: string): ReadTable {
  if (text.trim() === '') return no('empty');
  try {
    const cells: string[][] = parse(text, {
      bom: true,
      delimiter: delimiterOf(text),
      relax_column_count: true,
      skip_empty_lines: true,
      trim: true,
    });
    return bounded(cells);
  } catch (error) {
    if (error instanceof CsvError) return no('quotes', typeof error.lines === 'number' ? error.lines : 0);
    throw error;
  }
}

async function readWorkbook(buffer: Buffer): Promise<ReadTable> {
  if (unpackedSize(buffer) > UNPACKED_BYTES) return no('tooLarge');
  try {
    const rows = await readSheet(buffer);
    return bounded(rows.map((row) => row.map(cellText)));
  } catch {
    return no('notSheet');
  }
}

function bounded(cells: readonly (readonly string[])[]): ReadTable {
  const table = cells.filter((row) => row.some((cell) => cell !== ''));
  if (table.length === 0) return no('empty');
  return table.length > ROSTER_ROWS + 1 ? no('tooMany') : { ok: true, table };
}

/** A cell as text; days of a workbook become `YYYY-MM-DD`. */
function cellText(cell: unknown): string {
  if (cell === null || cell === undefined) return '';
  return cell instanceof Date ? cell.toISOString().slice(0, 10) : String(cell).trim();
}

/** The text in one of the encodings that occur; null when it is none. */
function decoded(buffer: Buffer): string | null {
  if (buffer[0] === 0xff && buffer[1] === 0xfe) return inEncoding('utf-16le', buffer);
  if (buffer.includes(0)) return null;
  return inEncoding('utf-8', buffer) ?? inEncoding('gb18030', buffer);
}

function inEncoding(encoding: string, buffer: Buffer): string | null {
  try {
    const text = new TextDecoder(encoding, { fatal: true }).decode(buffer);
    // Control characters tell that it was no text of that encoding.
    // oxlint-disable-next-line no-control-regex -- they are what is looked for
    return /[\u0000-\u0008\u000e-\u001f]/.test(text) ? null : text;
  } catch {
    return null;
  }
}

/** What separates the cells of the head: whichever of the three is most frequent in it. */
function delimiterOf(text: string): string {
  const head = text.split(/\r?\n/, 1)[0]!;
  const count = (mark: string): number => head.split(mark).length;
  return ['\t', ';', ','].reduce((best, mark) => (count(mark) > count(best) ? mark : best), ',');
}

/** How large the files of an archive say they are, by its directory. */
function unpackedSize(buffer: Buffer): number {
  const entry = Buffer.from([0x50, 0x4b, 0x01, 0x02]);
  let size = 0;
  for (let at = buffer.indexOf(entry); at >= 0 && at + 28 <= buffer.length; at = buffer.indexOf(entry, at + 4))
    size += buffer.readUInt32LE(at + 24);
  return size;
}

import { BYTE_ORDER_MARK } from "./csv.ts";

/** RFC 4180, read strictly: a quote inside an unquoted cell is a fault of the writer. */
export function parseCsv(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  const cell = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/y;
  cell.lastIndex = text.startsWith(BYTE_ORDER_MARK) ? 1 : 0;
  while (cell.lastIndex < text.length) {
    const at = cell.lastIndex;
    const match = cell.exec(text);
    if (!match) throw new Error(`not CSV at ${at}: ${JSON.stringify(text.slice(at, at + 40))}`);
    row.push(match[1] === undefined ? (match[2] ?? "") : match[1].replaceAll('""', '"'));
    if (match[3] === "\r\n") rows.push(row.splice(0));
    row = match[3] === "\r\n" ? [] : row;
  }
  return rows;
}

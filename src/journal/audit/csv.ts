import { declined, ok, type Result } from '../../base/index.ts'

/** What a spreadsheet would take for a formula, and our own mark against that. */
const formula = /^[=+\-@\t\r']/

/**
 * One line of CSV (RFC 4180). A cell that a spreadsheet would calculate gets an apostrophe in
 * front, which `parseCsv` takes off again: nobody's text becomes a formula.
 */
export function csvLine(cells: readonly string[]): string {
  return `${cells.map(csvCell).join(',')}\r\n`
}

/** One cell of `csvLine`. */
export function csvCell(text: string): string {
  const safe = formula.test(text) ? `'${text}` : text
  return /[",\r\n']/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

/** The inverse of lines of `csvLine`, also with the line ends of another system. */
export function parseCsv(text: string): Result<readonly (readonly string[])[]> {
  const rows: string[][] = []
  let row: string[] = []
  for (let at = 0; at < text.length; ) {
    const cell = cellAt(text, at)
    if (cell === undefined) return declined(`line ${rows.length + 1} is no line of CSV`)
    row.push(cell.text.startsWith("'") ? cell.text.slice(1) : cell.text)
    const isLineOver = text[cell.end] !== ','
    at = cell.end + (text.startsWith('\r\n', cell.end) ? 2 : 1)
    if (!isLineOver && at < text.length) continue
    if (!isLineOver) row.push('')
    rows.push(row)
    row = []
  }
  return ok(rows)
}

const quoted = /"((?:[^"]|"")*)"/y
const bare = /[^",\r\n]*/y

/** The cell that starts at `at`, and where what ends it is. */
function cellAt(text: string, at: number): { text: string; end: number } | undefined {
  const pattern = text[at] === '"' ? quoted : bare
  pattern.lastIndex = at
  const found = pattern.exec(text)
  if (found === null) return undefined
  const end = at + found[0].length
  if (end < text.length && !/^(?:,|\n|\r\n)/.test(text.slice(end, end + 2))) return undefined
  return { text: pattern === quoted ? (found[1] ?? '').replaceAll('""', '"') : found[0], end }
}

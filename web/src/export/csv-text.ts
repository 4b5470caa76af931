/** One cell before it is written. */
export type Cell = string | number | boolean | null | undefined

const number = /^-?\d+(\.\d+)?(e[-+]?\d+)?$/i
/** What a spreadsheet would take for a formula, in both widths of these signs. */
const formula = /^[\s\0]*[=+\-@\uff1d\uff0b\uff0d\uff20]|^[\t\r\n]/

/**
 * Rows as CSV by RFC 4180. A text that a spreadsheet would run as a formula gets an apostrophe
 * before it: what strangers have said, such as a name of an instrument or a reason, runs nowhere.
 */
export function csvText(head: readonly string[], rows: readonly (readonly Cell[])[]): string {
  return [head, ...rows].map((row) => `${row.map(cellText).join(',')}\r\n`).join('')
}

/** Records as CSV: their keys are the head, and what is no single value is written as JSON. */
export function csvOfRecords(records: readonly object[]): string {
  const head = [...new Set(records.flatMap((record) => Object.keys(record)))]
  const rows = records.map((record) => {
    const values = new Map<string, unknown>(Object.entries(record))
    return head.map((key) => cellOf(key, values.get(key)))
  })
  return csvText(head.map(headText), rows)
}

function cellText(cell: Cell): string {
  const text = cell === null || cell === undefined ? '' : String(cell)
  const safe = formula.test(text) && !number.test(text) ? `'${text}` : text
  return /[",\r\n\t]|^\s|\s$/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

function cellOf(key: string, value: unknown): Cell {
  if (key === 't' && typeof value === 'number') return new Date(value).toISOString()
  if (value === null || value === undefined) return ''
  if (typeof value === 'object') return JSON.stringify(value)
  return typeof value === 'string' || typeof value === 'number' ? value : JSON.stringify(value)
}

function headText(key: string): string {
  return key === 't' ? 'time' : key
}

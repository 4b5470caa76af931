import { UserError } from '../../base/index.ts'
import { type Micros, micros } from '../../domain/index.ts'
import { declineRow, rowTime, type TableReader, type TableRow } from '../../market/index.ts'
import type { Observation } from '../observations/observation-log.ts'
import { knownAt } from './publication.ts'
import type { SourceColumn, SourceFormat } from './source-format.ts'
import { wordScore } from './word-score.ts'

/** Later times are mistakes. */
const endMs = Date.UTC(2200, 0)

/** Reads the rows of one file of a format, and declines the first that is wrong. */
export class SourceReader implements TableReader {
  readonly #path: string
  readonly #format: SourceFormat
  readonly #seen = new Map<string, number>()
  readonly #series: ReadonlyMap<string, SourceColumn>
  /** By coin; under the empty name what is about all. */
  readonly byCoin: Map<string, Observation[]> = new Map()
  #names: readonly string[] = []

  constructor(path: string, format: SourceFormat) {
    this.#path = path
    this.#format = format
    this.#series = new Map(format.columns.map((column) => [column.series ?? '', column]))
  }

  header(names: readonly string[]): void {
    this.#names = names
    const missing = fieldsOf(this.#format).filter((field) => !names.includes(field))
    if (missing.length === 0) return
    throw new UserError(
      'bad-columns',
      `${this.#path}:1: no column '${missing[0]}', which ${this.#format.title} have; ` +
        `name the columns ${fieldsOf(this.#format).join(',')}.`,
    )
  }

  row(row: TableRow): void {
    const { time, coinField, saidField, seriesField } = this.#format
    const series = seriesField === undefined ? undefined : this.#seriesAt(row, seriesField)
    const coin = coinField === undefined ? '' : this.#coin(row, coinField)
    const tsEvent = time === 'ts' ? this.#stamp(row) : this.#day(row)
    const known = series?.known ?? this.#format.known
    const values = this.#format.columns.map((column) =>
      series === undefined || series === column ? this.#value(row, column) : Number.NaN,
    )
    if (this.#isRepeated(row, `${tsEvent} ${series?.series ?? ''} ${coin}`)) return
    const observation = {
      ...{ tsEvent, tsInit: knownAt(known, tsEvent), values },
      said: saidField === undefined ? '' : this.#rest(row, saidField),
      ...{ origin: this.#path, line: row.line },
    }
    const rows = this.byCoin.get(coin)
    if (rows === undefined) this.byCoin.set(coin, [observation])
    else rows.push(observation)
  }

  #isRepeated(row: TableRow, place: string): boolean {
    const isEvents = this.#format.rows === 'events'
    const key = isEvents ? this.#whole(row) : place
    const line = this.#seen.get(key)
    this.#seen.set(key, line ?? row.line)
    if (line === undefined || isEvents) return line !== undefined
    this.#decline(row, `stands for the same time as line ${line}; remove one of the rows.`)
  }

  #seriesAt(row: TableRow, field: string): SourceColumn {
    const name = this.#text(row, field)
    const column = this.#series.get(name)
    if (column !== undefined) return column
    const known = [...this.#series.keys()].join(', ')
    this.#decline(row, `series '${cut(name)}' is not known; remove its rows. Known are ${known}.`)
  }

  #coin(row: TableRow, field: string): string {
    const coin = this.#text(row, field).toUpperCase()
    if (/^[A-Z0-9]{1,20}$/.test(coin)) return coin
    this.#decline(row, `${field} '${cut(coin)}' is no coin such as BTC; correct or remove the row.`)
  }

  #stamp(row: TableRow): Micros {
    const ms = rowTime(row, this.#place('ts'), this.#path)
    if (ms < endMs) return micros(ms * 1_000)
    this.#decline(row, `ts ${ms} is after the year 2199; correct or remove the row.`)
  }

  #day(row: TableRow): Micros {
    const text = this.#text(row, 'date')
    const ms = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN
    // Some engines roll 31 June over into July.
    const isDay = Number.isFinite(ms) && new Date(ms).toISOString().startsWith(text)
    if (isDay && ms > 0 && ms < endMs) return micros(ms * 1_000)
    this.#decline(row, `date '${cut(text)}' is no day such as 2024-01-31; correct or remove it.`)
  }

  #value(row: TableRow, column: SourceColumn): number {
    for (const { field, among } of column.only ?? [])
      if (!among.includes(this.#text(row, field))) return Number.NaN
    if (column.isWords === true) return wordScore(this.#rest(row, column.field ?? ''))
    return column.field === undefined ? 1 : this.#number(row, column.field)
  }

  #number(row: TableRow, field: string): number {
    const text = this.#text(row, field)
    // The file says that it is not known.
    if (text === '') return Number.NaN
    const value = /^-?\d+(\.\d+)?([eE][+-]?\d{1,3})?$/.test(text) ? Number(text) : Number.NaN
    if (Number.isFinite(value)) return value
    this.#decline(row, `${field} '${cut(text)}' is not a number; correct it or leave it empty.`)
  }

  #text(row: TableRow, field: string): string {
    return row.text(this.#place(field)).trim()
  }

  /** A column of words and what stands behind it, which its own commas have cut off. */
  #rest(row: TableRow, field: string): string {
    const parts: string[] = []
    for (let at = this.#place(field); at < row.fieldCount; at += 1) parts.push(row.text(at))
    return parts
      .join(',')
      .replace(/^"(.*)"$/, '$1')
      .replaceAll('""', '"')
  }

  #whole(row: TableRow): string {
    return Array.from({ length: row.fieldCount }, (_, at) => row.text(at)).join(',')
  }

  #place(field: string): number {
    return this.#names.indexOf(field)
  }

  #decline(row: TableRow, sentence: string): never {
    declineRow(this.#path, row.line, sentence)
  }
}

function cut(text: string): string {
  return text.slice(0, 40)
}

/** The columns a file of a format must have. */
export function fieldsOf(format: SourceFormat): readonly string[] {
  const { time, seriesField, coinField, saidField, columns } = format
  const fields = columns.flatMap(({ field, only = [] }) => [field, ...only.map((of) => of.field)])
  const all = [time, seriesField, coinField, ...fields, saidField]
  return [...new Set(all.filter((field) => field !== undefined))]
}

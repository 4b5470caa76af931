import { declineRow } from '../import/decline-row.ts'
import { rowSignedSteps, rowSteps } from '../import/row-decimal.ts'
import { rowTime } from '../import/row-time.ts'
import type { StepScale } from '../import/step-scale.ts'
import type { TableRow } from '../import/table.ts'

const nanosecondText = /^(\d{15,16})(\d{3})$/

/** Where the columns of a file stand, and the steps its prices and quantities are counted in. */
export type TickPlaces<Column extends string> = {
  readonly path: string
  /** -1 for an optional column that is not there. */
  readonly at: Readonly<Record<Column, number>>
  readonly ticks: StepScale
  readonly lots: StepScale
}

/**
 * One row of a file of ticks, read by the names of its columns. Every reading declines what it
 * cannot take: @throws UserError `bad-row`.
 */
export class TickRow<Column extends string> {
  /** Whether a stamp of the row lost something below a microsecond. */
  isStampCut = false
  readonly #places: TickPlaces<Column>
  #row: TableRow | undefined

  constructor(places: TickPlaces<Column>) {
    this.#places = places
  }

  load(row: TableRow): void {
    this.#row = row
    this.isStampCut = false
  }

  has(column: Column): boolean {
    return this.#places.at[column] >= 0
  }

  /** Stamp in milliseconds. @returns Microseconds since 1970; NaN for an empty field. */
  millisecondStamp(column: Column): number {
    const row = this.#current
    const at = this.#places.at[column]
    if (at < row.fieldCount && row.text(at) === '') return Number.NaN
    return rowTime(row, at, this.#places.path) * 1_000
  }

  /** Stamp in nanoseconds. @returns Whole microseconds since 1970; what is finer is cut off. */
  nanosecondStamp(column: Column): number {
    const text = this.#text(column)
    const parts = nanosecondText.exec(text)
    if (parts === null)
      this.decline(
        `${column} '${text.slice(0, 40)}' is not a whole number of nanoseconds since 1970; ` +
          'correct or remove the row.',
      )
    if (parts[2] !== '000') this.isStampCut = true
    return Number(parts[1])
  }

  /** A whole number from 0 upward. */
  count(column: Column): number {
    const row = this.#current
    const at = this.#places.at[column]
    if (row.readDecimal(at, 15) && row.scale === 0 && !row.isCut && row.digits >= 0)
      return row.digits
    this.decline(
      `${column} '${row.text(at).slice(0, 40)}' is not a whole number; correct or remove the row.`,
    )
  }

  /** The same where the column, or its field, may be missing. @returns NaN then. */
  countIfKnown(column: Column): number {
    return this.has(column) && this.#text(column) !== '' ? this.count(column) : Number.NaN
  }

  /** The place of the field among `words`. */
  choice(column: Column, words: readonly string[]): number {
    const text = this.#text(column)
    const found = words.indexOf(text)
    if (found >= 0) return found
    const known = words.map((word) => `'${word}'`).join(', ')
    this.decline(`${column} '${text.slice(0, 40)}' is none of ${known}; correct or remove the row.`)
  }

  /** A price above zero, in ticks. @param most - The most ticks the reader can hold. */
  price(column: Column, most: number): number {
    const { at, ticks, path } = this.#places
    const steps = rowSteps(this.#current, at[column], column, ticks, path)
    if (steps <= most) return steps
    this.decline(`${column} ${this.#text(column)} is too many ticks; give a coarser tick.`)
  }

  /** A quantity in lots, zero or above. */
  quantity(column: Column): number {
    const lots = this.signedQuantity(column)
    if (lots >= 0) return lots
    this.decline(`${column} ${this.#text(column)} is below zero; correct or remove the row.`)
  }

  signedQuantity(column: Column): number {
    const { at, lots, path } = this.#places
    return rowSignedSteps(this.#current, at[column], column, lots, path)
  }

  decline(sentence: string): never {
    declineRow(this.#places.path, this.#current.line, sentence)
  }

  #text(column: Column): string {
    return this.#current.text(this.#places.at[column])
  }

  get #current(): TableRow {
    return this.#row as TableRow
  }
}

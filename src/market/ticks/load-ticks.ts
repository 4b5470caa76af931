import { UserError } from '../../base/index.ts'
import { columnPlaces } from '../import/column-places.ts'
import type { InstrumentSpec } from '../import/instrument-spec.ts'
import { readRows } from '../import/read-table.ts'
import { StepScale, shiftPlaces } from '../import/step-scale.ts'
import type { TableReader, TableRow } from '../import/table.ts'
import { GrowingColumns, type NumberColumns } from './growing-columns.ts'
import { TickRow } from './tick-row.ts'

export type TickOptions = {
  /** The grid; what is left out is found in the file. */
  readonly spec?: InstrumentSpec | undefined
  /** Bad rows passed over and counted before the file is declined; 0 when left out. */
  readonly badRowsMax?: number | undefined
}

/** Rows of one file of ticks as columns, in the order of the file. */
export type TickTable<Name extends string> = {
  readonly columns: NumberColumns<Name>
  readonly length: number
  readonly tick: string
  readonly lot: string
  /** Bad rows that were passed over, and what was wrong with the first. */
  readonly declined: number
  readonly firstDeclined: string | undefined
  /**
   * Stamps of which up to 999 ns were cut off. Rows less than a microsecond apart may share a
   * stamp; their order is kept.
   */
  readonly cutStamps: number
}

/** How rows of one kind of file become columns. */
export type TickFormat<Column extends string, Name extends string> = {
  readonly wanted: readonly Column[]
  readonly optional: readonly Column[]
  readonly names: readonly Name[]
  /** Which of `names` are counted in ticks, and which in lots. */
  readonly ticks: readonly Name[]
  readonly lots: readonly Name[]
  /** Which of `names` never decreases. */
  readonly sortedBy: Name
  read(row: TickRow<Column>): Readonly<Record<Name, number>>
}

/** Reads a file of ticks. @throws UserError when it is missing, broken or has too many bad rows. */
export async function loadTicks<Column extends string, Name extends string>(
  path: string,
  format: TickFormat<Column, Name>,
  options: TickOptions,
): Promise<TickTable<Name>> {
  const reader = new TickReader(path, format, options)
  await readRows(path, reader)
  return reader.finish()
}

class TickReader<Column extends string, Name extends string> implements TableReader {
  readonly #path: string
  readonly #format: TickFormat<Column, Name>
  readonly #badRowsMax: number
  readonly #columns: GrowingColumns<Name>
  readonly #ticks: StepScale
  readonly #lots: StepScale
  #row: TickRow<Column> | undefined
  #last = Number.NEGATIVE_INFINITY
  #declined = 0
  #cutStamps = 0
  #firstDeclined: string | undefined

  constructor(path: string, format: TickFormat<Column, Name>, options: TickOptions) {
    const columns = new GrowingColumns(format.names)
    const scale = (step: string | undefined, names: readonly Name[]): StepScale =>
      new StepScale(step, (places) => {
        for (const name of names)
          columns.alter(name, (column, length) => shiftPlaces(column, length, places))
      })
    this.#path = path
    this.#format = format
    this.#badRowsMax = options.badRowsMax ?? 0
    this.#columns = columns
    this.#ticks = scale(options.spec?.tick, format.ticks)
    this.#lots = scale(options.spec?.lot, format.lots)
  }

  header(names: readonly string[]): void {
    const lower = names.map((name) => name.toLowerCase())
    const { wanted, optional } = this.#format
    const found = columnPlaces(this.#path, names, wanted, undefined)
    const places = Object.fromEntries(optional.map((name) => [name, lower.indexOf(name)]))
    const at = { ...places, ...found } as Record<Column, number>
    this.#row = new TickRow({ path: this.#path, at, ticks: this.#ticks, lots: this.#lots })
  }

  row(row: TableRow): void {
    try {
      this.#take(row)
    } catch (error) {
      if (!(error instanceof UserError) || this.#declined >= this.#badRowsMax) throw error
      this.#declined += 1
      this.#firstDeclined ??= error.message
    }
  }

  #take(row: TableRow): void {
    const current = this.#row
    if (current === undefined) return
    current.load(row)
    const values = this.#read(current)
    const order = values[this.#format.sortedBy]
    // A comparison that NaN fails.
    if (!(order >= this.#last))
      current.decline(
        `${this.#format.sortedBy} is missing or goes back; sort the rows in order of arrival.`,
      )
    this.#last = order
    this.#columns.push(values)
    if (current.isStampCut) this.#cutStamps += 1
  }

  /** A row's second price may make the step finer than its first was counted in. */
  #read(current: TickRow<Column>): Readonly<Record<Name, number>> {
    const [ticks, lots] = [this.#ticks.scale, this.#lots.scale]
    const values = this.#format.read(current)
    if (this.#ticks.scale === ticks && this.#lots.scale === lots) return values
    return this.#format.read(current)
  }

  finish(): TickTable<Name> {
    const { length } = this.#columns
    if (length === 0)
      throw new UserError(
        'empty-file',
        `${this.#path} has no rows to read below its header; check the file.`,
      )
    return {
      columns: this.#columns.trimmed(),
      length,
      tick: this.#ticks.step,
      lot: this.#lots.step,
      declined: this.#declined,
      firstDeclined: this.#firstDeclined,
      cutStamps: this.#cutStamps,
    }
  }
}

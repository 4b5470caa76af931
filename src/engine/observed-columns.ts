import type { Micros, OutsideObserved } from '../domain/index.ts'
import { GrowingColumn } from '../features/index.ts'
import type { DeskSetup } from './desk-setup.ts'

/** Who knows what stands beside the bars: files, or servers that are asked now and then. */
export interface BesidePort {
  /**
   * What is known of a column at the close of a bar; NaN for nothing. Never throws.
   *
   * @param ts - The close. Of one instrument they rise.
   */
  valueAt(instrument: number, column: string, ts: Micros): number
}

type Observed = Pick<DeskSetup, 'outsideColumns' | 'instruments'>

/**
 * What a running desk has seen beside its bars, row by row. It is journaled when it changes, so
 * that running the journal again needs none of the sources.
 */
export class ObservedColumns {
  readonly #names: readonly string[]
  /** By instrument and name; as long as its bars. */
  readonly columns: readonly { readonly [name: string]: GrowingColumn }[]
  readonly #now: readonly Map<string, number>[]

  /** None for a desk that is told of no column. */
  static of({ outsideColumns: names, instruments }: Observed): ObservedColumns | undefined {
    return names === undefined ? undefined : new ObservedColumns(names, instruments)
  }

  private constructor(names: readonly string[], instruments: DeskSetup['instruments']) {
    this.#names = names
    this.columns = instruments.map(() =>
      Object.fromEntries(names.map((name) => [name, new GrowingColumn()])),
    )
    this.#now = instruments.map(() => new Map(names.map((name) => [name, Number.NaN])))
  }

  /** What has changed of an instrument with its bar that closed at `ts`. */
  changesAt(
    instrument: number,
    ts: Micros,
    port: BesidePort | undefined,
  ): readonly OutsideObserved[] {
    const now = this.#now[instrument]
    return this.#names.flatMap((column) => {
      const seen = port?.valueAt(instrument, column, ts) ?? Number.NaN
      const value = Number.isFinite(seen) ? seen : Number.NaN
      if (Object.is(value, now?.get(column))) return []
      return [{ kind: 'outside-observed', ts, instrument, column, value }]
    })
  }

  /** Whether the desk has an instrument and a column that an event is about. */
  knows({ instrument, column }: OutsideObserved): boolean {
    return this.#now[instrument]?.has(column) === true
  }

  /** From now on it stands so. */
  take({ instrument, column, value }: OutsideObserved): void {
    this.#now[instrument]?.set(column, value)
  }

  /** A bar has closed: what is known now is what was known with it. */
  push(instrument: number): void {
    const now = this.#now[instrument]
    for (const [name, column] of Object.entries(this.columns[instrument] ?? {}))
      column.push(now?.get(name) ?? Number.NaN)
  }
}

import { assert } from '../../base/index.ts'
import { type Micros, micros } from '../../domain/index.ts'

/** One thing that a source said, as it is stored. */
export type Observation = {
  /** What it is about, by the clock of the source. Microseconds UTC. */
  readonly tsEvent: Micros
  /** When it could first be known here. Microseconds UTC. */
  readonly tsInit: Micros
  /** A number for each column of the log; NaN for a column it does not speak of. */
  readonly values: readonly number[]
  /** What it said in words, such as a headline; empty where it said numbers alone. */
  readonly said: string
  /** Where it was read: a file or an address without secrets. */
  readonly origin: string
  /** The line of the file; 0 where there is none. */
  readonly line: number
}

/**
 * What a source said, in the order in which it could be known. The id of an observation is its
 * place: 0, 1, 2 … in the order of (`tsInit`, id), so what is appended later moves nothing.
 */
export class ObservationLog {
  /** Names of the columns, as `funding.rate`. */
  readonly names: readonly string[]
  readonly #said: string[] = []
  readonly #origins: string[] = []
  #lines = new Int32Array(64)
  #tsEvent = new Float64Array(64)
  #tsInit = new Float64Array(64)
  #columns: Float64Array<ArrayBuffer>[]
  #length = 0

  constructor(names: readonly string[]) {
    this.names = names
    this.#columns = names.map(() => new Float64Array(64))
  }

  /** Observations so far; also the id of the next. */
  get length(): number {
    return this.#length
  }

  /** By id, microseconds. A view: it does not grow with the log. */
  get tsEvent(): Float64Array {
    return this.#tsEvent.subarray(0, this.#length)
  }

  /** By id, microseconds, never falling. A view, as `tsEvent`. */
  get tsInit(): Float64Array {
    return this.#tsInit.subarray(0, this.#length)
  }

  /** The numbers of a column by id, or `undefined` when there is no such column. A view. */
  column(name: string): Float64Array | undefined {
    return this.#columns[this.names.indexOf(name)]?.subarray(0, this.#length)
  }

  /**
   * @returns The id it got.
   * @throws InvariantError when it was known before the one that is last: whoever appends sorts.
   */
  append(row: Observation): number {
    const id = this.#length
    assert(row.values.length === this.names.length, 'an observation has a value for every column')
    assert(
      !(row.tsInit < (this.#tsInit[id - 1] ?? 0)),
      'observations are appended as they are known',
    )
    if (id === this.#tsInit.length) this.#grow()
    this.#tsEvent[id] = row.tsEvent
    this.#tsInit[id] = row.tsInit
    this.#lines[id] = row.line
    for (let i = 0; i < this.#columns.length; i += 1)
      (this.#columns[i] as Float64Array)[id] = row.values[i] as number
    this.#said.push(row.said)
    this.#origins.push(row.origin)
    this.#length = id + 1
    return id
  }

  /** What was stored under an id, or `undefined` when nothing was. */
  row(id: number): Observation | undefined {
    if (!Number.isInteger(id) || id < 0 || id >= this.#length) return undefined
    return {
      tsEvent: micros(this.#tsEvent[id] as number),
      tsInit: micros(this.#tsInit[id] as number),
      values: this.#columns.map((column) => column[id] as number),
      said: this.#said[id] as string,
      origin: this.#origins[id] as string,
      line: this.#lines[id] as number,
    }
  }

  #grow(): void {
    const room = 2 * this.#length
    const wider = (of: Float64Array): Float64Array<ArrayBuffer> => {
      const made = new Float64Array(room)
      made.set(of)
      return made
    }
    this.#tsEvent = wider(this.#tsEvent)
    this.#tsInit = wider(this.#tsInit)
    this.#columns = this.#columns.map(wider)
    const lines = new Int32Array(room)
    lines.set(this.#lines)
    this.#lines = lines
  }
}

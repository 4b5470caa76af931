import { dayUs, type InstrumentId, type Micros } from '../../domain/index.ts'

/** Told of what is amiss with a source. @param code - Stable, as `source-stale`. */
export type SourceAlarmListener = (code: string, text: string) => void

/** What a column of an instrument says, since when, and how often it fell silent. */
export type ColumnState = {
  readonly name: string
  readonly instrument: InstrumentId
  /** NaN for nothing. */
  readonly value: number
  /** By the time of the desk, us. */
  readonly since: number
  readonly gaps: number
}

/**
 * Watches one column of one instrument while a desk runs, and tells when it has fallen silent, or
 * does not move for longer than it may: a degenerate input. Each is told once until it is over.
 */
export class ColumnWatch {
  readonly #name: string
  readonly #instrument: InstrumentId
  readonly #patienceUs: number
  readonly #onAlarm: SourceAlarmListener
  #value = Number.NaN
  #since = 0
  #isTold = true
  #gaps = 0

  /** @param patienceUs - How long it may say the same, microseconds. */
  constructor(
    of: { readonly name: string; readonly instrument: InstrumentId; readonly patienceUs: number },
    onAlarm: SourceAlarmListener,
  ) {
    this.#name = of.name
    this.#instrument = of.instrument
    this.#patienceUs = of.patienceUs
    this.#onAlarm = onAlarm
  }

  /** How it stands. */
  get state(): ColumnState {
    const [name, instrument] = [this.#name, this.#instrument]
    return { name, instrument, value: this.#value, since: this.#since, gaps: this.#gaps }
  }

  /** What is known at `ts`; NaN for nothing. Before it first speaks it is absent, not silent. */
  see(value: number, ts: Micros): void {
    if (!Object.is(value, this.#value)) {
      if (Number.isNaN(value)) {
        this.#gaps += 1
        this.#tell('source-stale', 'says nothing any more')
      }
      this.#value = value
      this.#since = ts
      this.#isTold = Number.isNaN(value)
    } else if (!this.#isTold && ts - this.#since > this.#patienceUs) {
      const days = Math.round((ts - this.#since) / dayUs)
      this.#isTold = true
      this.#tell('source-constant', `has been ${value} for ${days} days`)
    }
  }

  #tell(code: string, what: string): void {
    const who = 'who looks at it abstains'
    const then = code === 'source-stale' ? who : 'it may be dead'
    this.#onAlarm(code, `${this.#name} of ${this.#instrument} ${what}: ${then}.`)
  }
}

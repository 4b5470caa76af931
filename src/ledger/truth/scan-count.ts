import type { BarClosed, Micros } from '../../domain/index.ts'

/** How often a strategy looked at the market, and how often it should have. */
export type ScanFigures = {
  /** Bars that closed while the desk was there to judge them. */
  readonly received: number
  /** Bars there would have been between the first and the newest, one every interval. */
  readonly expected: number
  readonly lastTs: Micros | undefined
}

/** Counts bars that were judged. Bars that warmed up or were caught up with later are none. */
export class ScanCount {
  readonly #intervalsUs: readonly number[]
  readonly #first: (Micros | undefined)[]
  readonly #last: (Micros | undefined)[]
  readonly #received: number[]

  constructor(intervalsUs: readonly number[]) {
    this.#intervalsUs = intervalsUs
    this.#first = intervalsUs.map(() => undefined)
    this.#last = intervalsUs.map(() => undefined)
    this.#received = intervalsUs.map(() => 0)
  }

  onBar({ instrument, ts, phase }: Pick<BarClosed, 'instrument' | 'ts' | 'phase'>): void {
    if (phase === 'warm') return
    this.#first[instrument] ??= ts
    this.#last[instrument] = ts
    if (phase === 'live') this.#received[instrument] = this.of(instrument).received + 1
  }

  /** Of one instrument. */
  of(instrument: number): ScanFigures {
    const [first, last] = [this.#first[instrument], this.#last[instrument]]
    const interval = this.#intervalsUs[instrument] ?? 0
    const spans = first === undefined || last === undefined || interval <= 0
    return {
      received: this.#received[instrument] ?? 0,
      expected: spans ? 0 : Math.round((last - first) / interval) + 1,
      lastTs: last,
    }
  }

  /** Of all instruments together. */
  get all(): ScanFigures {
    const each = this.#intervalsUs.map((_, instrument) => this.of(instrument))
    const last = Math.max(...each.map(({ lastTs }) => lastTs ?? 0))
    return {
      received: each.reduce((sum, { received }) => sum + received, 0),
      expected: each.reduce((sum, { expected }) => sum + expected, 0),
      lastTs: each.find(({ lastTs }) => lastTs === last)?.lastTs,
    }
  }
}

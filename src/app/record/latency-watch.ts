import type { DeskFeed } from '../desk-view.ts'

/** How late bars came in one hour. Times are milliseconds. */
export type LatencyRow = {
  /** When the hour began, since 1970, UTC. */
  readonly t: number
  readonly bars: number
  readonly median: number
  readonly p95: number
  readonly max: number
}

/** What of lateness is known, since the desk was started. */
export type LatencyTold = {
  /** Whether bars come from a venue as they happen: of others lateness says nothing. */
  readonly isMeasured: boolean
  /** Bars that were caught up on, as after a start: they are not counted. */
  readonly caughtUp: number
  readonly rows: readonly LatencyRow[]
}

const hourMs = 3_600_000
/** Seven days. */
const hoursMax = 168
/** Of one hour; beyond that the newest take the place of the oldest. */
const samplesMax = 4_096
/** Older than that a bar was fetched afterwards, and tells nothing of the line it came by. */
const lateMaxMs = 600_000

type Hour = { bars: number; max: number; readonly samples: number[] }

/** How long after its close the newest bar reached the desk, by the hour of a week. */
export class LatencyWatch {
  readonly #feed: DeskFeed
  readonly #hours = new Map<number, Hour>()
  readonly #stop: () => void
  #caughtUp = 0
  #last: number

  constructor(feed: DeskFeed) {
    this.#feed = feed
    this.#last = feed.snapshot().status.marketTime
    this.#stop = feed.subscribe(({ status }) => {
      if (status !== undefined && status.marketTime > this.#last)
        this.#take(status.marketTime, status.receivedAt)
    })
  }

  told(): LatencyTold {
    const { source } = this.#feed.snapshot().desk
    const isMeasured = source.kind === 'venue'
    const rows = isMeasured ? [...this.#hours].map(rowOf).sort((a, b) => a.t - b.t) : []
    return { isMeasured, caughtUp: isMeasured ? this.#caughtUp : 0, rows }
  }

  stop(): void {
    this.#stop()
  }

  #take(closed: number, received: number): void {
    this.#last = closed
    const late = Math.max(0, received - closed)
    if (late > lateMaxMs) {
      this.#caughtUp += 1
      return
    }
    const t = Math.floor(received / hourMs) * hourMs
    const hour = this.#hours.get(t) ?? { bars: 0, max: 0, samples: [] }
    this.#hours.set(t, hour)
    hour.samples[hour.bars % samplesMax] = late
    hour.bars += 1
    hour.max = Math.max(hour.max, late)
    const [oldest] = this.#hours.keys()
    if (this.#hours.size > hoursMax && oldest !== undefined) this.#hours.delete(oldest)
  }
}

function rowOf([t, { bars, max, samples }]: readonly [number, Hour]): LatencyRow {
  const sorted = samples.toSorted((a, b) => a - b)
  const at = (share: number): number =>
    sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0
  return { t, bars, median: at(0.5), p95: at(0.95), max }
}

import { UserError } from '../../base/index.ts'
import { type BarColumns, formatInterval, type Micros } from '../../domain/index.ts'
import type { Clock } from '../../kernel/index.ts'
import type { LoadedBars } from '../loaded-bars.ts'
import type { LiveMarket } from './feed.ts'
import { type FeedBar, feedBarAt } from './feed-bar.ts'
import { type BarCursor, pacedFeed } from './paced-feed.ts'

export type FileFeedOptions = {
  /** One entry per instrument, in the order of their positions. At least one. */
  readonly market: readonly LoadedBars[]
  /** Times real time; 0 for as fast as possible. */
  readonly speed: number
  readonly clock: Clock
}

/**
 * Recorded bars as a feed that ends with the last of them.
 *
 * @throws UserError `bad-interval` when the instruments have bars of different lengths.
 */
export function fileFeed({ market, speed, clock }: FileFeedOptions): LiveMarket {
  const intervalUs = market[0]?.intervalUs ?? 0
  for (const other of market) if (other.intervalUs !== intervalUs) declineIntervals(market)
  const columns = market.map(({ bars }) => bars)
  const files = market.flatMap(({ sources }) => sources.map(({ path }) => nameOf(path)))
  const feed = pacedFeed({
    source: { kind: 'file', label: `recorded bars of ${files.join(', ')}`, speed },
    instruments: market.map(({ instrument }) => instrument),
    intervalUs,
    clock,
    open: (after) => mergedCursor(columns, after),
  })
  const past = async (instrument: number, from: Micros, to: Micros): Promise<BarColumns> => {
    const bars = columns[instrument] as BarColumns
    return bars.slice(bars.rowAt(from + 1), bars.rowAt(to + 1))
  }
  return { feed, history: { fetch: past } }
}

/** Merges columns by (ts, position). A scan of the heads: there are few instruments. */
function mergedCursor(columns: readonly BarColumns[], after: Micros): BarCursor {
  const rows = columns.map((bars) => bars.rowAt(after + 1))
  return (): FeedBar | undefined => {
    let first = -1
    let firstTs = Number.POSITIVE_INFINITY
    for (const [i, bars] of columns.entries()) {
      const row = rows[i] as number
      const ts = row < bars.length ? (bars.ts[row] as number) : Number.POSITIVE_INFINITY
      if (ts < firstTs) {
        first = i
        firstTs = ts
      }
    }
    if (first < 0) return undefined
    const row = rows[first] as number
    rows[first] = row + 1
    return feedBarAt(columns[first] as BarColumns, row, first)
  }
}

function declineIntervals(market: readonly LoadedBars[]): never {
  const each = market.map((of) => `${of.instrument.id} ${formatInterval(of.intervalUs)}`)
  throw new UserError(
    'bad-interval',
    `the bars differ in length (${each.join(', ')}); use files of one interval.`,
  )
}

/** The last part of a path: enough to know a file by. */
function nameOf(path: string): string {
  return path.split(/[\\/]/).at(-1) ?? path
}

import type { Crossing } from '../../agents/index.ts'
import { blockRows } from '../../features/index.ts'
import type { Metrics } from '../metrics/measure.ts'
import type { ScreenTerms } from './screen-book.ts'
import type { ScreenMarket } from './screen-market.ts'
import { screenMetrics } from './screen-metrics.ts'
import { ScreenRun } from './screen-run.ts'

/** Variants that go through the bars side by side, so that readings of a block are shared. */
const sideBySide = 64

/** Lines a side that such variants look at, where a grid allows it: their block stays near. */
const linesTogether = 8

/** Runs variants over one market. @returns What is measured of each, in their order. */
export function screenVariants(
  market: ScreenMarket,
  crossings: readonly Crossing[],
  terms: ScreenTerms,
): readonly Metrics[] {
  const all: Metrics[] = new Array(crossings.length)
  const order = byLines(crossings)
  for (let from = 0; from < order.length; from += sideBySide) {
    const numbers = order.slice(from, from + sideBySide)
    const runs = numbers.map((n) => new ScreenRun(market, crossings[n] as Crossing, terms))
    screenRuns(market, runs)
    runs.forEach((run, i) => {
      all[numbers[i] as number] = screenMetrics(run, market, terms.cash)
    })
  }
  return all
}

/** Numbers of crossings, neighbours looking at few lines between them. */
function byLines(crossings: readonly Crossing[]): readonly number[] {
  const above = tiles(crossings.map((crossing) => crossing.above.key))
  const below = tiles(crossings.map((crossing) => crossing.below.key))
  const place = (n: number): number =>
    (above[n] as number) * crossings.length + (below[n] as number)
  return Array.from(crossings, (_, n) => n).sort((a, b) => place(a) - place(b))
}

/** For each line the group it is in, `linesTogether` of them to one. */
function tiles(keys: readonly string[]): readonly number[] {
  const seen = new Map<string, number>()
  return keys.map((key) => {
    const n = seen.get(key) ?? seen.size
    seen.set(key, n)
    return Math.floor(n / linesTogether)
  })
}

/** Takes runs from the first bar to the last. */
export function screenRuns(market: ScreenMarket, runs: readonly ScreenRun[]): void {
  const { length } = market.bars
  for (let from = 0; from < length; from += blockRows) {
    const to = Math.min(length, from + blockRows)
    for (let i = 0; i < runs.length; i += 1) (runs[i] as ScreenRun).block(from, to)
  }
  for (const run of runs) run.end()
}

import { type Micros, micros } from '../../domain/index.ts'
import { intervalOf } from '../import/interval-of.ts'
import { JumpDetector } from './jump-detector.ts'
import type { MarketCheck } from './market-check.ts'

/** Bars as they stand in a source, in any order and possibly wrong. Prices in any unit. */
export type RawBars = {
  readonly length: number
  /** Open of each bar, microseconds. */
  readonly ts: Float64Array
  readonly open: Float64Array
  readonly high: Float64Array
  readonly low: Float64Array
  readonly close: Float64Array
  readonly volume: Float64Array
}

/** Unmoved bars from which on a price counts as stuck. */
const stuckMin = 60

/** Looks bars over. @param intervalUs - Length of a bar; the most common step when not given. */
export function checkBars(bars: RawBars, intervalUs?: number, malformed = 0): MarketCheck {
  const interval = intervalUs ?? intervalOf(bars.ts, bars.length)
  return {
    rows: bars.length,
    intervalUs: interval,
    ...checkTimes(bars, interval),
    ...checkValues(bars),
    ...checkMoves(bars),
    malformed,
  }
}

type Times = Pick<
  MarketCheck,
  'from' | 'to' | 'gaps' | 'longestGap' | 'missing' | 'duplicates' | 'unsorted' | 'offGrid'
>

function checkTimes({ ts, length }: RawBars, interval: number | undefined): Times {
  const sorted = ts.slice(0, length).sort()
  let unsorted = 0
  for (let row = 1; row < length; row += 1)
    if ((ts[row] as number) < (ts[row - 1] as number)) unsorted += 1
  const first = sorted[0]
  const last = sorted[length - 1]
  if (first === undefined || last === undefined || interval === undefined)
    return { ...noTimes, from: maybeMicros(first), to: maybeMicros(last), unsorted }
  let gaps = 0
  let longestGap = 0
  let duplicates = 0
  let offGrid = first % interval === 0 ? 0 : 1
  for (let row = 1; row < length; row += 1) {
    const here = sorted[row] as number
    const step = here - (sorted[row - 1] as number)
    const absent = Math.round(step / interval) - 1
    if (step === 0) duplicates += 1
    if (absent > 0) gaps += 1
    if (absent > longestGap) longestGap = absent
    if (here % interval !== 0) offGrid += 1
  }
  const expected = Math.round((last - first) / interval) + 1
  const missing = Math.max(0, expected - (length - duplicates))
  const to = micros(last + interval)
  return { from: micros(first), to, gaps, longestGap, missing, duplicates, unsorted, offGrid }
}

const noTimes = { gaps: 0, longestGap: 0, missing: 0, duplicates: 0, offGrid: 0 }

function maybeMicros(ts: number | undefined): Micros | undefined {
  return ts === undefined ? undefined : micros(ts)
}

function checkValues(
  bars: RawBars,
): Pick<MarketCheck, 'violations' | 'nonPositive' | 'zeroVolume'> {
  let violations = 0
  let nonPositive = 0
  let zeroVolume = 0
  for (let row = 0; row < bars.length; row += 1) {
    const open = bars.open[row] as number
    const high = bars.high[row] as number
    const low = bars.low[row] as number
    const close = bars.close[row] as number
    const volume = bars.volume[row] as number
    if (high < Math.max(open, close) || low > Math.min(open, close)) violations += 1
    if (Math.min(open, high, low, close) <= 0 || volume < 0) nonPositive += 1
    if (volume === 0) zeroVolume += 1
  }
  return { violations, nonPositive, zeroVolume }
}

function checkMoves(bars: RawBars): Pick<MarketCheck, 'jumps' | 'stuck' | 'largestReturn'> {
  const detector = new JumpDetector()
  let jumps = 0
  let stuck = 0
  let run = 0
  let largestReturn = 0
  for (let row = 1; row < bars.length; row += 1) {
    const before = bars.close[row - 1] as number
    const close = bars.close[row] as number
    run = close === before && bars.high[row] === bars.low[row] ? run + 1 : 0
    if (run === stuckMin) stuck += stuckMin
    else if (run > stuckMin) stuck += 1
    if (!(before > 0 && close > 0)) continue
    const logReturn = Math.log(close / before)
    if (detector.push(logReturn)) jumps += 1
    largestReturn = Math.max(largestReturn, Math.abs(logReturn))
  }
  return { jumps, stuck, largestReturn }
}

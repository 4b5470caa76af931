import type { BarArrays } from '../../features/index.ts'

/** Below it a market that stands still would be divided by. */
const leastMove = 1e-9

/** A window, and what several parts of an embedding are made from: computed once. */
export type WindowFacts = {
  readonly bars: BarArrays
  /** Log returns from close to close, and what highs and lows tell of the spread. */
  readonly moves: Float64Array
  readonly spreads: Float64Array
  /** Logs of high over low. */
  readonly ranges: Float64Array
}

export function factsOf(bars: BarArrays): WindowFacts {
  const { high, low } = bars
  const ranges = new Float64Array(high.length)
  for (let i = 0; i < ranges.length; i += 1)
    ranges[i] = Math.log((high[i] as number) / (low[i] as number))
  return { bars, moves: movesOf(bars), spreads: spreadsOf(bars, ranges), ranges }
}

/** Moves of a window: log returns from close to close, oldest first; one fewer than bars. */
function movesOf({ close }: BarArrays): Float64Array {
  const moves = new Float64Array(Math.max(0, close.length - 1))
  for (let i = 0; i < moves.length; i += 1)
    moves[i] = Math.log((close[i + 1] as number) / (close[i] as number))
  return moves
}

/** Root mean square of the newest `count` moves, or of all there are. Never 0. */
export function usualMove(moves: Float64Array, count: number): number {
  const from = Math.max(0, moves.length - count)
  let sum = 0
  for (let i = from; i < moves.length; i += 1) sum += (moves[i] as number) * (moves[i] as number)
  return Math.max(leastMove, Math.sqrt(sum / Math.max(1, moves.length - from)))
}

/** Sum of the newest `count` moves; NaN where there are not so many. */
export function moveOver(moves: Float64Array, count: number): number {
  if (moves.length < count) return Number.NaN
  let sum = 0
  for (let i = moves.length - count; i < moves.length; i += 1) sum += moves[i] as number
  return sum
}

/** Mean of the newest `count` values, or of all there are; NaN of none. */
export function meanOver(values: Float64Array, count: number): number {
  const from = Math.max(0, values.length - count)
  let sum = 0
  for (let i = from; i < values.length; i += 1) sum += values[i] as number
  return sum / (values.length - from)
}

/**
 * Half the effective spread that highs and lows of two bars tell, as a share of the price; 0 where
 * they tell none. Oldest first, one fewer than bars.
 *
 * @see Corwin and Schultz 2012, Journal of Finance 67(2), 719-760.
 */
function spreadsOf({ high, low }: BarArrays, ranges: Float64Array): Float64Array {
  const spreads = new Float64Array(Math.max(0, high.length - 1))
  const k = 3 - 2 * Math.SQRT2
  for (let i = 0; i < spreads.length; i += 1) {
    const [one, two] = [ranges[i] as number, ranges[i + 1] as number]
    const top = Math.max(high[i] as number, high[i + 1] as number)
    const both = Math.log(top / Math.min(low[i] as number, low[i + 1] as number))
    const beta = one * one + two * two
    const alpha = (Math.sqrt(2 * beta) - Math.sqrt(beta)) / k - Math.sqrt((both * both) / k)
    const grown = Math.exp(Math.max(0, Math.min(alpha, 1)))
    spreads[i] = (grown - 1) / (1 + grown)
  }
  return spreads
}

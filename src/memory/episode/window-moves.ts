import type { BarArrays } from '../../features/index.ts'

/** Below it a market that stands still would be divided by. */
const leastMove = 1e-9

/** Moves of a window: log returns from close to close, oldest first; one fewer than bars. */
export function movesOf({ close }: BarArrays): Float64Array {
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
export function spreadsOf({ high, low }: BarArrays): Float64Array {
  const spreads = new Float64Array(Math.max(0, high.length - 1))
  const k = 3 - 2 * Math.SQRT2
  for (let i = 0; i < spreads.length; i += 1) {
    const [h0, h1, l0, l1] = [high[i], high[i + 1], low[i], low[i + 1]].map(Number)
    const one = Math.log(Number(h0) / Number(l0))
    const two = Math.log(Number(h1) / Number(l1))
    const both = Math.log(Math.max(Number(h0), Number(h1)) / Math.min(Number(l0), Number(l1)))
    const beta = one * one + two * two
    const alpha = (Math.sqrt(2 * beta) - Math.sqrt(beta)) / k - Math.sqrt((both * both) / k)
    const grown = Math.exp(Math.max(0, Math.min(alpha, 1)))
    spreads[i] = (grown - 1) / (1 + grown)
  }
  return spreads
}

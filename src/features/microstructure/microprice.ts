import {
  requirePositive,
  requireSameLength,
  requireSeries,
  requireWhole,
} from '../../quant/index.ts'
import type { BookTop } from './book-levels.ts'

/** Best bids and asks one after another, by column. */
export type BookTops = {
  readonly bid: Float64Array
  readonly bidSize: Float64Array
  readonly ask: Float64Array
  readonly askSize: Float64Array
}

/** How books are sorted into states to fit a microprice. */
export type MicropriceOptions = {
  /** Unit: that of the prices. Positive. */
  readonly tickSize: number
  /** Equal parts of bidSize / (bidSize + askSize), from 0 to 1. Whole, >= 2; 10 when left out. */
  readonly imbalanceBuckets?: number
  /** Widest spread with a state of its own. Ticks, whole, >= 1; 3 when left out. */
  readonly spreadMaxTicks?: number
  /** Moves of the middle looked ahead. Whole, >= 1; 6 when left out, as in the paper's code. */
  readonly moves?: number
}

/** Where the middle goes from, by spread and imbalance, as it went in the data it was fitted to. */
export type MicropriceTable = {
  readonly tickSize: number
  readonly imbalanceBuckets: number
  readonly spreadMaxTicks: number
  /**
   * Expected change of the middle, by (spread in ticks - 1) * imbalanceBuckets + bucket; NaN where
   * the state was never seen. Unit: that of the prices.
   */
  readonly adjustments: Float64Array
}

/**
 * Fits Stoikov's microprice: the middle that is to be expected after its next moves, as a Markov
 * chain of spread and imbalance has them. Every pair of neighbours counts twice, as it was and
 * mirrored, so that the table is odd in the imbalance. Pairs whose spread is wider than the table
 * before or after are left out.
 *
 * @returns `undefined` when no pair is left, or the middle never moves.
 * @throws ArgumentError on columns of different length, or with a value that is not finite.
 * @see Stoikov, "The micro-price: a high-frequency estimator of future prices", 2018. Golden
 *   numbers: numpy's inverse of the same matrices.
 */
export function fitMicroprice(
  tops: BookTops,
  options: MicropriceOptions,
): MicropriceTable | undefined {
  const { tickSize, imbalanceBuckets = 10, spreadMaxTicks = 3, moves = 6 } = options
  requirePositive('tickSize', tickSize)
  requireWhole('imbalanceBuckets', imbalanceBuckets, 2)
  requireWhole('spreadMaxTicks', spreadMaxTicks, 1)
  requireWhole('moves', moves, 1)
  requireSeries('bid', tops.bid, 2)
  for (const name of ['bidSize', 'ask', 'askSize'] as const) {
    requireSeries(name, tops[name], 2)
    requireSameLength('bid', tops.bid, name, tops[name])
  }
  const grid = { tickSize, imbalanceBuckets, spreadMaxTicks }
  const chain = countSteps(tops, grid)
  if (chain.moved === 0) return undefined
  const adjustments = expectedMoves(chain, moves)
  for (let state = 0; state < adjustments.length; state += 1)
    if (chain.seen[state] === 0) adjustments[state] = Number.NaN
  return { ...grid, adjustments }
}

/**
 * Stoikov's microprice of a book.
 *
 * @returns In the unit of the prices; `undefined` unless somebody is on both sides, where the
 *   spread is wider than the table, and where it was fitted to no such book.
 */
export function microprice(table: MicropriceTable, top: BookTop): number | undefined {
  const state = stateOf(table, top.bid, top.bidSize, top.ask, top.askSize)
  const change = state < 0 ? Number.NaN : (table.adjustments[state] as number)
  return Number.isNaN(change) ? undefined : (top.bid + top.ask) / 2 + change
}

type Grid = Omit<MicropriceTable, 'adjustments'>

/** @returns -1 for a book that has no state. */
function stateOf(
  { tickSize, imbalanceBuckets, spreadMaxTicks }: Grid,
  bid: number,
  bidSize: number,
  ask: number,
  askSize: number,
): number {
  const spread = Math.round((ask - bid) / tickSize)
  if (!(bidSize > 0 && askSize > 0 && spread >= 1 && spread <= spreadMaxTicks)) return -1
  const share = bidSize / (bidSize + askSize)
  const bucket = Math.min(imbalanceBuckets - 1, Math.floor(share * imbalanceBuckets))
  return (spread - 1) * imbalanceBuckets + bucket
}

/** The chain's steps, counted, and then as shares of those that leave a state. */
type Chain = {
  readonly states: number
  readonly seen: Float64Array
  readonly moved: number
  /** Row-major: steps during which the middle stayed, and during which it moved. */
  readonly stay: Float64Array
  readonly move: Float64Array
  /** Mean move of the middle out of a state, steps without one included. */
  readonly drift: Float64Array
}

function countSteps({ bid, bidSize, ask, askSize }: BookTops, grid: Grid): Chain {
  const states = grid.imbalanceBuckets * grid.spreadMaxTicks
  const chain = {
    states,
    seen: new Float64Array(states),
    moved: 0,
    stay: new Float64Array(states * states),
    move: new Float64Array(states * states),
    drift: new Float64Array(states),
  }
  const stateAt = (row: number): number =>
    stateOf(
      grid,
      bid[row] as number,
      bidSize[row] as number,
      ask[row] as number,
      askSize[row] as number,
    )
  let to = stateAt(0)
  for (let row = 0; row + 1 < bid.length; row += 1) {
    const from = to
    to = stateAt(row + 1)
    if (from < 0 || to < 0) continue
    const twice = (bid[row + 1] as number) + (ask[row + 1] as number)
    const change = (twice - (bid[row] as number) - (ask[row] as number)) / 2
    const hasMoved = Math.abs(change) > grid.tickSize / 4
    if (hasMoved) chain.moved += 1
    countStep(chain, from, to, hasMoved ? change : 0)
    countStep(chain, mirrored(grid, from), mirrored(grid, to), hasMoved ? -change : 0)
  }
  shareOut(chain)
  return chain
}

/** The state with bid and ask exchanged. */
function mirrored({ imbalanceBuckets }: Grid, state: number): number {
  const bucket = state % imbalanceBuckets
  return state - bucket + (imbalanceBuckets - 1 - bucket)
}

/** @param change - Of the middle; 0 where it stayed. */
function countStep(chain: Chain, from: number, to: number, change: number): void {
  const into = change === 0 ? chain.stay : chain.move
  const cell = from * chain.states + to
  into[cell] = (into[cell] as number) + 1
  chain.seen[from] = (chain.seen[from] as number) + 1
  chain.drift[from] = (chain.drift[from] as number) + change
}

function shareOut({ states, seen, stay, move, drift }: Chain): void {
  for (let from = 0; from < states; from += 1) {
    const all = Math.max(1, seen[from] as number)
    drift[from] = (drift[from] as number) / all
    for (let cell = from * states; cell < (from + 1) * states; cell += 1) {
      stay[cell] = (stay[cell] as number) / all
      move[cell] = (move[cell] as number) / all
    }
  }
}

/** What the middle is expected to do at its first move, and at all the following ones, added up. */
function expectedMoves(chain: Chain, moves: number): Float64Array {
  const { states, move } = chain
  let next = untilMoved(chain, chain.drift)
  const total = Float64Array.from(next)
  const after = new Float64Array(states)
  for (let n = 1; n < moves; n += 1) {
    for (let from = 0; from < states; from += 1) {
      let sum = 0
      for (let to = 0; to < states; to += 1)
        sum += (move[from * states + to] as number) * (next[to] as number)
      after[from] = sum
    }
    next = untilMoved(chain, after)
    for (let state = 0; state < states; state += 1)
      total[state] = (total[state] as number) + (next[state] as number)
  }
  return total
}

const sweepsMax = 100_000

/**
 * Solves x = at + stay x by Gauss-Seidel from 0. A set of states the data never moves out of has no
 * inverse; there this finds 0, which is what nothing seen amounts to.
 */
function untilMoved({ states, stay }: Chain, at: Float64Array): Float64Array {
  const x = new Float64Array(states)
  for (let sweep = 0; sweep < sweepsMax; sweep += 1) {
    let change = 0
    let size = 0
    for (let from = 0; from < states; from += 1) {
      const row = from * states
      const self = stay[row + from] as number
      if (self >= 1) continue
      let sum = at[from] as number
      for (let to = 0; to < states; to += 1)
        if (to !== from) sum += (stay[row + to] as number) * (x[to] as number)
      const value = sum / (1 - self)
      change = Math.max(change, Math.abs(value - (x[from] as number)))
      size = Math.max(size, Math.abs(value))
      x[from] = value
    }
    if (change <= size * 1e-15) break
  }
  return x
}

import { Random, shuffle } from '../../base/index.ts'
import { type CheckRow, notRun } from '../check-row.ts'
import { type HeldReturns, heldReturns } from './held-returns.ts'
import type { NullStage } from './null-stage.ts'
import { rankRow } from './rank-row.ts'
import { sharpeOfBars } from './sharpe-of.ts'

const name = 'block-shuffled returns'
/** Blocks are no shorter, and there are no fewer. */
const blockBarsMin = 5
const blocksMin = 20

/**
 * What the run held, over the moves of the market dealt out anew in blocks. A block is as long as a
 * position was held on average, so the moves keep what they know of one another within it, such as
 * volatility that clusters, and what was held keeps all of its own order; only the one no longer
 * fits the other. Bars rebuilt from blocks would keep any edge shorter than a block, and a strategy
 * run on them would find it again. Before costs, on both sides.
 */
export function blockShuffled({ run, market, seed, draws }: NullStage): CheckRow {
  const held = heldReturns(run, market)
  const blockBars = blockBarsOf(run)
  const rows = Math.max(...held.map(({ moves }) => moves.length))
  if (rows < blocksMin * blockBars) {
    const why = `${rows} bars are fewer than ${blocksMin} blocks of ${blockBars}, a mean position.`
    return notRun(name, why)
  }
  const gather = (order: (moves: Float64Array) => Float64Array): number | undefined =>
    sharpeOfBars(productsOf(held, order), run.intervalUs)
  const own = gather((moves) => moves)
  if (own === undefined) return notRun(name, 'What was held never moved.')
  const nulls = Array.from({ length: draws }, (_, draw) => {
    const random = Random.stream(seed, `nulls/block-shuffled/${draw}`)
    return gather((moves) => blocksDealt(moves, blockBars, random))
  })
  const row = rankRow(name, own, nulls, `orders of blocks of ${blockBars} bars`)
  return { ...row, figures: { ...row.figures, blockBars } }
}

/** Bars of a mean position, rounded. */
function blockBarsOf({ trades, intervalUs }: NullStage['run']): number {
  const us = trades.reduce((sum, trade) => sum + (trade.tsExit - trade.tsEntry), 0)
  const mean = trades.length === 0 ? 0 : us / trades.length / intervalUs
  return Math.max(blockBarsMin, Math.round(mean))
}

/** Returns of all bars of all instruments, one after the other. */
function productsOf(
  held: readonly HeldReturns[],
  order: (moves: Float64Array) => Float64Array,
): Float64Array {
  const products = new Float64Array(held.reduce((sum, { moves }) => sum + moves.length, 0))
  let at = 0
  for (const { held: shares, moves } of held) {
    const dealt = order(moves)
    for (let row = 0; row < shares.length; row += 1) {
      products[at] = (shares[row] as number) * (dealt[row] as number)
      at += 1
    }
  }
  return products
}

/** The same values with blocks of `length` in random order; the last block may be shorter. */
function blocksDealt(values: Float64Array, length: number, random: Random): Float64Array {
  const starts = Array.from({ length: Math.ceil(values.length / length) }, (_, i) => i * length)
  shuffle(starts, random)
  const dealt = new Float64Array(values.length)
  let at = 0
  for (const start of starts) {
    const block = values.subarray(start, start + length)
    dealt.set(block, at)
    at += block.length
  }
  return dealt
}

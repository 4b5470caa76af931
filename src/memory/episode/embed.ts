import type { BarColumns } from '../../domain/index.ts'
import { windowAt } from './bar-window.ts'
import { type BlockName, dimensions, embeddingBlocks } from './embedding-layout.ts'
import { indicatorBlock } from './indicator-block.ts'
import {
  calendarBlock,
  microstructureBlock,
  movesBlock,
  pathBlock,
  regimeBlock,
  volatilityBlock,
} from './market-blocks.ts'
import { type MarketRegime, regimeOf } from './market-regime.ts'
import { opinionBlock, type Stance } from './opinion-block.ts'
import { factsOf } from './window-moves.ts'

/** A moment of one instrument, as numbers. */
export type Moment = {
  /** Of length at most 1. */
  readonly vector: Float32Array
  readonly regime: MarketRegime
}

/**
 * The moment at the close of row `row`, as `dimensions` numbers in the blocks of
 * `embeddingBlocks`. It depends on the newest 257 bars up to that row, on its time and on what was
 * said, and on nothing else: no state, no chance, no later bar. Every block is cut to its share of
 * the length, so none drowns the others; what bars do not tell yet is 0.
 *
 * @param stances - What agents said, in any order.
 */
export function embed(columns: BarColumns, row: number, stances: readonly Stance[]): Moment {
  const window = windowAt(columns, row)
  const ts = columns.ts[row] ?? 0
  const facts = factsOf(window)
  const regime = regimeOf(facts, ts)
  const isEmpty = window.close.length === 0
  const raw: Readonly<Record<BlockName, readonly number[]>> = {
    path: isEmpty ? [] : pathBlock(facts),
    moves: isEmpty ? [] : movesBlock(facts),
    volatility: isEmpty ? [] : volatilityBlock(facts),
    indicators: isEmpty ? [] : indicatorBlock(facts),
    regime: regimeBlock(regime),
    opinions: opinionBlock(stances),
    microstructure: isEmpty ? [] : microstructureBlock(facts),
    calendar: calendarBlock(ts),
  }
  return { vector: put(raw), regime }
}

/** What a regime and a calendar come to before they are cut: the roots of 4 and of 5. */
const fullLength: Readonly<Partial<Record<BlockName, number>>> = {
  regime: 2,
  calendar: Math.sqrt(5),
  opinions: 1,
}

/** Each block at its place, cut to its share; what overflows a double tells nothing, and is 0. */
function put(raw: Readonly<Record<BlockName, readonly number[]>>): Float32Array {
  const vector = new Float32Array(dimensions)
  for (const { name, from, used, share } of embeddingBlocks) {
    const values = raw[name]
    const most = fullLength[name] ?? Math.sqrt(used)
    const scale = Math.sqrt(share) / most
    values.forEach((value, i) => {
      vector[from + i] = Number.isFinite(value) ? value * scale : 0
    })
  }
  return vector
}

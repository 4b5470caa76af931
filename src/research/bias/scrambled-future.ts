import { type Random, shuffle } from '../../base/index.ts'
import { BarColumns } from '../../domain/index.ts'
import { pushWhole, rebuildBars } from '../nulls/rebuild-bars.ts'
import { shuffledRows } from '../nulls/shuffled-market.ts'
import type { BiasStage } from './bias-stage.ts'

/** What becomes of the bars: every move the other way, or all of them in another order. */
export type Scrambling = 'mirrored' | 'shuffled'

const columnNames = ['open', 'high', 'low', 'close', 'volume'] as const

/** Bars, and what is known beside them, by instrument. */
export type Scrambled = Pick<BiasStage, 'market' | 'outside'>

/**
 * Does `work` while every bar that closes after `until` is another one, and every value beside it,
 * and puts them back. The arrays themselves are written over: whoever kept a way to them from
 * somewhere else looks at what is scrambled as well.
 *
 * @param until - Microseconds.
 * @returns What `work` returned.
 */
export function withScrambledFuture<T>(
  { market, outside = [] }: Scrambled,
  until: number,
  how: Scrambling,
  random: Random,
  work: () => T,
): T {
  const undo = market.map(({ bars }) => scramble(bars, bars.rowAt(until + 1), how, random))
  for (const [i, columns] of outside.entries()) {
    const from = market[i]?.bars.rowAt(until + 1) ?? 0
    for (const column of Object.values(columns)) undo.push(dealAnew(column, from, how, random))
  }
  try {
    return work()
  } finally {
    for (const restore of undo) restore()
  }
}

/** @param from - The first row that is scrambled. */
function scramble(bars: BarColumns, from: number, how: Scrambling, random: Random): () => void {
  const kept = columnNames.map((name) => bars[name].slice(from, bars.length))
  // The bar before them is what their moves begin from.
  const known = Math.max(0, from - 1)
  const tail = bars.slice(known, bars.length)
  const other =
    how === 'shuffled' ? rebuildBars(tail, shuffledRows(tail.length, random)) : mirrored(tail)
  for (const name of columnNames)
    bars[name].set(other[name].subarray(from - known, other.length), from)
  return () => {
    for (const [i, name] of columnNames.entries()) bars[name].set(kept[i] as Float64Array, from)
  }
}

/** The same values in another order, or in that of their end. @param from - The first moved. */
function dealAnew(column: Float64Array, from: number, how: Scrambling, random: Random): () => void {
  const kept = column.slice(from)
  const moved = column.subarray(from)
  if (how === 'shuffled') shuffle(moved, random)
  else moved.reverse()
  return () => column.set(kept, from)
}

/** A wick down to nothing, turned round, would be a price beyond all books. */
const moveMax = 100

/** Row 0, then every bar with its moves turned round and the volume of another. */
function mirrored(bars: BarColumns): BarColumns {
  const other = new BarColumns(bars.length)
  const { ts, open, high, low, close, volume } = bars
  const at = (column: Float64Array, row: number): number => column[row] as number
  let last = 0
  for (let row = 0; row < bars.length; row += 1) {
    const before = row === 0 ? at(open, 0) : at(close, row - 1)
    if (row === 0) last = before
    const turned = (to: number): number => last * Math.min(moveMax, before / to)
    const prices = [open, low, high, close].map((column) => turned(at(column, row)))
    const source = row === 0 ? 0 : bars.length - row
    pushWhole(other, at(ts, row), prices as [number, number, number, number], at(volume, source))
    last = prices[3] as number
  }
  return other
}

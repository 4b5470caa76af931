import { type Agent, agentByName, type Crossing } from '../src/agents/index.ts'
import { defined } from '../src/base/index.ts'
import { BarColumns } from '../src/domain/index.ts'
import type { LoadedBars } from '../src/market/index.ts'
import { type ScreenTerms, screenLimits } from '../src/research/index.ts'
import { defaultCosts } from '../src/venue/index.ts'
import { millionBars } from './bench-market.ts'
import type { BenchSize } from './bench-row.ts'

const columnNames = ['ts', 'open', 'high', 'low', 'close', 'volume'] as const

/** Bars in columns that every thread can read. */
export type SharedBars = Omit<LoadedBars, 'bars'> & {
  readonly columns: Readonly<Record<(typeof columnNames)[number], Float64Array>>
}

/** A sweep over two averages of the close: every fast one with every slow one. */
export type SweepGrid = {
  readonly shared: SharedBars
  /** Periods, in bars. Variants are in their order, the fast one outside. */
  readonly fast: readonly number[]
  readonly slow: readonly number[]
  readonly note: string
}

/** What every variant starts with and pays, in the screen and in the engine alike. */
export const sweepTerms: ScreenTerms = {
  costs: defaultCosts,
  cash: 10_000_000_000_000,
  costBuffer: screenLimits.costBuffer,
}

/** 100 fast averages by 100 slow ones over 100,000 one-minute bars, or a little of it. */
export async function sweepGrid(size: BenchSize): Promise<SweepGrid> {
  const { market, note } = await millionBars(size)
  const { bars, ...of } = defined(market[0], 'the market')
  const isFull = size === 'full'
  const rows = isFull ? 100_000 : 4_000
  const count = isFull ? 100 : 5
  return {
    shared: { ...of, columns: sharedColumns(bars, rows) },
    fast: Array.from({ length: count }, (_, i) => 5 + i),
    slow: Array.from({ length: count }, (_, i) => 110 + 10 * i),
    note: `${count * count} variants, ${rows} bars, the first of ${note}`,
  }
}

/** The bars of a grid, over the same memory. */
export function gridBars({ shared: { columns, ...of } }: SweepGrid): LoadedBars {
  return { ...of, bars: BarColumns.over(columns) }
}

export function variantCount({ fast, slow }: SweepGrid): number {
  return fast.length * slow.length
}

/** Variants of a grid spread evenly over all of it. */
export function spreadVariants(grid: SweepGrid, count: number): readonly number[] {
  const total = variantCount(grid)
  const some = Math.min(count, total)
  return Array.from({ length: some }, (_, i) => Math.floor(((i + 0.5) * total) / some))
}

/** The agent of variant `n`. */
export function variantAgent({ fast, slow }: SweepGrid, n: number): Agent {
  const parameters = {
    minutes: 1,
    fast: fast[Math.floor(n / slow.length)] as number,
    slow: slow[n % slow.length] as number,
  }
  const seated = defined(agentByName('cross'), 'cross').seat(parameters)
  if (!seated.ok) throw new Error(seated.error)
  return seated.value
}

export function variantCrossing(grid: SweepGrid, n: number): Crossing {
  return defined(variantAgent(grid, n).crossing, 'its crossing')
}

function sharedColumns(bars: BarColumns, rows: number): SharedBars['columns'] {
  const columns = columnNames.map((name) => {
    const column = new Float64Array(new SharedArrayBuffer(8 * rows))
    column.set(bars[name].subarray(0, rows))
    return [name, column]
  })
  return Object.fromEntries(columns) as SharedBars['columns']
}

import type { ParameterValue } from '../../agents/index.ts'
import { BarColumns, type Instrument, type Micros } from '../../domain/index.ts'
import type { BacktestSetup } from '../../engine/index.ts'
import type { OutsideColumns } from '../../features/index.ts'
import type { LoadedBars } from '../../market/index.ts'
import type { Objective, Summary } from '../../research/index.ts'

/** Bars that are run from flat on their own; a plain sweep has one stretch, all of its data. */
export type Stretch = {
  readonly market: readonly LoadedBars[]
  /** What is known beside the bars of each instrument, row by row; none where nobody looks. */
  readonly outside?: readonly OutsideColumns[] | undefined
  /** Bars that close at or before it only warm up; 0 for none. */
  readonly warmUntil: Micros
}

/**
 * What a trial over several stretches is judged by: the figure of all returns, one stretch after
 * another (`joined`), or the mean of the figures of each (`mean`).
 */
export type Scoring = 'joined' | 'mean'

/** Bars that several threads read at once. */
type SharedBars = Omit<LoadedBars, 'bars'> & {
  readonly instrument: Instrument
  readonly columns: Readonly<Record<Column, Float64Array>>
}

type SharedStretch = Pick<Stretch, 'warmUntil' | 'outside'> & {
  readonly market: readonly SharedBars[]
}

const columnNames = ['ts', 'open', 'high', 'low', 'close', 'volume'] as const
type Column = (typeof columnNames)[number]

/** All that a worker is told once. */
export type SweepPlan = {
  /** A name, or a file of somebody's own. */
  readonly agent: string
  /** Parameters that do not vary. */
  readonly base: Readonly<Record<string, unknown>>
  readonly setup: Omit<BacktestSetup, 'agents'>
  readonly stretches: readonly SharedStretch[]
  readonly scoring: Scoring
  readonly objective: Objective
}

/** One configuration to run. */
export type SweepJob = {
  readonly n: number
  readonly parameters: Readonly<Record<string, ParameterValue>>
  /** What it must not be worse than after each stage, less being better; empty for no pruning. */
  readonly bounds: readonly number[]
  /** Whether its returns are asked for: of many thousands not everybody's are. */
  readonly keepsReturns: boolean
}

/** What came of it. */
export type SweepAnswer = {
  readonly n: number
  readonly hash: string | null
  /** What the sweep looks for the best of; `null` where it is not defined. */
  readonly figure: number | null
  readonly summary: Summary | null
  /** The figure of each stretch; empty of one alone. */
  readonly folds: readonly (number | null)[]
  readonly stages: readonly (number | null)[]
  readonly prunedAt: number | null
  readonly error: string | null
  /** Per sample, for the trial ledger; `null` where it is not defined. */
  readonly sharpe: number | null
  readonly samples: number
  /** Of its returns, for the trial ledger. */
  readonly fingerprint: string | null
  /** Over equal stretches of its time; `null` where they are not asked for, or not defined. */
  readonly returns: readonly number[] | null
}

/** The bars of stretches, and what is beside them, copied to where every thread can read them. */
export function sharedStretches(stretches: readonly Stretch[]): readonly SharedStretch[] {
  return stretches.map(({ market, outside, warmUntil }) => ({
    warmUntil,
    market: market.map(shared),
    ...(outside === undefined ? {} : { outside: outside.map(sharedColumns) }),
  }))
}

function sharedColumns(columns: OutsideColumns): OutsideColumns {
  const names = Object.entries(columns)
  return Object.fromEntries(names.map(([name, column]) => [name, sharedColumn(column)]))
}

function sharedColumn(values: Float64Array): Float64Array {
  const column = new Float64Array(new SharedArrayBuffer(8 * values.length))
  column.set(values)
  return column
}

function shared({ bars, ...rest }: LoadedBars): SharedBars {
  const columns = columnNames.map((name) => [
    name,
    sharedColumn(bars[name].subarray(0, bars.length)),
  ])
  return { ...rest, columns: Object.fromEntries(columns) as Record<Column, Float64Array> }
}

/** The same in a thread, over the same memory. */
export function stretchesOver(stretches: readonly SharedStretch[]): readonly Stretch[] {
  return stretches.map(({ market, ...of }) => ({
    ...of,
    market: market.map(({ columns, ...rest }) => ({ ...rest, bars: BarColumns.over(columns) })),
  }))
}

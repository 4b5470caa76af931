import type { ParameterValue } from '../../agents/index.ts'
import { BarColumns, type Instrument } from '../../domain/index.ts'
import type { BacktestSetup } from '../../engine/index.ts'
import type { LoadedBars } from '../../market/index.ts'
import type { Objective, Summary } from '../../research/index.ts'

/** Bars that several threads read at once. */
type SharedBars = Omit<LoadedBars, 'bars'> & {
  readonly instrument: Instrument
  readonly columns: Readonly<Record<Column, Float64Array>>
}

const columnNames = ['ts', 'open', 'high', 'low', 'close', 'volume'] as const
type Column = (typeof columnNames)[number]

/** All that a thread is told once. */
export type SweepPlan = {
  /** A name, or a file of somebody's own. */
  readonly agent: string
  /** Parameters that do not vary. */
  readonly base: Readonly<Record<string, unknown>>
  readonly setup: Omit<BacktestSetup, 'agents'>
  readonly market: readonly SharedBars[]
  readonly objective: Objective
}

/** One configuration to run. */
export type SweepJob = {
  readonly n: number
  readonly parameters: Readonly<Record<string, ParameterValue>>
  /** What it must not be worse than after each stage, less being better; empty for no pruning. */
  readonly bounds: readonly number[]
}

/** What came of it. */
export type SweepAnswer = {
  readonly n: number
  readonly hash: string | null
  readonly summary: Summary | null
  readonly stages: readonly (number | null)[]
  readonly prunedAt: number | null
  readonly error: string | null
  /** Per sample, for the trial ledger; `null` where it is not defined. */
  readonly sharpe: number | null
  readonly samples: number
}

/** Runs jobs, side by side or elsewhere. What comes of a job depends on the job alone. */
export interface SweepRunner {
  /** @param onAnswer - Told as they come in, in any order. Resolves when all have. */
  run(jobs: readonly SweepJob[], onAnswer: (answer: SweepAnswer) => void): Promise<void>
  close(): Promise<void>
}

/** The bars of a market, copied to where every thread can read them. */
export function sharedMarket(market: readonly LoadedBars[]): readonly SharedBars[] {
  return market.map(({ bars, ...rest }) => ({
    ...rest,
    columns: Object.fromEntries(
      columnNames.map((name) => {
        const shared = new Float64Array(new SharedArrayBuffer(8 * bars.length))
        shared.set(bars[name].subarray(0, bars.length))
        return [name, shared]
      }),
    ) as Record<Column, Float64Array>,
  }))
}

/** The same in a thread, over the same memory. */
export function marketOver(shared: readonly SharedBars[]): readonly LoadedBars[] {
  return shared.map(({ columns, ...rest }) => ({ ...rest, bars: BarColumns.over(columns) }))
}

import type { BacktestSetup, NullChange, RunResult } from '../../engine/index.ts'
import type { OutsideColumns } from '../../features/index.ts'
import type { LoadedBars } from '../../market/index.ts'

/** A strategy on a market, and how it is run again: research runs nothing by itself. */
export type BiasStage = {
  readonly setup: BacktestSetup
  readonly market: readonly LoadedBars[]
  /** What agents look at besides bars, by instrument. */
  readonly outside?: readonly OutsideColumns[] | undefined
  /** Seed of the times that are looked at. */
  readonly seed: number
  /** The recorded trial, heard otherwise. */
  readonly runNull: (change: NullChange) => RunResult
}

/** Fewer bars than this say nothing. */
export const biasBarsMin = 100

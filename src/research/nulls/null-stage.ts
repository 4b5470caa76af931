import type { BacktestSetup, NullChange, RunResult } from '../../engine/index.ts'
import type { LoadedBars } from '../../market/index.ts'
import type { RandomRates } from '../random-control.ts'

/** A run that is to be tested, and how its nulls are run: research runs nothing by itself. */
export type NullStage = {
  /** What was recorded and ran. */
  readonly run: RunResult
  readonly setup: BacktestSetup
  readonly market: readonly LoadedBars[]
  /** Seed of everything the nulls draw. */
  readonly seed: number
  /** How many nulls make a distribution. Whole, 1 or more; below 19 none can be passed. */
  readonly draws: number
  /** The same strategy on another market, or heard otherwise. Keeps no reference to the result. */
  readonly runNull: (change: NullChange) => RunResult
  /** The random control at these rates. @param draw - From 0; another draw, another trader. */
  readonly runRandom: (rates: RandomRates, draw: number) => RunResult
}

import {
  backtestNull,
  type BacktestSetup,
  curveRoom,
  type NullChange,
  type RecordedTrial,
} from '../engine/index.ts'
import type { OutsideColumns } from '../features/index.ts'
import type { LoadedBars } from '../market/index.ts'
import { biasTests, type CheckRow } from '../research/index.ts'

export type BiasOptions = {
  readonly setup: BacktestSetup
  readonly market: readonly LoadedBars[]
  /** What agents look at besides bars, by instrument. */
  readonly outside?: readonly OutsideColumns[] | undefined
  /** The backtest of `setup` on these. */
  readonly recorded: RecordedTrial
  /** Told after every run. */
  readonly onRun?: (() => void) | undefined
}

/**
 * Looks for what a strategy cannot know and knows. Its runs are those of a trial that was counted,
 * on bars that differ after some time, and are not counted again.
 */
export function runBias(options: BiasOptions): readonly CheckRow[] {
  const { setup, market, outside, recorded, onRun } = options
  // Of each run only fills and opinions are looked at, so all write their curves to one place.
  const room = curveRoom(
    market.map(({ bars }) => bars),
    0,
  )
  const runNull = (change: NullChange): ReturnType<typeof backtestNull> => {
    const run = backtestNull(recorded, { ...change, room })
    onRun?.()
    return run
  }
  return biasTests({ setup, market, outside, seed: setup.seed, runNull })
}

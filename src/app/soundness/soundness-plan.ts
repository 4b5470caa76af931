import type { BacktestSetup } from '../../engine/index.ts'
import type { Endurance } from '../../research/index.ts'
import type { sharedStretches } from '../sweep/sweep-plan.ts'
import type { StrategyName } from './strategy-identity.ts'

/** What a thread is told: all of a backtest, to do again with an agent that it loads itself. */
export type SoundnessPlan = {
  readonly strategy: StrategyName
  readonly setup: Omit<BacktestSetup, 'agents'>
  readonly stretches: ReturnType<typeof sharedStretches>
  readonly deskFolder: string
}

/** What came of it. */
export type SoundnessAnswer = {
  /** Of the run. */
  readonly hash: string | undefined
  readonly endurance: Endurance | undefined
  /** Why either is missing, as a sentence. */
  readonly why: string | undefined
}

import type { Micros, Voice } from '../domain/index.ts'

/** Where a desk is within a bar; each lasts until the next begins. */
export type DeskStage = 'features' | 'guard' | 'opinions' | 'committee' | 'risk'

/** What agents came to at the close of a bar. */
export type Judged = {
  readonly ts: Micros
  readonly instrument: number
  /** Of the bar, ticks. */
  readonly close: number
  /** What was decided, -1 to 1; 0 where nothing was. */
  readonly exposure: number
  /** What is held of the instrument. */
  readonly lots: number
  readonly voices: readonly Voice[]
}

/**
 * Who looks into a desk as it works, to time it or to see what its agents say. Nothing it does
 * reaches the desk. There is none in a backtest, which then takes no time for it.
 */
export interface DeskProbe {
  onStage(stage: DeskStage, instrument: number): void
  onJudged(judged: Judged): void
}

import { UserError } from '../../base/index.ts'
import { backtest, type BacktestOptions, type Desk, type TrialLedger } from '../../engine/index.ts'
import { measure } from '../../research/index.ts'
import { outcomeOf } from '../trial-outcome.ts'
import { endOf, MemoryReader, type RunMemory } from './memory-reader.ts'

/**
 * What the desk in a folder remembers, from its journal in one pass. No agent is loaded or asked,
 * and a desk may be writing.
 *
 * @throws UserError `no-journal`, `journal-damaged`, `journal-newer`
 */
export function memoryOfDesk(folder: string): RunMemory {
  return new MemoryReader(folder).readOn()
}

/**
 * What a backtest remembers at its end. It is a trial like any other, and is counted; what it does
 * is to the byte what it does without anybody looking.
 */
export function memoryOfRun(options: BacktestOptions, trials: TrialLedger): RunMemory {
  const { recallWeight = 0 } = options.setup
  let ended: Desk | undefined
  const onEnd = (desk: Desk): void => {
    ended = desk
  }
  const viewsUs = options.setup.agents.map(({ horizonUs }) => horizonUs)
  const setup = { ...options.setup, recallWeight, viewsUs }
  const { run, trial } = backtest({ ...options, setup, onEnd }, trials)
  trials.settle(trial, outcomeOf(run, measure(run)))
  const memory = ended?.memory
  if (memory === undefined) throw new UserError('usage', 'The run ended before its first bar.')
  const columns = options.market.map(({ bars }) => bars)
  const { book, agreed } = memory
  return { instruments: run.instruments, columns, book, agreed, asOf: endOf(columns) }
}

import { UserError } from '../../base/index.ts'
import { BarColumns, type Instrument, type Micros } from '../../domain/index.ts'
import {
  backtest,
  type BacktestOptions,
  type Desk,
  DeskMemory,
  type TrialLedger,
} from '../../engine/index.ts'
import { readJournal, runNames } from '../../journal/index.ts'
import { nodeDisk } from '../../kernel/index.ts'
import type { EpisodeBook } from '../../memory/index.ts'
import { measure } from '../../research/index.ts'
import { deskPaths } from '../desk-folder.ts'
import { headerIn } from '../desk-header.ts'
import { noJournal } from '../desk-journal.ts'
import { outcomeOf } from '../trial-outcome.ts'

/** What a run remembers, and the bars it saw. */
export type RunMemory = {
  readonly instruments: readonly Instrument[]
  readonly columns: readonly BarColumns[]
  readonly book: EpisodeBook
  /** Just after the newest bar of any instrument; 0 before the first. */
  readonly asOf: Micros
}

/**
 * What the desk in a folder remembers, from its journal in one pass. No agent is loaded or asked,
 * and a desk may be writing.
 *
 * @throws UserError `no-journal`, `journal-damaged`, `journal-newer`
 */
export function memoryOfDesk(folder: string): RunMemory {
  const { journal } = deskPaths(folder)
  const header = headerIn(journal)
  if (header === undefined) throw noJournal(folder)
  const { instruments, costs } = header.setup
  const columns = instruments.map(() => new BarColumns(4_096))
  let memory: DeskMemory | undefined
  for (const { sequence, event } of readJournal(journal, nodeDisk)) {
    if (event.kind === 'run-started') {
      const agents = runNames(event.header).agents.map((id) => ({ id }))
      memory = new DeskMemory({ instruments, costs, agents }, 0)
      continue
    }
    if (event.kind === 'bar-closed') {
      const { ts, open, high, low, close, volume } = event
      columns[event.instrument]?.push(ts, open, high, low, close, volume)
    }
    memory?.onRecorded(sequence, event, columns)
  }
  if (memory === undefined) throw noJournal(folder)
  return { instruments, columns, book: memory.book, asOf: endOf(columns) }
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
  const setup = { ...options.setup, recallWeight }
  const { run, trial } = backtest({ ...options, setup, onEnd }, trials)
  trials.settle(trial, outcomeOf(run, measure(run)))
  const book = ended?.memory?.book
  if (book === undefined) throw new UserError('usage', 'The run ended before its first bar.')
  const columns = options.market.map(({ bars }) => bars)
  return { instruments: run.instruments, columns, book, asOf: endOf(columns) }
}

function endOf(columns: readonly BarColumns[]): Micros {
  const last = columns.map((bars) => bars.ts[bars.length - 1] ?? 0)
  return (Math.max(0, ...last) + 1) as Micros
}

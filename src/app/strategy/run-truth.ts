import { BarColumns, hourUs, type Micros } from '../../domain/index.ts'
import type { JournalEntry } from '../../journal/index.ts'
import {
  type ClosedTrade,
  type Drought,
  droughtTerms,
  findDrought,
  type Truth,
  TruthBook,
} from '../../ledger/index.ts'
import { regimeAt, regimeText } from '../../memory/index.ts'
import type { RunEvents } from './run-events.ts'

/** What is true of a run, and what of it is needed to say more. */
export type RunTruth = {
  readonly truth: Truth
  readonly trades: readonly ClosedTrade[]
  readonly drought: Drought
  /** All bars of each instrument. */
  readonly columns: readonly BarColumns[]
}

/** What else is to be told of a run on the way. */
export type RunTruthOptions = {
  /** Which version of the strategy decides at a moment; the names of the agents when left out. */
  readonly versionAt?: ((ts: Micros) => string) | undefined
  /** As of when a drought is looked for; the newest bar when left out. */
  readonly now?: Micros | undefined
  /** Told of every event, and of the lots held after it, by instrument. */
  readonly onEntry?: ((entry: JournalEntry, lots: Float64Array) => void) | undefined
  readonly onTrade?: ((trade: ClosedTrade) => void) | undefined
}

/**
 * Folds the events of a run into what is true of it, in one pass.
 *
 * @throws UserError `journal-damaged`, `journal-newer`
 */
export function truthOfRun(run: RunEvents, options: RunTruthOptions = {}): RunTruth {
  const { instruments, intervalsUs, agents, setup } = run
  const columns = instruments.map(() => new BarColumns(4_096))
  const whole = agents.join(' + ')
  const book = new TruthBook(
    { instruments, intervalsUs, cash: setup.cash },
    {
      regime: (i, ts) => regimeThen(columns[i], ts),
      version: options.versionAt ?? (() => whole),
      onTrade: options.onTrade,
    },
  )
  for (const entry of run.events()) {
    const { event } = entry
    if (event.kind === 'bar-closed') {
      const { ts, open, high, low, close, volume } = event
      columns[event.instrument]?.push(ts, open, high, low, close, volume)
    }
    book.onEvent(event)
    options.onEntry?.(entry, book.ledger.positions.lots)
  }
  const truth = book.truth()
  const [intervalUs = hourUs] = intervalsUs
  const terms = { ...droughtTerms, intervalUs }
  const drought = findDrought(truth.scans, truth.signals, options.now ?? truth.asOf, terms)
  return { truth, trades: book.trades, drought, columns }
}

/** By bars that had closed at `ts`: one that closed later knows what became of an order of then. */
function regimeThen(columns: BarColumns | undefined, ts: Micros): string {
  const row = columns === undefined ? -1 : columns.rowAt(ts + 1) - 1
  return columns === undefined || row < 0 ? '' : regimeText(regimeAt(columns, row))
}

import { defined, UserError } from '../../base/index.ts'
import {
  type BarClosed,
  type BarColumns,
  type DeskEvent,
  type Instrument,
  type Micros,
  micros,
} from '../../domain/index.ts'
import {
  backtest,
  type BacktestOptions,
  type DeskSetup,
  type TrialLedger,
} from '../../engine/index.ts'
import { type JournalEntry, readJournal, runNames } from '../../journal/index.ts'
import { nodeDisk } from '../../kernel/index.ts'
import type { LoadedBars } from '../../market/index.ts'
import { measure } from '../../research/index.ts'
import { deskPaths } from '../desk-folder.ts'
import { headerIn } from '../desk-header.ts'
import { noJournal } from '../desk-journal.ts'
import { outcomeOf } from '../trial-outcome.ts'

/** A run as its events tell it, bars among them, whether a desk or a backtest made them. */
export type RunEvents = {
  readonly instruments: readonly Instrument[]
  /** Length of a bar of each. Unit: us. */
  readonly intervalsUs: readonly number[]
  /** Ids, by position. */
  readonly agents: readonly string[]
  readonly setup: Pick<DeskSetup, 'cash' | 'costs' | 'limits'>
  /** Oldest first. Each call reads them anew. */
  readonly events: () => Iterable<JournalEntry>
}

/**
 * The run of the desk in a folder, out of its journal. No agent is loaded or asked, and a desk may
 * be writing.
 *
 * @throws UserError `no-journal`; reading events: `journal-damaged`, `journal-newer`
 */
export function eventsOfDesk(folder: string): RunEvents {
  const { journal } = deskPaths(folder)
  const header = headerIn(journal)
  if (header === undefined) throw noJournal(folder)
  const { setup } = header
  return {
    instruments: setup.instruments,
    intervalsUs: setup.intervalsUs,
    agents: agentsIn(journal),
    setup,
    events: () => readJournal(journal, nodeDisk),
  }
}

/** A backtest made now. It is a trial like any other, and is counted. */
export function eventsOfRun(options: BacktestOptions, trials: TrialLedger): RunEvents {
  const { market, warmUntil = 0, setup } = options
  let made: readonly JournalEntry[] | undefined
  const { run, trial } = backtest(
    { ...options, onEnd: (_desk, events) => void (made = [...events()]) },
    trials,
  )
  trials.settle(trial, outcomeOf(run, measure(run)))
  const events = defined(made, 'the events of a run that ended')
  return eventsOver(market, {
    agents: setup.agents.map(({ name }) => name),
    setup,
    events,
    warmUntil,
  })
}

/** A run of these bars by what else happened in it. */
export function eventsOver(
  market: readonly LoadedBars[],
  made: Pick<RunEvents, 'agents' | 'setup'> & {
    readonly events: readonly JournalEntry[]
    readonly warmUntil?: number
  },
): RunEvents {
  const { agents, setup, events, warmUntil = 0 } = made
  const columns = market.map(({ bars }) => bars)
  return {
    instruments: market.map(({ instrument }) => instrument),
    intervalsUs: market.map(({ intervalUs }) => intervalUs),
    ...{ agents, setup, events: () => withBars(events, columns, warmUntil) },
  }
}

/** The names of the agents, as the events of a journal count them. */
function agentsIn(journal: string): readonly string[] {
  for (const { event } of readJournal(journal, nodeDisk))
    return event.kind === 'run-started' ? runNames(event.header).agents : []
  throw new UserError('journal-damaged', 'The journal does not begin with a run.')
}

/** A bar stands before what followed from it: what happened at its close has its time. */
function* withBars(
  events: Iterable<JournalEntry>,
  columns: readonly BarColumns[],
  warmUntil: number,
): Generator<JournalEntry> {
  let sequence = 0
  const numbered = (event: DeskEvent): JournalEntry => ({ sequence: (sequence += 1), event })
  const bars = barsOf(columns, warmUntil)
  let bar = bars.next()
  for (const { event } of events) {
    const ts = timeOf(event)
    for (; bar.done !== true && bar.value.ts <= ts; bar = bars.next()) yield numbered(bar.value)
    yield numbered(event)
  }
  for (; bar.done !== true; bar = bars.next()) yield numbered(bar.value)
}

function timeOf(event: DeskEvent): Micros {
  if (event.kind === 'submit') return event.order.ts
  return 'ts' in event ? event.ts : event.tsInit
}

/** All bars in the order in which a desk was shown them: by time, then by instrument. */
function* barsOf(columns: readonly BarColumns[], warmUntil: number): Generator<BarClosed, void> {
  const rows = columns.map(() => 0)
  for (;;) {
    const open = columns.flatMap((bars, i) => ((rows[i] ?? 0) < bars.length ? [i] : []))
    const next = (i: number): number => Number(columns[i]?.ts[rows[i] ?? 0])
    const first = Math.min(...open.map(next))
    const due = open.find((i) => next(i) === first)
    const bars = due === undefined ? undefined : columns[due]
    if (due === undefined || bars === undefined) return
    const row = rows[due] ?? 0
    rows[due] = row + 1
    yield barAt(bars, row, due, first > warmUntil)
  }
}

function barAt(bars: BarColumns, row: number, instrument: number, isLive: boolean): BarClosed {
  const at = (column: ArrayLike<number>): number => Number(column[row])
  return {
    ...{ kind: 'bar-closed', instrument, ts: micros(at(bars.ts)), phase: isLive ? 'live' : 'warm' },
    ...{ open: at(bars.open), high: at(bars.high), low: at(bars.low) },
    ...{ close: at(bars.close), volume: at(bars.volume) },
  }
}

import { createHash } from 'node:crypto'
import { canonicalJson } from '../base/index.ts'
import { type BarColumns, type Micros, minorPerUnit } from '../domain/index.ts'
import type { OutsideColumns } from '../features/index.ts'
import { type JournalEntry, MemoryJournal } from '../journal/index.ts'
import type { LoadedBars, TickTape } from '../market/index.ts'
import type { FillReading } from '../venue/index.ts'
import { collectTrades, type LastMark } from './collect-trades.ts'
import { type CurveRoom, curveRoom } from './curve-room.ts'
import { Desk } from './desk.ts'
import type { DeskSetup } from './desk-setup.ts'
import type { ChampionPort } from './desk-surroundings.ts'
import { type DeskLooks, LookRecorder } from './look-recorder.ts'
import { Recorded } from './recorded.ts'
import { runMarket } from './run-market.ts'
import { RunRecorder } from './run-recorder.ts'
import type { RunResult } from './run-result.ts'
import { type Trial, type TrialLedger, trialOf } from './trial-ledger.ts'

/** What of a desk a backtest is asked for; the market fills in the rest. */
export type BacktestSetup = Omit<DeskSetup, 'instruments' | 'intervalsUs'>

export type BacktestOptions = {
  readonly setup: BacktestSetup
  /** One per instrument, all quoted in one currency. */
  readonly market: readonly LoadedBars[]
  /** What was recorded of each, for the whole exchange to match in. */
  readonly tapes?: readonly (TickTape | undefined)[] | undefined
  /** What is known beside the bars of each, row by row; part of the data of the trial. */
  readonly outside?: readonly (OutsideColumns | undefined)[] | undefined
  /** Who can put the strategies of before back, see `RollbackWatch`. */
  readonly champion?: ChampionPort | undefined
  /** Bars that close at or before it warm indicators up and are not traded on. */
  readonly warmUntil?: Micros | undefined
  readonly onProgress?: ((bars: number) => void) | undefined
  /** Looked at on the way; what it says `true` to ends there, and is returned as it stands. */
  readonly stages?: RunStages | undefined
  /** Shown the desk on the way, to look at. */
  readonly looks?: DeskLooks | undefined
  /** Shown the desk as it stands at the end, to look at, and all it did: every event but bars. */
  readonly onEnd?: ((desk: Desk, events: () => Iterable<JournalEntry>) => void) | undefined
  /** Room for the equity curve, written over by the next run given it. */
  readonly room?: CurveRoom | undefined
}

/** Looks at a run before its end. */
export type RunStages = {
  /** Shares of all bars, rising. Looked at with the end of the block that they fall into. */
  readonly shares: readonly number[]
  readonly isOver: (stage: number, run: RunResult) => boolean
}

/** A run, and how many configurations stand behind it on these data. */
export type Backtest = {
  readonly run: RunResult
  /** What was written down, to be settled when it is known what came of it. */
  readonly trial: Trial
  readonly trials: number
  /** What `backtestNull` asks for. */
  readonly recorded: Recorded<BacktestOptions>
}

/** Runs the desk over recorded bars, after writing the trial down. */
export function backtest(options: BacktestOptions, trials: TrialLedger): Backtest {
  const { market, tapes, outside } = options
  const trial = trialOf(options.setup, market, { tapes, outside })
  const count = trials.record(trial)
  return { run: runBacktest(options), trial, trials: count, recorded: new Recorded(options) }
}

/**
 * A control beside a trial: the random trader and buy-and-hold are yardsticks and are not counted.
 * The setup must seat controls only.
 */
export function backtestControl(options: BacktestOptions): RunResult {
  const isControl = options.setup.agents.every(({ name }) => name === 'random' || name === 'hold')
  if (!isControl) throw new TypeError('only controls run without a trial')
  return runBacktest(options)
}

/**
 * A trial that was written down, run again under another reading of its fills. Nothing is chosen
 * by it, so it is not counted.
 */
export function backtestReading(options: BacktestOptions, reading: FillReading): RunResult {
  const costs = { ...options.setup.costs, reading }
  return runBacktest({ ...options, setup: { ...options.setup, costs } })
}

function deskSetup({ setup, market }: BacktestOptions): DeskSetup {
  return {
    ...setup,
    instruments: market.map((of) => of.instrument),
    intervalsUs: market.map((of) => of.intervalUs),
  }
}

/** For this room alone: a run that nothing has written down. */
export function runBacktest(options: BacktestOptions): RunResult {
  const setup = deskSetup(options)
  const columns = options.market.map((of) => of.bars)
  const journal = new MemoryJournal()
  const warmUntil = options.warmUntil ?? 0
  const { room = curveRoom(columns, warmUntil), looks } = options
  const recorder: RunRecorder =
    looks === undefined ? new RunRecorder(room) : new LookRecorder(room, looks, () => desk)
  const desk: Desk = new Desk(setup, columns, journal, recorder, options)
  const result = (): RunResult => {
    const of = runResultOf(desk, recorder, journal.decisionHash(), columns)
    // What only warmed up is no part of the run.
    return { ...of, from: Math.max(of.from, warmUntil) as Micros }
  }
  const isOver = stagesOf(options, columns, result)
  runMarket(desk, columns, warmUntil, options.onProgress, isOver)
  desk.ledger.verify()
  options.onEnd?.(desk, () => journal.entries())
  return result()
}

function stagesOf(
  { stages }: BacktestOptions,
  columns: readonly BarColumns[],
  result: () => RunResult,
): ((bars: number) => boolean) | undefined {
  if (stages === undefined) return undefined
  const total = columns.reduce((sum, bars) => sum + bars.length, 0)
  let next = 0
  return (bars) => {
    for (; next < stages.shares.length; next += 1) {
      // What has come to the end needs nobody to end it.
      if (bars >= total || bars < (stages.shares[next] as number) * total) return false
      if (stages.isOver(next, result())) return true
    }
    return false
  }
}

/** What a desk has done, as its recorder has it. @param digest - Of its decision stream. */
export function runResultOf(
  desk: Desk,
  recorder: RunRecorder,
  digest: string,
  columns: readonly BarColumns[],
): RunResult {
  const { setup } = desk
  return {
    hash: runHash(digest, desk),
    seed: setup.seed,
    instruments: setup.instruments,
    bars: desk.bars,
    ...span(columns, setup.intervalsUs, desk),
    intervalUs: setup.intervalsUs[0] ?? 0,
    equity: recorder.curve,
    fills: recorder.fills,
    trades: collectTrades(setup.instruments, recorder.fills, {
      marks: marksOf(desk, columns),
      feePpm: setup.costs.feeTakerPpm,
    }),
    startEquity: Number(setup.cash) / minorPerUnit,
    endEquity: desk.equity() / minorPerUnit,
    mode: desk.risk.mode,
    refusals: recorder.refusals,
    cuts: recorder.cuts,
    standings: recorder.standings,
    strategies: setup.agents.length,
    shut: recorder.shut.all,
    halted: recorder.halted,
  }
}

/** Last closes that the desk has seen. */
function marksOf({ marks, now }: Desk, columns: readonly BarColumns[]): (LastMark | undefined)[] {
  return columns.map((bars, i) => {
    const row = bars.rowAt(now + 1) - 1
    return row < 0 ? undefined : { ts: bars.ts[row] as Micros, ticks: marks[i] as number }
  })
}

/** SHA-256 of the decision stream and the final books: what two equal runs agree on. */
export function runHash(digest: string, desk: Desk): string {
  const hash = createHash('sha256')
  return hash.update(digest).update(canonicalJson(desk.ledger.save())).digest('hex')
}

function span(
  columns: readonly BarColumns[],
  intervalsUs: readonly number[],
  { now, bars: seen }: Desk,
): { readonly from: Micros; readonly to: Micros } {
  let from = Number.POSITIVE_INFINITY
  let to = 0
  let all = 0
  columns.forEach((bars, i) => {
    if (bars.length === 0) return
    all += bars.length
    from = Math.min(from, (bars.ts[0] as number) - (intervalsUs[i] as number))
    to = Math.max(to, bars.ts[bars.length - 1] as number)
  })
  // A run that was ended on the way goes as far as it has come.
  return { from: (to === 0 ? 0 : from) as Micros, to: seen < all ? now : (to as Micros) }
}

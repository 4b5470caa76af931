import { agentByName, type ParameterValue } from '../src/agents/index.ts'
import { defined } from '../src/base/index.ts'
import { type BarColumns, dayUs, minuteUs } from '../src/domain/index.ts'
import {
  type CurveRoom,
  curveRoom,
  Desk,
  type DeskSetup,
  type FillRow,
  RunRecorder,
  runHash,
  runMarket,
} from '../src/engine/index.ts'
import { blockRows } from '../src/features/index.ts'
import { MemoryJournal } from '../src/journal/index.ts'
import type { LoadedBars } from '../src/market/index.ts'
import { wideLimits } from '../src/risk/index.ts'
import { defaultCosts } from '../src/venue/index.ts'
import { type BenchMarket, fourInstruments, millionBars } from './bench-market.ts'
import { type BenchRow, type BenchSize, failedRow, workHash } from './bench-row.ts'
import { type FusedSetup, FusedTrend } from './fused-trend.ts'
import { measurePairs, rates } from './measure.ts'

type Settings = Readonly<Record<string, ParameterValue>>

/** One run of the engine, with everything another run is compared by. */
export type EngineRun = {
  readonly desk: Desk
  readonly recorder: RunRecorder
  readonly hash: string
}

/** The trend agent at its defaults on a million bars, beside the hand-written loop. */
export async function engineBars(size: BenchSize): Promise<BenchRow> {
  const market = await millionBars(size)
  const setup = deskSetup(market.market)
  return besideFused('engine.bars', '>= 10000000 bars/s and ratio >= 0.25', size, market, setup)
}

/** The same, trading all the way. */
export async function engineBarsBusy(size: BenchSize): Promise<BenchRow> {
  const market = await millionBars(size)
  const setup = busySetup(market.market)
  return besideFused('engine.bars.busy', 'as near 10000000 bars/s as it gets', size, market, setup)
}

/** Four instruments merged by time, beside each of them on a desk of its own, one after another. */
export async function engineInterleaved(size: BenchSize): Promise<BenchRow> {
  const { market, note } = await fourInstruments(size)
  const setup = deskSetup(market)
  const first = runEngine(setup, market)
  const room = touchedRoom(market)
  const alone = market.map((of) => ({
    setup: deskSetup([of]),
    market: [of],
    room: touchedRoom([of]),
  }))
  const measured = measurePairs(
    size,
    15,
    () => void runEngine(setup, market, room),
    () => {
      for (const each of alone) runEngine(each.setup, each.market, room)
    },
  )
  return {
    name: 'engine.interleaved',
    unit: 'events/s',
    peer: 'the same instruments one after another, each on a desk of its own',
    hash: first.hash,
    goal: '>= 6000000 events/s',
    note: `${note}; ${first.recorder.fills.length} fills`,
    ...rates(measured, first.desk.bars),
  }
}

/** Trades all the way: looks at every bar, however near its target, and nothing halts it. */
export function busySetup(market: readonly LoadedBars[]): DeskSetup {
  const limits = { ...wideLimits, drawdownHalt: 1, dailyLossMax: 1, drawdownSoft: 1 }
  return { ...deskSetup(market, { minutes: 1, hurdle: 0 }), limits }
}

/** A desk with the trend agent, defaults but for `settings`. */
export function deskSetup(market: readonly LoadedBars[], settings: Settings = {}): DeskSetup {
  const seated = defined(agentByName('trend'), 'trend').seat(settings)
  if (!seated.ok) throw new Error(seated.error)
  return {
    seed: 1,
    instruments: market.map((of) => of.instrument),
    intervalsUs: market.map((of) => of.intervalUs),
    agents: [seated.value],
    quorum: 1,
    limits: wideLimits,
    costs: defaultCosts,
    cash: 10_000_000_000_000n,
    rebalanceMin: 0.05,
  }
}

/**
 * What a backtest does with its market: journal in memory, recorder, books checked, hashed.
 *
 * @param warmUntil - Bars that close at or before it only warm up.
 */
export function runEngine(
  setup: DeskSetup,
  market: readonly LoadedBars[],
  room?: CurveRoom,
  warmUntil = 0,
): EngineRun {
  const columns = market.map((of) => of.bars)
  const journal = new MemoryJournal()
  const recorder = new RunRecorder(room ?? curveRoom(columns, warmUntil))
  const desk = new Desk(setup, columns, journal, recorder)
  runMarket(desk, columns, warmUntil)
  desk.ledger.verify()
  return { desk, recorder, hash: runHash(journal.decisionHash(), desk) }
}

/** Room for an equity curve, touched: pages seen for the first time cost more than the loop. */
export function touchedRoom(market: readonly LoadedBars[]): CurveRoom {
  const columns = market.map((of) => of.bars)
  const room = curveRoom(columns, 0)
  room.equity.fill(1)
  room.exposure.fill(1)
  if (!room.hasTimes) room.ts.fill(1)
  return room
}

/** The hand-written loop for the same run. Its memory for the curve is made once. */
export function fusedRunner(setup: DeskSetup, bars: BarColumns): () => FusedTrend {
  const of = fusedSetup(setup)
  const equity = new Float64Array(bars.length).fill(1)
  const exposure = new Float32Array(bars.length).fill(1)
  return () => {
    const fused = new FusedTrend(of, bars, equity, exposure)
    for (let from = 0; from < bars.length; from += blockRows)
      fused.block(from, Math.min(from + blockRows, bars.length))
    return fused
  }
}

/** The first difference between the two, in words; `undefined` when there is none. */
export function difference(
  { desk, recorder }: EngineRun,
  { book }: FusedTrend,
): string | undefined {
  const { fills } = recorder
  for (let i = 0; i < Math.max(fills.length, book.fills.length); i += 1) {
    const theirs = book.fills[i]
    const ours = fills[i] === undefined ? undefined : plain(fills[i] as FillRow)
    if (JSON.stringify(ours) !== JSON.stringify(theirs))
      return `fill ${i}: ${JSON.stringify(ours)} and ${JSON.stringify(theirs)}`
  }
  if (desk.ledger.cash === BigInt(book.cash)) return undefined
  return `final cash: ${desk.ledger.cash} and ${book.cash}`
}

function plain({ ts, side, price, quantity, fee }: FillRow): object {
  return { ts, side, price, lots: quantity, fee: Number(fee) }
}

function besideFused(
  name: string,
  goal: string,
  size: BenchSize,
  { market, note }: BenchMarket,
  setup: DeskSetup,
): BenchRow {
  const unit = 'bars/s'
  const { bars } = defined(market[0], 'the market')
  const fused = fusedRunner(setup, bars)
  const first = runEngine(setup, market)
  const wrong = difference(first, fused())
  if (wrong !== undefined) return failedRow(name, unit, `not the same as by hand: ${wrong}`)
  meetOthers(market)
  const room = touchedRoom(market)
  const measured = measurePairs(size, 15, () => void runEngine(setup, market, room), fused)
  return {
    name,
    unit,
    peer: 'hand-written fused loop, equal fills',
    hash: first.hash,
    goal,
    note: `${note}; ${first.recorder.fills.length} fills; data ${dataHash(market)}`,
    ...rates(measured, bars.length),
  }
}

/** Shows the engine other agents first: a call site that has only ever seen one is flattered. */
export function meetOthers(market: readonly LoadedBars[]): void {
  const short = market.map((of) => ({ ...of, bars: of.bars.slice(0, 20_000) }))
  for (const name of ['random', 'hold']) {
    const seated = defined(agentByName(name), name).seat({})
    if (seated.ok) runEngine({ ...deskSetup(short), agents: [seated.value] }, short)
  }
}

function dataHash(market: readonly LoadedBars[]): string {
  const text = market.map((of) => of.sha256).join(' ')
  return workHash(text)
}

function fusedSetup(setup: DeskSetup): FusedSetup {
  const { limits, costs } = setup
  const instrument = defined(setup.instruments[0], 'the instrument')
  const intervalUs = defined(setup.intervalsUs[0], 'the interval')
  const agent = defined(setup.agents[0], 'the agent')
  if (!limits.isLongOnly || instrument.notionalDivisor !== 1n)
    throw new Error('the hand-written loop is long only, on a grid coarser than the minor unit')
  const of = agent.parameters as Readonly<Record<string, number>>
  const minutes = of['minutes'] as number
  const bars = Math.ceil((minutes * minuteUs) / intervalUs)
  const period = of['adx'] as number
  return {
    instrument,
    longUs: minutes * minuteUs,
    warmup: bars === 1 ? 2 * period : (2 * period + 1) * bars,
    fast: of['fast'] as number,
    slow: of['slow'] as number,
    period,
    adxMin: of['adxMin'] as number,
    stopAtr: of['stopAtr'] as number,
    targetAtr: of['targetAtr'] as number,
    hurdle: of['hurdle'] as number,
    kelly: of['kelly'] as number,
    payoff: of['payoff'] as number,
    exposureMax: of['exposureMax'] as number,
    barsPerYear: Math.min((365 * dayUs) / intervalUs, (365 * 1_440) / minutes),
    cash: Number(setup.cash),
    factor: Number(instrument.notionalFactor),
    rebalanceMin: setup.rebalanceMin,
    ...costs,
    ...limits,
  }
}

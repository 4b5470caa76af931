import { writeFileSync } from 'node:fs'
import { agentByName } from '../src/agents/index.ts'
import { defined } from '../src/base/index.ts'
import { BarColumns, minorPerUnit } from '../src/domain/index.ts'
import { type CurveRoom, curveRoom, type DeskSetup } from '../src/engine/index.ts'
import type { LoadedBars } from '../src/market/index.ts'
import {
  screenLimits,
  ScreenMarket,
  screenMetrics,
  ScreenRun,
  screenRuns,
} from '../src/research/index.ts'
import { millionBars } from './bench-market.ts'
import type { BenchSize } from './bench-row.ts'
import { deskSetup, type EngineRun, runEngine } from './engine-bench.ts'

/** Bars at which nobody trades yet: averages that begin otherwise are the same after them. */
const warmRows = 1_000

const fee = 0.001

/** One round trip. Prices in ticks, rows those of the fills. */
export type PeerTrade = {
  readonly entryRow: number
  readonly entry: number
  readonly exitRow: number
  readonly exit: number
  readonly lots: number
}

/** A crossing of two averages on one instrument, in a form that every peer can be given. */
export type PeerScene = {
  readonly of: LoadedBars
  readonly setup: DeskSetup
  readonly room: CurveRoom
  readonly warmUntil: number
  /** Of the bars that the averages are of. */
  readonly minutes: number
  readonly note: string
  /** What our desk does in it. */
  readonly trades: readonly PeerTrade[]
  readonly fills: number
  /** At the last close, quote units. */
  readonly equity: number
  readonly hash: string
}

/**
 * The agent `cross` with averages of 12 and 26 on the first `rows` bars. 0.1 % fee, fills at the
 * next open whatever its volume, one per cent of equity bought, and no limit that binds.
 */
export async function peerScene(size: BenchSize, rows: number, minutes = 1): Promise<PeerScene> {
  const { market, note } = await millionBars(size)
  const whole = defined(market[0], 'the market')
  const bars = wellTraded(whole.bars.slice(0, Math.min(rows, whole.bars.length)))
  const of = { ...whole, bars }
  const setup = setupOf(of, minutes)
  const warmUntil = bars.ts[warmRows - 1] as number
  const room = curveRoom([bars], warmUntil)
  const before = { of, setup, room, warmUntil }
  const run = runScene(before)
  const trades = tradesOf(run, of)
  const { fills } = run.recorder
  return {
    ...before,
    ...{ minutes, trades, fills: fills.length, hash: run.hash, equity: equityOf(run) },
    note: `${bars.length} bars, the first of ${note}; ${fills.length} fills`,
  }
}

/** Bars with volume for any order: peers fill in minutes of an outage, in which nobody traded. */
export function wellTraded(bars: BarColumns): BarColumns {
  const { ts, open, high, low, close, length } = bars
  return BarColumns.over({
    ts,
    open,
    high,
    low,
    close,
    volume: new Float64Array(length).fill(1e12),
  })
}

/** The whole desk once through the scene, as `engine.bars` has it. */
export function runScene({
  setup,
  of,
  room,
  warmUntil,
}: Pick<PeerScene, 'setup' | 'of' | 'room' | 'warmUntil'>): EngineRun {
  return runEngine(setup, [of], room, warmUntil)
}

/** The same by the screen: from bars to what is measured of the run, its averages made anew. */
export function screenScene({ of, setup }: Pick<PeerScene, 'of' | 'setup'>): ScreenRun {
  const market = new ScreenMarket(of)
  const { costs, cash, limits, agents } = setup
  const crossing = defined(agents[0]?.crossing, 'a crossing')
  const terms = { costs, cash: Number(cash), costBuffer: limits.costBuffer, warmRows }
  const run = new ScreenRun(market, crossing, terms, true)
  screenRuns(market, [run])
  screenMetrics(run, market, Number(cash))
  return run
}

/** Where the screen parts from the desk, in words; `undefined` when it does not. */
export function screenGap(scene: PeerScene): string | undefined {
  const run = screenScene(scene)
  const kept = run.book.kept ?? []
  const equity = run.equity(scene.of.bars.length - 1) / minorPerUnit
  const isSame = scene.trades.every(
    (trade, i) =>
      kept[2 * i]?.row === trade.entryRow &&
      kept[2 * i]?.price === trade.entry &&
      kept[2 * i]?.lots === trade.lots &&
      (trade.exitRow < 0 || kept[2 * i + 1]?.row === trade.exitRow),
  )
  if (isSame && kept.length === scene.fills && equity === scene.equity) return undefined
  return `${kept.length} fills and ${equity} for the desk's ${scene.fills} and ${scene.equity}`
}

/**
 * Writes what a peer reads: prices in quote units, and by row the lots that our desk decided to buy
 * there, 0 where it did not. @returns The terms, for its command line.
 */
export function writeScene({ of, trades, setup, minutes }: PeerScene, folder: string): string {
  const { bars, instrument } = of
  const perUnit = Math.round(1 / instrument.tickSize)
  for (const name of ['open', 'high', 'low', 'close'] as const)
    writeFileSync(
      `${folder}/${name}.f64`,
      bars[name].slice(0, bars.length).map((ticks) => ticks / perUnit),
    )
  writeFileSync(`${folder}/ts.f64`, bars.ts.slice(0, bars.length))
  const lots = new Float64Array(bars.length)
  for (const trade of trades) lots[trade.entryRow - 1] = trade.lots
  writeFileSync(`${folder}/lots.f64`, lots)
  const { lotSize, tickSize } = instrument
  const cash = Number(setup.cash) / minorPerUnit
  const averages = { fast: 12, slow: 26, minutes, warm: warmRows }
  return JSON.stringify({ ...averages, fee, cash, lot: lotSize, tick: tickSize })
}

function setupOf(of: LoadedBars, minutes: number): DeskSetup {
  const seated = defined(agentByName('cross'), 'cross').seat({ minutes, exposure: 0.01 })
  if (!seated.ok) throw new Error(seated.error)
  const feePpm = Math.round(fee * 1e6)
  return {
    ...deskSetup([of]),
    agents: [seated.value],
    limits: screenLimits,
    costs: { feeTakerPpm: feePpm, feeMakerPpm: feePpm, slippage: 0, participationMax: 1 },
    cash: 10_000_000n * BigInt(minorPerUnit),
    rebalanceMin: 0.001,
  }
}

/** Fills in pairs, and the entry that is still open at the end with an exit of no row. */
function tradesOf({ recorder }: EngineRun, { bars }: LoadedBars): readonly PeerTrade[] {
  const { fills } = recorder
  const trades: PeerTrade[] = []
  for (let i = 0; i < fills.length; i += 2) {
    const entry = defined(fills[i], 'an entry')
    const exit = fills[i + 1]
    if (entry.side !== 'buy' || (exit !== undefined && exit.quantity !== entry.quantity))
      throw new Error('the desk did not fill in pairs')
    trades.push({
      ...{ entryRow: bars.rowAt(entry.ts), entry: entry.price, lots: entry.quantity },
      ...{ exitRow: exit === undefined ? -1 : bars.rowAt(exit.ts), exit: exit?.price ?? 0 },
    })
  }
  return trades
}

function equityOf({ recorder }: EngineRun): number {
  const { curve } = recorder
  return curve.equity[curve.length - 1] as number
}

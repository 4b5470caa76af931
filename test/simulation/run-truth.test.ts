import { expect, it } from 'vitest'
import { agentByName } from '../../src/agents/index.ts'
import { eventsOfRun, truthOfRun } from '../../src/app/index.ts'
import { defined } from '../../src/base/index.ts'
import { minorPerUnit } from '../../src/domain/index.ts'
import { backtest, type Desk } from '../../src/engine/index.ts'
import { regimeAt, regimeText } from '../../src/memory/index.ts'
import { measure } from '../../src/research/index.ts'
import { wildScene } from './desk-scene.ts'
import { noisyMarket, sceneSetup, seatOf, trendingMarket } from './null-scene.ts'
import { uncounted } from './uncounted.ts'
import { BarColumns } from '../../src/domain/index.ts'
import { columnsSha256, type LoadedBars } from '../../src/market/index.ts'

const trend = seatOf(defined(agentByName('trend'), 'trend'), { minutes: 60 })

/** A wild scene as a market for a backtest. */
function wildMarket(seed: number): {
  readonly setup: ReturnType<typeof sceneSetup>
  readonly market: LoadedBars[]
} {
  const { setup, bars } = wildScene(seed, 400)
  const { instruments, intervalsUs, ...rest } = setup
  const market = instruments.map((of, i): LoadedBars => {
    const columns = new BarColumns(400)
    for (const bar of bars)
      if (bar.instrument === i)
        columns.push(bar.ts, bar.open, bar.high, bar.low, bar.close, bar.volume)
    return {
      instrument: of,
      bars: columns,
      intervalUs: defined(intervalsUs[i], 'an interval'),
      sha256: columnsSha256(columns),
      sources: [],
    }
  })
  return { setup: rest, market }
}

function compared(setup: ReturnType<typeof sceneSetup>, market: LoadedBars[]): number {
  let ended: Desk | undefined
  const onEnd = (desk: Desk): void => void (ended = desk)
  const { run } = backtest({ setup, market, onEnd }, uncounted)
  const desk = defined(ended, 'the desk')
  const { truth, trades } = truthOfRun(eventsOfRun({ setup, market }, uncounted))
  const { ledger } = desk
  expect(truth.cash).toBe(ledger.cash)
  expect(truth.equity).toBe(ledger.equity(desk.marks))
  expect(truth.net).toBe(truth.equity - truth.deposits)
  const sum = (of: (i: number) => bigint): bigint =>
    run.instruments.reduce((all, _, i) => all + of(i), 0n)
  expect(truth.realised).toBe(sum((i) => ledger.positions.realised(i)))
  expect(truth.costs.fees).toBe(sum((i) => ledger.positions.fees(i)))
  expect(truth.costs.fills).toBe(run.fills.length)
  expect(truth.signals.refusals).toEqual(run.refusals)
  expect(truth.signals.cuts).toEqual(run.cuts)
  expect(truth.mode).toBe(run.mode)
  const closed = run.trades.filter(({ exitRole }) => exitRole !== 'open')
  expect(trades).toHaveLength(closed.length)
  trades.forEach((trade, n) => {
    expect(Number(trade.net) / minorPerUnit).toBe(closed[n]?.netPnl)
    expect([trade.side, trade.tsEntry, trade.tsExit]).toEqual([
      closed[n]?.side,
      closed[n]?.tsEntry,
      closed[n]?.tsExit,
    ])
  })
  // Peaks begin with what was deposited, in both.
  if (truth.deposits > 0n)
    expect(truth.drawdownMax).toBeCloseTo(measure(run).curve.drawdowns.max, 9)
  return trades.length
}

it('says of a run to the last unit what its desk has in its books', () => {
  const setup = sceneSetup([trend])
  expect(
    compared(setup, [trendingMarket(1, 2_000), noisyMarket(2, 2_000, 'ETH-USD.SIM')]),
  ).toBeGreaterThan(20)
})

it('says so of wild desks, refused, cut and paused', () => {
  let trades = 0
  for (let seed = 1; seed <= 40; seed += 1) {
    const { setup, market } = wildMarket(seed)
    trades += compared(setup, market)
  }
  expect(trades).toBeGreaterThan(200)
})

it('tags trades with the regime that stood when they began, and says nothing of the future', () => {
  const setup = sceneSetup([trend])
  const market = [trendingMarket(3, 1_500)]
  const { trades, truth } = truthOfRun(eventsOfRun({ setup, market }, uncounted))
  for (const { regime, version } of trades) {
    expect(regime).toMatch(
      /^(calm|usual|wild), (tight|wide), (down|flat|up), (asia|europe|america)$/,
    )
    expect(version).toBe('trend')
  }
  expect(truth.byRegime.length).toBeGreaterThan(3)
  const [{ bars }] = market as [LoadedBars]
  // It is filled in the bar after the one that it was decided at, and of that nothing is known.
  const known = trades.map(({ tsEntry }) => regimeAt(bars, bars.rowAt(tsEntry) - 1))
  expect(trades.map(({ regime }) => regime)).toEqual(known.map(regimeText))
  const cut = new BarColumns(1_000)
  const whole = defined(market[0], 'bars')
  for (let row = 0; row < 1_000; row += 1) {
    const at = (column: Float64Array): number => Number(column[row])
    const { ts, open, high, low, close, volume } = whole.bars
    cut.push(at(ts), at(open), at(high), at(low), at(close), at(volume))
  }
  const early = truthOfRun(eventsOfRun({ setup, market: [{ ...whole, bars: cut }] }, uncounted))
  expect(early.trades.length).toBeGreaterThan(5)
  expect(trades.slice(0, early.trades.length)).toEqual(early.trades)
})

import { expect, it } from 'vitest'
import { type Agent, defineAgent, type Opinion, type View } from '../../src/agents/index.ts'
import { judgeBacktest, type JudgedBacktest } from '../../src/app/index.ts'
import { defined } from '../../src/base/index.ts'
import { minorPerUnit } from '../../src/domain/index.ts'
import { backtest, type BacktestSetup } from '../../src/engine/index.ts'
import { columnsSha256, type LoadedBars } from '../../src/market/index.ts'
import { figureOf, isOpen, measure, summarise } from '../../src/research/index.ts'
import { defaultLimits, wideLimits } from '../../src/risk/index.ts'
import { defaultCosts } from '../../src/venue/index.ts'
import { usualGuard } from './guarded-scene.ts'
import { marketOf, noisyMarket, trendingMarket } from './null-scene.ts'
import { uncounted } from './uncounted.ts'

function agent(name: string, opine: (view: View) => Opinion | undefined): Agent {
  const kind = defineAgent({
    ...{ name, summary: 'Of a test.', parameters: {}, features: () => ({}) },
    opine: (view) => opine(view),
  })
  const seated = kind.seat({})
  return defined(seated.ok ? seated.value : undefined, name)
}

const setup: Omit<BacktestSetup, 'agents'> = {
  ...{ seed: 1, quorum: 1, costs: defaultCosts, cash: 10_000_000_000_000n, rebalanceMin: 0.05 },
  limits: {
    ...{ ...wideLimits, drawdownHalt: 1, drawdownSoft: 1, dailyLossMax: 1 },
    ...{ orderNotionalMax: 1e12, ordersPerDayMax: 1_000_000 },
  },
}

function judged(
  own: Agent,
  market: readonly LoadedBars[],
  over: Partial<BacktestSetup> = {},
): JudgedBacktest {
  const of = { ...setup, ...over, agents: [own] }
  return judgeBacktest({ setup: of, market, trials: uncounted })
}

const want = (exposure: number): Opinion => ({ exposure, confidence: 0.9 })

/** Up by a quarter per cent an hour, and from some row on down. */
const risesThenFalls = (rows: number, turn: number): LoadedBars =>
  marketOf('BTC-USD.SIM', rows, (row) => (row < turn ? 0.0025 : -0.001))

it('who takes every gain and never a loss has that loss among the trades', () => {
  let entry = 0
  const never = agent('never-sells-a-loser', (view) => {
    if (view.position === 0) entry = view.close
    return want(view.position !== 0 && view.close > 1.015 * entry ? 0 : 0.5)
  })
  const { run, metrics, verdict } = judged(never, [risesThenFalls(900, 300)])
  const { trades } = metrics
  expect(run.trades.filter((trade) => !isOpen(trade)).every(({ netPnl }) => netPnl > 0)).toBe(true)
  expect(trades.count).toBeGreaterThan(5)
  expect(trades).toMatchObject({ open: 1, losses: 1, shorts: 0 })
  expect(figureOf('winRate', summarise(metrics))).toBeLessThan(1)
  expect(trades.profitFactor).toBeLessThan(1)
  expect(verdict.join(' ')).toContain(
    'A long position in BTC-USD.SIM is still open, since 2024-01-',
  )
  const made = run.trades.reduce((sum, { netPnl }) => sum + netPnl, 0)
  const fees = run.trades.reduce((sum, of) => sum + of.fees, 0)
  const leaving = fees - metrics.costs.fees
  expect(leaving).toBeGreaterThan(0)
  expect(Math.abs(made + leaving - metrics.curve.netPnl)).toBeLessThan(1 / minorPerUnit + 1e-6)
})

it('says of what is held since when there are no prices of it', () => {
  const [whole, other] = [noisyMarket(1, 1_500), noisyMarket(2, 1_500, 'ETH-USD.SIM')]
  const bars = other.bars.slice(0, 240)
  const ended = { ...other, bars, sha256: columnsSha256(bars) }
  const market = [whole, ended]
  const holds = agent('holds', () => want(0.3))
  const said = judged(holds, market).verdict.join(' ')
  expect(said).toContain('2 positions are still open')
  expect(said).toContain(
    'The bars of ETH-USD.SIM end early on 2024-01-11, 52 d 12 h before the end',
  )
  expect(judged(holds, [whole, other]).verdict.join(' ')).not.toContain('end early')
})

it('who is always short is set beside being short, and told that it was free', () => {
  const limits = { ...setup.limits, isLongOnly: false }
  const { hold, metrics, verdict } = judged(
    agent('short', () => want(-0.5)),
    // Not far: a holder lets what is held change, while this one keeps it at a half.
    [marketOf('BTC-USD.SIM', 1_000, () => -0.0002)],
    { limits },
  )
  expect(hold.exposure).toBeLessThan(-0.4)
  expect(hold.exposure).toBeCloseTo(-metrics.exposure.mean, 6)
  expect(metrics.curve.returnPct).toBeGreaterThan(5)
  expect(Math.abs(hold.scaled.returnPct / metrics.curve.returnPct - 1)).toBeLessThan(0.2)
  expect(verdict[0]).toMatch(/than holding at its own mean exposure of −\d/)
  expect(verdict.join(' ')).toContain('1 of 1 trade sold short')
})

/** Long while the last day went up; in one piece, or a tenth more each bar. */
const follower = (isInSteps: boolean): Agent => {
  let closes: number[] = []
  return agent(isInSteps ? 'steps' : 'at-once', (view) => {
    closes = [...closes, view.close].slice(-24)
    if (view.close < (closes[0] as number)) return want(0)
    return want(isInSteps ? Math.min(0.9, view.position + 0.1) : 0.9)
  })
}

it.each([false, true])(
  'random traders turn over as much, whether in steps (%s) or not',
  (isInSteps) => {
    const limits = { ...setup.limits }
    const free = { feeTakerPpm: 0, feeMakerPpm: 0, slippage: 0 }
    const { metrics, random, verdict } = judged(follower(isInSteps), [trendingMarket(3, 6_000)], {
      limits,
      costs: { ...defaultCosts, ...free },
    })
    const turnover = defined(random, 'random traders').turnover.mean
    expect(turnover / metrics.turnover).toBeGreaterThan(0.7)
    expect(turnover / metrics.turnover).toBeLessThan(1.4)
    expect(random?.returnPct?.rank).toBe(1)
    expect(verdict.join(' ')).toContain('Place 1 of')
  },
)

it('nor are they left behind where fills come in parts and bars are missing', () => {
  const { bars, ...of } = trendingMarket(4, 6_000)
  const kept = bars.slice(0, bars.length)
  // A third of the hours is not there, and of the rest so little changes hands that it takes many.
  for (let row = 0; row < kept.length; row += 1) {
    kept.ts[row] = (kept.ts[row] as number) + Math.floor(row / 2) * of.intervalUs
    kept.volume[row] = 100_000
  }
  const market = [{ ...of, bars: kept, sha256: columnsSha256(kept) }]
  const { run, metrics, random } = judged(follower(false), market)
  expect(run.fills.length).toBeGreaterThan(4 * run.trades.length)
  const turnover = defined(random, 'random traders').turnover.mean
  expect(turnover / metrics.turnover).toBeGreaterThan(0.5)
  expect(turnover / metrics.turnover).toBeLessThan(1.5)
})

/** In for an hour, out for an hour: costs eat it. */
const busy = agent('busy', (view) => want(view.position === 0 ? 0.05 : 0))
const guarded = { limits: defaultLimits, guard: usualGuard }

it('says first that risk put a strategy to sleep, and how long it was awake', () => {
  const { run, metrics, verdict } = judged(busy, [noisyMarket(5, 3_000)], guarded)
  expect(run.shut[0]).toMatchObject({ scope: 'instrument', subject: 0, to: undefined })
  expect(metrics.awakeShare).toBeGreaterThan(0)
  expect(metrics.awakeShare).toBeLessThan(0.5)
  expect(verdict[0]).toMatch(/^Risk put it to sleep for what it had lost: no new position from 202/)
  expect(verdict[0]).toContain('risk.hasStandings = false')
  const last = Math.max(...run.fills.map(({ ts }) => ts))
  expect(last).toBeLessThan((run.shut[0]?.from ?? 0) + 2 * run.intervalUs)
  const free = { ...setup, guard: { ...usualGuard, hasStandings: false }, agents: [busy] }
  const all = backtest({ setup: free, market: [noisyMarket(5, 3_000)] }, uncounted).run
  expect([all.shut, measure(all).awakeShare]).toEqual([[], 1])
})

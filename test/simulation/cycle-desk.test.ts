import { describe, expect, it } from 'vitest'
import { agentByName, type LegWish } from '../../src/agents/index.ts'
import { defined } from '../../src/base/index.ts'
import {
  BarColumns,
  hourUs,
  type Instrument,
  type InstrumentId,
  instrument,
  micros,
  minorPerUnit,
} from '../../src/domain/index.ts'
import { backtest, nobody, stateHash } from '../../src/engine/index.ts'
import { MemoryJournal } from '../../src/journal/index.ts'
import type { LoadedBars } from '../../src/market/index.ts'
import { FlatFees, openRules, plainRequest, SimulatedExchange } from '../../src/venue/sim/index.ts'
import { AskedAgent } from '../conformance/asked-agent.ts'
import { freeSetup, sceneOf } from './arbitrage-scene.ts'
import { madeInstrument, seatOf } from './null-scene.ts'
import { runRestarted } from './restarted-desk.ts'
import { uncounted } from './uncounted.ts'

/** Bars of an hour that stand still at closes of so many ticks. */
function marketOf(of: Instrument, closes: readonly number[]): LoadedBars {
  const bars = new BarColumns(closes.length)
  closes.forEach((close, row) => {
    const open = closes[row - 1] ?? close
    const [high, low] = [Math.max(open, close), Math.min(open, close)]
    bars.push((row + 1) * hourUs, open, high, low, close, 1e9)
  })
  return { instrument: of, bars, intervalUs: hourUs, sha256: of.id, sources: [] }
}

const dear = 10_300
const fair = 10_000

/** Two venues of one price, but for four hours in which the first is three hundredths above. */
function venues(): readonly LoadedBars[] {
  const closes = Array.from({ length: 20 }, (_, row) => (row >= 6 && row < 10 ? dear : fair))
  return [
    marketOf(madeInstrument('BTC-USD.ALT'), closes),
    marketOf(
      madeInstrument('BTC-USD.SIM'),
      closes.map(() => fair),
    ),
  ]
}

const crossVenue = seatOf(defined(agentByName('cross-venue'), 'cross-venue'))

describe('cross-venue on a desk', () => {
  it('takes a gap within one bar, and makes exactly what it was, to the cent', () => {
    const { run } = backtest({ setup: freeSetup([crossVenue]), market: venues() }, uncounted)
    const lots = defined(run.fills[0], 'a fill').quantity
    expect(
      run.fills.map(({ ts, instrument: i, side, price, quantity }) => [
        ts,
        i,
        side,
        price,
        quantity,
      ]),
    ).toEqual([
      [8 * hourUs, 0, 'sell', dear, lots],
      [8 * hourUs, 1, 'buy', fair, defined(run.fills[1], 'a second').quantity],
      [12 * hourUs, 0, 'buy', fair, lots],
      [12 * hourUs, 1, 'sell', fair, defined(run.fills[1], 'a second').quantity],
    ])
    const realised = run.fills.reduce((sum, fill) => sum + fill.realised, 0n)
    const { notionalFactor, notionalDivisor } = madeInstrument('BTC-USD.ALT')
    expect(realised).toBe((BigInt(lots) * BigInt(dear - fair) * notionalFactor) / notionalDivisor)
    expect(run.endEquity - run.startEquity).toBeCloseTo(Number(realised) / minorPerUnit, 6)
  })

  it('leaves it alone where costs are more than it', () => {
    const costly = seatOf(defined(agentByName('cross-venue'), 'cross-venue'), { feeBps: 75 })
    const { run } = backtest({ setup: freeSetup([costly]), market: venues() }, uncounted)
    expect(run.fills).toEqual([])
  })

  it('is the same desk when it is stopped while it holds the legs', () => {
    const scene = sceneOf(venues(), freeSetup([crossVenue]))
    let held = 0
    const run = (restarts: number): string =>
      stateHash(
        runRestarted({
          ...{ scene, journal: new MemoryJournal(), observer: nobody, restarts },
          after: ({ legSets }) => {
            held += legSets.length
          },
        }),
      )
    expect(run(0.7)).toBe(run(0))
    expect(held).toBeGreaterThan(8)
  })
})

function listed(id: string, tick: string): Instrument {
  const made = instrument(id as InstrumentId, tick, '0.01')
  return defined(made.ok ? made.value : undefined, id)
}

const triangle = [
  listed('ETH-USD.SIM', '1'),
  listed('ETH-BTC.SIM', '0.001'),
  listed('BTC-USD.SIM', '1'),
] as const
const [ether, cross, bitcoin] = triangle

/** What `triangular` wants when one ether is worth `crossTicks` thousandths of a bitcoin. */
function wantedAt(crossTicks: number): { readonly legs: readonly LegWish[]; readonly why: string } {
  const markets = [
    marketOf(ether, [1_000, 1_000]),
    marketOf(cross, [50, crossTicks]),
    marketOf(bitcoin, [20_000, 20_000]),
  ]
  const agent = seatOf(defined(agentByName('triangular'), 'triangular'), { exposure: 1 })
  const asked = new AskedAgent(agent, { markets })
  asked.moveTo(0)
  expect(asked.opine()).toBeUndefined()
  asked.moveTo(1)
  const legs = asked.opine()?.legs?.legs ?? []
  return { legs, why: agent.explain(asked.view) }
}

describe('triangular at an exchange of three markets', () => {
  it('takes a gap with the bar that shows it, and brings back exactly what it was', () => {
    const { legs, why } = wantedAt(52)
    expect(why).toContain('cycle of 3 legs that brings 4.0000 % before costs')
    const exchange = new SimulatedExchange({
      listings: triangle.map((of) => ({ instrument: of, rules: openRules, perpetual: undefined })),
      fees: new FlatFees(0, 0),
      sink: { onExchangeEvent: () => undefined },
      startTs: micros(2 * hourUs),
      tellsBook: false,
    })
    const prices = [1_000, 52, 20_000]
    prices.forEach((ticks, i) => {
      for (const isBid of [true, false])
        exchange.onDepth(i, isBid, ticks + (isBid ? 0 : 1), 1e6, exchange.now)
    })
    // What is bought is bought a tick above: the gap is left as it is seen from there.
    exchange.onDepth(0, false, 1_000, 1e6, exchange.now)
    const account = exchange.openAccount({})
    const money = 30_000
    exchange.deposit(account, 'USD', BigInt(money * minorPerUnit), exchange.now)
    exchange.deposit(account, 'BTC', BigInt(minorPerUnit), exchange.now)
    for (const { instrumentId, exposure } of legs) {
      const i = triangle.findIndex(({ id }) => id === instrumentId)
      // An ether is a thousand, a bitcoin twenty thousand.
      const base = (money * Math.abs(exposure)) / (i === 2 ? 20_000 : 1_000)
      const order = {
        ...plainRequest,
        instrument: i,
        type: 'market',
        lots: Math.round(base * 100),
      } as const
      const answer = exchange.submit(
        account,
        { ...order, side: exposure > 0 ? 'buy' : 'sell' },
        exchange.now,
      )
      expect(answer.ok).toBe(true)
    }
    const has = (coin: string): bigint => exchange.balances(account).get(coin)?.free ?? 0n
    expect(has('USD')).toBe(BigInt(money * minorPerUnit))
    expect(has('ETH')).toBe(0n)
    // Ten ether for 0.52 bitcoin, of which half a bitcoin paid for them: 400 dollars are left.
    expect(has('BTC') - BigInt(minorPerUnit)).toBe(BigInt(0.02 * minorPerUnit))
  })

  it('goes the other way round where the gap does, and abstains within costs', () => {
    const signs = wantedAt(48).legs.map(({ instrumentId, exposure }) => [
      instrumentId,
      Math.sign(exposure),
    ])
    expect(new Map(signs as [string, number][])).toEqual(
      new Map([
        ['ETH-USD.SIM', -1],
        ['ETH-BTC.SIM', 1],
        ['BTC-USD.SIM', 1],
      ]),
    )
    const { legs, why } = wantedAt(50)
    expect(legs).toEqual([])
    expect(why).toMatch(/^abstains: no cycle of instruments gains after 26 and 5 bps a leg/)
  })
})

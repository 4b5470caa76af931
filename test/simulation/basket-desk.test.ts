import { describe, expect, it } from 'vitest'
import { agentByName } from '../../src/agents/index.ts'
import { assert, defined } from '../../src/base/index.ts'
import { minorPerUnit } from '../../src/domain/index.ts'
import {
  backtest,
  type BacktestSetup,
  type Desk,
  type FillRow,
  nobody,
  stateHash,
} from '../../src/engine/index.ts'
import { MemoryJournal } from '../../src/journal/index.ts'
import { defaultLimits } from '../../src/risk/index.ts'
import { basketMarket, freeSetup, sceneOf, tradedBy } from './arbitrage-scene.ts'
import { madeInstrument, seatOf, sceneSetup } from './null-scene.ts'
import { runRestarted } from './restarted-desk.ts'
import { uncounted } from './uncounted.ts'

const basket = defined(agentByName('basket'), 'basket')
const rows = 2_500

/** Fills of a run by the time of their bar: what was dealt at once. */
function atOnce(fills: readonly FillRow[]): readonly (readonly FillRow[])[] {
  return [...Map.groupBy(fills, ({ ts }) => ts).values()]
}

/** Whatever is held is of a set, and what is held whole is all three. */
function check(desk: Desk): void {
  const owned = new Set(desk.legSets.flatMap(({ legs }) => legs.map((leg) => leg.instrument)))
  for (const [i, lots] of desk.ledger.positions.lots.entries())
    assert(lots === 0 || owned.has(i), 'a leg was left alone')
  for (const { stage, legs } of desk.legSets) {
    assert(legs.length === 3, 'a set of three has another number of legs')
    if (stage !== 'held') continue
    for (const { instrument, lots } of legs)
      assert(Math.abs(desk.ledger.positions.lots[instrument] as number) === lots, 'not whole')
  }
  desk.ledger.verify()
}

/** Limits as a desk has them, but for selling short. */
function limitedSetup(): BacktestSetup {
  const setup = sceneSetup([seatOf(basket)])
  return { ...setup, limits: { ...defaultLimits, isLongOnly: false } }
}

describe('basket on a desk', () => {
  it('makes money before costs of three that are held together, with all three legs', () => {
    for (const seed of [1, 2, 3]) {
      const { fills, made } = tradedBy(basket, basketMarket(seed, 0.94, rows))
      const sets = atOnce(fills)
      expect(sets.length).toBeGreaterThan(10)
      for (const set of sets)
        expect(new Set(set.map(({ instrument }) => instrument))).toEqual(new Set([0, 1, 2]))
      expect(made).toBeGreaterThan(0.005)
    }
  })

  it('books exactly what was dealt, to the last minor unit, fees and slippage taken off', () => {
    const market = basketMarket(1, 0.94, rows)
    const { run } = backtest({ setup: limitedSetup(), market }, uncounted)
    const { notionalFactor, notionalDivisor } = madeInstrument('BTC-USD.SIM')
    const held = [0n, 0n, 0n]
    let cash = 0n
    for (const { instrument: i, side, price, quantity, notional, fee } of run.fills) {
      const sign = side === 'buy' ? 1n : -1n
      const exact = (BigInt(price) * BigInt(quantity) * notionalFactor) / notionalDivisor
      expect(notional).toBe(exact)
      held[i] = (held[i] as bigint) + sign * BigInt(quantity)
      cash -= sign * exact + fee
    }
    expect(run.fills.length).toBeGreaterThan(12)
    expect(run.fills.every(({ fee }) => fee > 0n)).toBe(true)
    const open = held.reduce((sum, lots, i) => {
      const close = market[i]?.bars.close[rows - 1] as number
      return sum + (lots * BigInt(close) * notionalFactor) / notionalDivisor
    }, 0n)
    const made = Number(cash + open) / minorPerUnit
    expect(run.endEquity - run.startEquity).toBeCloseTo(made, 6)
  })

  it('passes the limits a desk has by default, two of them held the same way', () => {
    const tied = basketMarket(1, 0.94, rows)
    const { run } = backtest({ setup: limitedSetup(), market: tied }, uncounted)
    expect(run.refusals['correlation']).toBeUndefined()
    expect(run.fills.length).toBeGreaterThan(12)
    for (const set of atOnce(run.fills)) {
      expect(new Set(set.map(({ instrument }) => instrument))).toEqual(new Set([0, 1, 2]))
      const [first, ...others] = set.toSorted((a, b) => a.instrument - b.instrument)
      for (const { side } of others) expect(side).not.toBe(first?.side)
    }
  })

  it('trades nothing, and says so, on a desk that may not sell short', () => {
    const setup = limitedSetup()
    const limits = { ...setup.limits, isLongOnly: true }
    const market = basketMarket(1, 0.94, rows)
    const { run } = backtest({ setup: { ...setup, limits }, market }, uncounted)
    expect(run.fills).toEqual([])
    expect(run.refusals['legs']).toBeGreaterThan(0)
  })

  it('is the same desk when it is stopped in the middle of a set', () => {
    const scene = sceneOf(basketMarket(1, 0.94, rows), freeSetup([seatOf(basket)]))
    const seen = { forming: 0, held: 0, unwinding: 0 }
    const run = (restarts: number): string =>
      stateHash(
        runRestarted({
          ...{ scene, journal: new MemoryJournal(), observer: nobody, restarts },
          after: (desk) => {
            check(desk)
            for (const { stage } of desk.legSets) seen[stage] += 1
          },
        }),
      )
    expect(run(0.2)).toBe(run(0))
    expect(seen.held).toBeGreaterThan(100)
    expect(seen.forming + seen.unwinding).toBeGreaterThan(20)
  })

  it('takes two legs back when the third finds nobody to deal with', () => {
    const market = basketMarket(1, 0.94, rows).map((of, i) => {
      const bars = of.bars.slice(0, rows)
      if (i === 2) for (let row = 0; row < rows; row += 1) if (row % 10 > 1) bars.volume[row] = 0
      return { ...of, bars }
    })
    const scene = sceneOf(market, freeSetup([seatOf(basket)]))
    const seen = { held: 0, failed: 0 }
    runRestarted({
      ...{ scene, journal: new MemoryJournal(), observer: nobody, restarts: 0.1 },
      after: (desk) => {
        check(desk)
        for (const { stage, hasFailed } of desk.legSets) {
          if (stage === 'held') seen.held += 1
          if (hasFailed) seen.failed += 1
        }
      },
    })
    expect(seen.failed).toBeGreaterThan(5)
    expect(seen.held).toBeGreaterThan(5)
  })
})

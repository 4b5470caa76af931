import { existsSync } from 'node:fs'
import { beforeAll, describe, expect, it } from 'vitest'
import golden from '../../../test/golden/features/microstructure.json' with { type: 'json' }
import {
  expectNear,
  loadTicks,
  merge,
  ticks,
  topOf,
} from '../../../test/golden/features/recorded-ticks.ts'
import { type QuoteTickTable, type TradeTickTable } from '../../market/index.ts'
import {
  Amihud,
  ArrivalIntensity,
  BulkVpin,
  CancelBursts,
  CancelToTrade,
  HawkesIntensity,
  KyleLambda,
  RollSpread,
  TradeSigner,
  TradeSpreads,
  TradeVpin,
} from './index.ts'

/** One block of trades as a bar; prices in ticks, sizes in lots. */
type Block = { close: number; volume: number; signed: number; turnover: number }

function blocksOf({ columns, length }: TradeTickTable, size: number): readonly Block[] {
  const found: Block[] = []
  for (let from = 0; from + size <= length; from += size) {
    const block = { close: 0, volume: 0, signed: 0, turnover: 0 }
    for (let row = from; row < from + size; row += 1) {
      const price = columns.ticks[row] as number
      const lots = columns.lots[row] as number
      block.close = price
      block.volume += lots
      block.signed += lots * (columns.side[row] as number)
      block.turnover += lots * price
    }
    found.push(block)
  }
  return found
}

describe.skipIf(!existsSync(ticks))('recorded trades', () => {
  let quotes: QuoteTickTable
  let trades: TradeTickTable
  let blocks: readonly Block[]

  beforeAll(async () => {
    ;[quotes, trades] = await loadTicks(golden.perpetual)
    blocks = blocksOf(trades, 20)
  }, 20_000)

  it('VPIN by bulk volume, normal and t, and by trades', () => {
    for (const [degrees, wanted] of [
      [undefined, golden.bulkVpin.normal],
      [0.25, golden.bulkVpin.student],
    ] as const) {
      const law = degrees === undefined ? {} : { degrees }
      const vpin = new BulkVpin({ bucketVolume: 5_000, buckets: 20, deviationBars: 50, ...law })
      const found = blocks.map(({ close, volume }) => {
        vpin.update(close, volume)
        return vpin.value
      })
      expectNear(found.at(-1), wanted.at(-1) ?? Number.NaN)
      expectAmong(found, wanted)
    }
    const byTrades = new TradeVpin({ bucketVolume: 5_000, buckets: 20 })
    const found = Array.from({ length: trades.length }, (_, row) => {
      byTrades.update(trades.columns.side[row] === 1 ? 1 : -1, trades.columns.lots[row] as number)
      return byTrades.value
    })
    expectNear(found.at(-1), golden.tradeVpin.at(-1) ?? Number.NaN)
    expectAmong(found, golden.tradeVpin)
  })

  it("Kyle's lambda, Amihud and Roll", () => {
    const kyle = new KyleLambda(100)
    const amihud = new Amihud(60)
    blocks.forEach(({ close, signed, turnover }, i) => {
      if (i > 0) kyle.update(close - (blocks[i - 1]?.close ?? Number.NaN), signed)
      amihud.update(close, turnover)
      for (const { slope, rSquared } of golden.kyle.filter(({ at }) => at === i)) {
        expectNear(kyle.value, slope)
        expectNear(kyle.rSquared, rSquared)
      }
      for (const { value } of golden.amihud.filter(({ at }) => at === i))
        expectNear(amihud.value, value)
    })
    const roll = new RollSpread(200)
    for (let row = 0; row < trades.length; row += 1) {
      roll.update(trades.columns.ticks[row] as number)
      for (const { covariance } of golden.roll.filter(({ at }) => at === row)) {
        expectNear(roll.covariance, covariance)
        expect(roll.value).toBeCloseTo(2 * Math.sqrt(Math.max(0, -covariance)), 9)
      }
    }
  })

  it('effective and realised spread', () => {
    const spreads = new TradeSpreads({ horizonUs: 1_000_000, window: 300, waitingMax: 2_000 })
    const left = [...golden.spreads.means]
    const catchUp = (ts: number): void => {
      const wanted = left[0]
      if (wanted === undefined || wanted.at >= ts) return
      spreads.advance(wanted.at)
      expectNear(spreads.effectiveBps, wanted.effective)
      expectNear(spreads.realisedBps, wanted.realised)
      expectNear((spreads.impactBps ?? 0) + wanted.realised, wanted.effective)
      left.shift()
    }
    merge(
      quotes,
      trades,
      (row, ts) => {
        catchUp(ts)
        const { bid, ask } = topOf(quotes, row)
        spreads.onMiddle(ts, (bid + ask) / 2)
      },
      (row, ts) => {
        catchUp(ts)
        const { ticks: price, side } = trades.columns
        spreads.onTrade(ts, side[row] === 1 ? 1 : -1, price[row] as number)
      },
    )
    expect(spreads.dropped).toBe(golden.spreads.leftOut)
    expect(left).toEqual([])
  })

  it.each([golden.perpetual, golden.spot])('who crossed in %s', async (name) => {
    const [quotesOf, tradesOf] = await loadTicks(name)
    const { signs } = golden
    const of = signs[name as keyof typeof signs]
    for (const [rule, wanted] of [
      ['tick', of.tick],
      ['lee-ready', of.leeReady],
    ] as const) {
      const signer = new TradeSigner(rule)
      const found = { checksum: 0, right: 0 }
      merge(
        quotesOf,
        tradesOf,
        (row) => {
          const { bid, ask } = topOf(quotesOf, row)
          signer.onQuote(bid, ask)
        },
        (row) => {
          const sign = signer.onTrade(tradesOf.columns.ticks[row] as number) ?? 0
          found.checksum += sign * (row + 1)
          if (sign === tradesOf.columns.side[row]) found.right += 1
        },
      )
      expect(found).toEqual(wanted)
    }
  })

  it('arrivals, cancels for trades, and a Hawkes process', () => {
    const { tsInit, side, lots } = trades.columns
    const arrivals = new ArrivalIntensity(5e6)
    const ratio = new CancelToTrade(20e6)
    // Trades stand for cancels: to the stream one event is as good as another.
    const bursts = new CancelBursts({ fastUs: 1e6, slowUs: 60e6 })
    for (let row = 0; row < trades.length; row += 1) {
      const ts = tsInit[row] as number
      arrivals.add(ts)
      bursts.onCancel(ts)
      for (const wanted of golden.cancelBursts.filter(({ at }) => at === row))
        expectNear(bursts.ratio(ts), wanted.ratio)
      if (side[row] === 1) ratio.onTrade(ts, lots[row])
      else ratio.onCancel(ts, lots[row])
      for (const { perSecond } of golden.intensity.filter(({ at }) => at === row))
        expectNear(arrivals.perSecond(ts), perSecond)
      for (const { value } of golden.cancelToTrade.filter(({ at }) => at === row))
        expectNear(ratio.value, value)
    }
    const parameters = [
      { basePerSecond: 20, branching: 0.5, decayPerSecond: 100 },
      { basePerSecond: 5, branching: 0.8, decayPerSecond: 10 },
      { basePerSecond: 25, branching: 0, decayPerSecond: 1 },
    ]
    parameters.forEach((options, i) => {
      const hawkes = new HawkesIntensity(options)
      let before: number | undefined
      for (let row = 0; row < 800; row += 1) {
        before = hawkes.perSecond(tsInit[row] as number)
        hawkes.onEvent(tsInit[row] as number)
      }
      // The reference counts the first event too, of which the process says log(base) less 0.
      expectNear(hawkes.logLikelihood, golden.hawkes[i]?.logLikelihood ?? Number.NaN)
      expectNear(before, golden.hawkes[i]?.lastBefore ?? Number.NaN)
    })
  })
})

function isNear(value: number | undefined, wanted: number): boolean {
  return Math.abs((value ?? Number.NaN) - wanted) <= 1e-9 * Math.max(1, Math.abs(wanted))
}

/** Readings taken less often than buckets close: each is one of the reference's, in its order. */
function expectAmong(found: readonly (number | undefined)[], wanted: readonly number[]): void {
  let at = 0
  let met = 0
  for (const value of found) {
    if (value === undefined) continue
    while (at < wanted.length && !isNear(value, wanted[at] as number)) at += 1
    expect(at).toBeLessThan(wanted.length)
    met += 1
  }
  expect(met).toBeGreaterThan(20)
}

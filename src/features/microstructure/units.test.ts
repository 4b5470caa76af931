import { describe, expect, it } from 'vitest'
import { Random } from '../../base/index.ts'
import {
  Amihud,
  KyleLambda,
  MicropriceMomentum,
  OrderFlowImbalance,
  OwnQueue,
  RollSpread,
  TopSurvival,
  TradeSigner,
  TradeSpreads,
} from './index.ts'

type Moment = {
  readonly ts: number
  readonly price: number
  readonly size: number
  readonly sign: 1 | -1
}

function market(): readonly Moment[] {
  const random = Random.fromSeed(21)
  let [ts, price] = [0, 1_000]
  return Array.from({ length: 400 }, () => {
    ts += 1 + random.below(40)
    price += random.below(5) - 2
    return { ts, price, size: 1 + random.below(20), sign: random.next() < 0.5 ? 1 : -1 }
  })
}

/** The reading after a market in other units of prices, sizes and times. */
type Reading = (moments: readonly Moment[], units: Units) => number | undefined
type Units = { readonly price: number; readonly size: number; readonly time: number }

const readings: Readonly<Record<string, { readonly of: Reading; readonly by: Units }>> = {
  // `by`: the power of each unit that the reading goes with.
  Amihud: {
    by: { price: 0, size: -1, time: 0 },
    of: (moments, units) => {
      const stream = new Amihud(100)
      for (const { price, size } of moments) stream.update(price * units.price, size * units.size)
      return stream.value
    },
  },
  KyleLambda: {
    by: { price: 1, size: -1, time: 0 },
    of: (moments, units) => {
      const stream = new KyleLambda(100)
      moments.forEach(({ price, size, sign }, i) => {
        const change = price - (moments[i - 1]?.price ?? price)
        stream.update(change * units.price, sign * size * units.size)
      })
      return stream.value
    },
  },
  MicropriceMomentum: {
    by: { price: 0, size: 0, time: 0 },
    of: (moments, units) => {
      const memory = { fastUs: 100 * units.time, slowUs: 1_000 * units.time }
      const stream = new MicropriceMomentum(memory)
      for (const { ts, price } of moments) stream.update(ts * units.time, price * units.price)
      return stream.valueBps
    },
  },
  OrderFlowImbalance: {
    by: { price: 0, size: 1, time: 0 },
    of: (moments, units) => {
      const stream = new OrderFlowImbalance({ levels: 1, window: 100 })
      for (const { price, size } of moments)
        stream.update({
          bidPrices: Float64Array.of((price - 1) * units.price),
          bidSizes: Float64Array.of(size * units.size),
          askPrices: Float64Array.of((price + 1) * units.price),
          askSizes: Float64Array.of((21 - size) * units.size),
        })
      return stream.total
    },
  },
  RollSpread: {
    by: { price: 1, size: 0, time: 0 },
    of: (moments, units) => {
      const stream = new RollSpread(100)
      // A price that bounces, so that there is a spread.
      for (const { price, sign } of moments) stream.update((price + 4 * sign) * units.price)
      return stream.value
    },
  },
  TopSurvival: {
    by: { price: 0, size: 0, time: 1 },
    of: (moments, units) => {
      const stream = new TopSurvival(100)
      for (const { ts, price, size } of moments)
        stream.update(ts * units.time, {
          bid: (price - 1) * units.price,
          bidSize: size * units.size,
          ask: (price + 1) * units.price,
          askSize: size * units.size,
        })
      return stream.meanUs
    },
  },
  TradeSpreads: {
    by: { price: 0, size: 0, time: 0 },
    of: (moments, units) => {
      const stream = new TradeSpreads({ horizonUs: 100 * units.time, window: 100 })
      for (const { ts, price, sign } of moments) {
        stream.onMiddle(ts * units.time, price * units.price)
        stream.onTrade(ts * units.time, sign, (price + sign) * units.price)
      }
      return stream.realisedBps
    },
  },
}

describe.each(Object.entries(readings))('%s', (_, { of, by }) => {
  const moments = market()
  const plain = of(moments, { price: 1, size: 1, time: 1 }) ?? Number.NaN

  it.each(['price', 'size', 'time'] as const)('goes with the unit of %s as it should', (unit) => {
    const units = { price: 1, size: 1, time: 1, [unit]: 8 }
    const power = by[unit]
    const factor = power === 0 ? 1 : power > 0 ? 8 : 1 / 8
    expect((of(moments, units) ?? Number.NaN) / (plain * factor)).toBeCloseTo(1, 9)
    expect(plain).not.toBe(0)
  })
})

it('signs the mirrored market the other way, trade by trade', () => {
  for (const rule of ['tick', 'lee-ready'] as const) {
    const [plain, turned] = [new TradeSigner(rule), new TradeSigner(rule)]
    for (const { price, sign } of market()) {
      plain.onQuote(price - 1, price + 1)
      turned.onQuote(-price - 1, -price + 1)
      const found = plain.onTrade(price + (sign === 1 ? 1 : 0))
      const other = turned.onTrade(-price - (sign === 1 ? 1 : 0))
      expect(other).toBe(found === undefined ? undefined : -found)
    }
  }
})

it('never puts an own order further back, and fills no more than it is', () => {
  const random = Random.fromSeed(22)
  for (let run = 0; run < 200; run += 1) {
    const queue = new OwnQueue(random.next())
    queue.join(0, random.below(100), 10)
    let ahead = queue.aheadLots ?? 0
    for (let step = 0; step < 30; step += 1) {
      const lots = random.below(20)
      if (random.next() < 0.4) queue.onTrade(lots)
      else if (random.next() < 0.5) queue.onCancel(lots)
      else queue.onAdd(lots)
      const now = queue.aheadLots ?? 0
      expect(now <= ahead && now >= 0 && (queue.behindLots ?? 0) >= 0).toBe(true)
      expect(queue.filledLots <= 10 && (queue.filledLots === 0 || now === 0)).toBe(true)
      ahead = now
    }
  }
})

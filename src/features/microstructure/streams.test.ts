import { describe, expect, it } from 'vitest'
import { type Json, Random } from '../../base/index.ts'
import {
  Amihud,
  ArrivalIntensity,
  BulkVpin,
  CancelBursts,
  CancelToTrade,
  HawkesIntensity,
  KyleLambda,
  MicropriceMomentum,
  OrderFlowImbalance,
  OwnQueue,
  RollSpread,
  TopSurvival,
  TradeSigner,
  TradeSpreads,
  TradeVpin,
} from './index.ts'

/** One moment of a made-up market. */
type Moment = {
  readonly ts: number
  readonly price: number
  readonly size: number
  readonly sign: 1 | -1
}

type Stream = { reset(): void; save(): Json; load(state: Json): void }

/** A stream, what a moment does to it, and what is read after. */
type Case = {
  readonly make: () => { readonly stream: Stream; readonly step: (moment: Moment) => unknown }
  /** Moments before the first reading at the least; 0 where there may be one from the start. */
  readonly warmup: number
}

function made<T extends Stream>(
  stream: T,
  step: (stream: T, moment: Moment) => unknown,
): ReturnType<Case['make']> {
  return { stream, step: (moment) => step(stream, moment) }
}

const cases: Readonly<Record<string, Case>> = {
  Amihud: {
    warmup: 9,
    make: () =>
      made(new Amihud(9), (stream, { price, size }) => {
        stream.update(price, size)
        return stream.value
      }),
  },
  ArrivalIntensity: {
    warmup: 2,
    make: () =>
      made(new ArrivalIntensity(60), (stream, { ts, size }) => {
        stream.add(ts, size)
        return stream.perSecond(ts)
      }),
  },
  BulkVpin: {
    warmup: 13,
    make: () =>
      made(
        new BulkVpin({ bucketVolume: 40, buckets: 5, deviationBars: 9 }),
        (stream, { price, size }) => {
          stream.update(price, size)
          return stream.value
        },
      ),
  },
  CancelBursts: {
    warmup: 10,
    make: () =>
      made(new CancelBursts({ fastUs: 20, slowUs: 400 }), (stream, { ts, size }) => {
        stream.onCancel(ts, size)
        return stream.ratio(ts)
      }),
  },
  CancelToTrade: {
    warmup: 2,
    make: () =>
      made(new CancelToTrade(60), (stream, { ts, size, sign }) => {
        if (sign === 1) stream.onTrade(ts, size)
        else stream.onCancel(ts, size)
        return stream.value
      }),
  },
  HawkesIntensity: {
    warmup: 0,
    make: () =>
      made(
        new HawkesIntensity({ basePerSecond: 1e4, branching: 0.6, decayPerSecond: 9e4 }),
        (stream, { ts }) => {
          stream.onEvent(ts)
          return [stream.perSecond(ts), stream.logLikelihood]
        },
      ),
  },
  KyleLambda: {
    warmup: 11,
    make: () =>
      made(new KyleLambda(12), (stream, { price, size, sign }) => {
        stream.update(price, sign * size)
        return stream.rSquared
      }),
  },
  MicropriceMomentum: {
    warmup: 3,
    make: () =>
      made(new MicropriceMomentum({ fastUs: 30, slowUs: 120 }), (stream, { ts, price }) => {
        stream.update(ts, price)
        return stream.valueBps
      }),
  },
  OrderFlowImbalance: {
    warmup: 10,
    make: () =>
      made(new OrderFlowImbalance({ levels: 1, window: 10 }), (stream, { price, size }) => {
        stream.update({
          bidPrices: Float64Array.of(price - 1),
          bidSizes: Float64Array.of(size),
          askPrices: Float64Array.of(price + 1),
          askSizes: Float64Array.of(20 - size),
        })
        return stream.scaled
      }),
  },
  OwnQueue: {
    warmup: 0,
    make: () =>
      made(new OwnQueue(0.5), (stream, { ts, size, sign }) => {
        if (stream.aheadLots === undefined) stream.join(ts, 5 * size, 20)
        if (sign === 1) stream.onTrade(size / 3)
        else if (size < 10) stream.onCancel(size)
        else stream.onAdd(size)
        return [stream.aheadShare, stream.filledLots, stream.ageUs(ts)]
      }),
  },
  RollSpread: {
    warmup: 11,
    make: () =>
      made(new RollSpread(10), (stream, { price }) => {
        stream.update(price)
        return stream.covariance
      }),
  },
  TopSurvival: {
    warmup: 5,
    make: () =>
      made(new TopSurvival(11), (stream, { ts, price, size }) => {
        stream.update(ts, { bid: price - 1, bidSize: size, ask: price + 1, askSize: 9 })
        return stream.survival(30)
      }),
  },
  TradeSigner: {
    warmup: 0,
    make: () =>
      made(new TradeSigner('lee-ready'), (stream, { price, sign }) => {
        if (sign === 1) stream.onQuote(price - 1, price + 1)
        return [stream.onTrade(price)]
      }),
  },
  TradeSpreads: {
    warmup: 5,
    make: () =>
      made(
        new TradeSpreads({ horizonUs: 50, window: 5, waitingMax: 7 }),
        (stream, { ts, price, sign }) => {
          stream.onMiddle(ts, price)
          stream.onTrade(ts, sign, price + sign)
          return stream.adverseShare
        },
      ),
  },
  TradeVpin: {
    warmup: 10,
    make: () =>
      made(new TradeVpin({ bucketVolume: 37, buckets: 6 }), (stream, { sign, size }) => {
        stream.update(sign, size)
        return stream.value
      }),
  },
}

function market(seed: number, length: number): readonly Moment[] {
  const random = Random.fromSeed(seed)
  let [ts, price] = [1_000, 100]
  return Array.from({ length }, () => {
    ts += 1 + random.below(40)
    price += random.below(5) - 2
    const sign = random.next() < 0.5 ? 1 : -1
    return { ts, price: Math.max(50, price), size: 1 + random.below(20), sign }
  })
}

describe.each(Object.entries(cases))('%s', (_, { make, warmup }) => {
  const moments = market(1, 300)

  it('is silent while it warms up, and speaks after', () => {
    const { step } = make()
    const first = moments.findIndex((moment) => step(moment) !== undefined)
    expect(first).toBeGreaterThanOrEqual(warmup)
    expect(first).toBeLessThan(100)
  })

  it('after a reset is as it was new, to the bit', () => {
    const { stream, step } = make()
    const once = moments.map(step)
    stream.reset()
    expect(moments.map(step)).toEqual(once)
  })

  it.each([0, 1, 7, 60, 155])('goes on from what was saved after %i moments', (cut) => {
    const whole = make()
    const wanted = moments.map(whole.step)
    const before = make()
    moments.slice(0, cut).forEach(before.step)
    const state: Json = JSON.parse(JSON.stringify(before.stream.save()))
    const after = make()
    market(3, 40).forEach(after.step)
    after.stream.load(state)
    expect(moments.slice(cut).map(after.step)).toEqual(wanted.slice(cut))
    expect(after.stream.save()).toEqual(whole.stream.save())
  })

  it('declines a state that is none of its own', () => {
    expect(() => make().stream.load('nonsense')).toThrow(RangeError)
    expect(() => make().stream.load([1, 2, 3, 4, 5, 6, 7])).toThrow(RangeError)
  })
})

import { describe, expect, it } from 'vitest'
import { defined } from '../../src/base/index.ts'
import {
  BarColumns,
  type InstrumentId,
  instrument,
  micros,
  minuteUs,
  orderId,
} from '../../src/domain/index.ts'
import { BarExchange } from '../../src/venue/index.ts'
import { ExchangeScene, free } from './exchange-scene.ts'

const sell = { side: 'sell', isReduceOnly: true } as const
const stop = { ...sell, type: 'stop', role: 'stop' } as const
const target = { ...sell, type: 'limit', role: 'target' } as const

describe('a market order', () => {
  it('fills at the next open, not at the close it was decided on', () => {
    const scene = new ExchangeScene()
    scene.bar([90, 110, 80, 100])
    scene.send({})
    expect(scene.fills).toEqual([])
    scene.bar([105, 120, 95, 110])
    expect(scene.fills).toEqual([[1, 105, 10]])
  })

  it('slips against whoever sends it', () => {
    const scene = new ExchangeScene({ slippage: 0.001 })
    scene.send({})
    scene.bar([1_000, 1_000, 1_000, 1_000])
    scene.send({ side: 'sell' })
    scene.bar([1_000, 1_000, 1_000, 1_000])
    expect(scene.fills).toEqual([
      [1, 1_001, 10],
      [2, 999, 10],
    ])
  })

  it('slips by a whole tick where a fraction of one would do', () => {
    const scene = new ExchangeScene({ slippage: 0.000_001 })
    scene.send({})
    scene.send({ side: 'sell' })
    scene.bar([100, 100, 100, 100])
    expect(scene.fills.map(([, ticks]) => ticks)).toEqual([101, 99])
  })

  it('never sells below one tick', () => {
    const scene = new ExchangeScene({ slippage: 0.9 })
    scene.send({ side: 'sell' })
    scene.bar([1, 1, 1, 1])
    expect(scene.fills).toEqual([[1, 1, 10]])
  })
})

describe('a share of the volume', () => {
  it('is all our fills of a bar together', () => {
    const scene = new ExchangeScene({ participationMax: 0.1 })
    scene.send({ lots: 7 })
    scene.send({ lots: 7 })
    scene.bar([100, 100, 100, 100], 109)
    expect(scene.fills).toEqual([
      [1, 100, 7],
      [2, 100, 3],
    ])
    scene.bar([102, 102, 102, 102], 109)
    expect(scene.fills.at(-1)).toEqual([2, 102, 4])
  })

  it('is nothing where nothing was traded', () => {
    const scene = new ExchangeScene()
    scene.send({})
    scene.bar([100, 100, 100, 100], 0)
    scene.bar([100, 100, 100, 100], 0)
    expect(scene.fills).toEqual([])
    expect(scene.exchange.isTouched(0, 100, 100)).toBe(true)
    scene.bar([103, 103, 103, 103])
    expect(scene.fills).toEqual([[1, 103, 10]])
  })

  it('numbers the fills of an order upward', () => {
    const scene = new ExchangeScene({ participationMax: 0.1 })
    scene.send({ lots: 3 })
    for (let n = 0; n < 3; n += 1) scene.bar([100, 100, 100, 100], 10)
    const numbers = scene.heard.map((event) => (event.kind === 'order-filled' ? event.fill : 0))
    expect(numbers).toEqual([0, 1, 2, 3])
  })
})

describe('a stop', () => {
  it('fires at its price inside a bar, and slips', () => {
    const scene = new ExchangeScene({ slippage: 0.01 })
    scene.long(10)
    scene.send({ ...stop, at: 95 })
    scene.bar([100, 101, 96, 99])
    expect(scene.fills).toEqual([])
    scene.bar([100, 101, 95, 99])
    expect(scene.fills).toEqual([[2, 94, 10]])
  })

  it('that is gapped over fills at the open', () => {
    const scene = new ExchangeScene()
    scene.long(10)
    scene.send({ ...stop, at: 95 })
    scene.bar([80, 101, 79, 99])
    expect(scene.fills).toEqual([[2, 80, 10]])
  })

  it('protects a short from above', () => {
    const scene = new ExchangeScene()
    scene.send({ side: 'sell' })
    scene.bar([100, 100, 100, 100])
    scene.send({ ...stop, side: 'buy', at: 110 })
    scene.bar([104, 109, 100, 105])
    expect(scene.fills).toHaveLength(1)
    scene.bar([120, 121, 119, 120])
    expect(scene.fills.at(-1)).toEqual([2, 120, 10])
  })

  it('comes before a limit that the same bar reached', () => {
    const scene = new ExchangeScene()
    scene.long(10)
    scene.send({ ...target, at: 110 })
    scene.send({ ...stop, at: 95 })
    scene.bar([100, 120, 90, 119])
    expect(scene.fills).toEqual([[3, 95, 10]])
  })

  it('sent in answer to a fill at the open is live for the rest of the bar', () => {
    const scene = new ExchangeScene()
    scene.send({})
    scene.answer = (event) => {
      scene.answer = () => {}
      if (event.kind === 'order-filled') scene.send({ ...stop, at: 95 })
    }
    scene.bar([100, 101, 90, 99])
    expect(scene.fills).toEqual([
      [1, 100, 10],
      [2, 95, 10],
    ])
  })

  it('that fired goes on at the next open when the volume did not do', () => {
    const scene = new ExchangeScene()
    scene.long(10)
    scene.send({ ...stop, at: 95 })
    scene.bar([100, 101, 90, 99], 4)
    scene.bar([98, 101, 98, 99])
    expect(scene.fills).toEqual([
      [2, 95, 4],
      [2, 98, 6],
    ])
  })
})

describe('a limit', () => {
  it('fills at its price, and only when the price went through it', () => {
    const scene = new ExchangeScene({ slippage: 0.01, feeMakerPpm: 1_000_000 })
    scene.long(10)
    scene.send({ ...target, at: 110 })
    scene.bar([100, 110, 99, 105])
    expect(scene.fills).toEqual([])
    scene.bar([115, 120, 111, 118])
    expect(scene.fills).toEqual([[2, 110, 10]])
    expect(scene.heard.at(-1)).toMatchObject({ liquidity: 'maker', fee: 1_100n * 100_000_000n })
  })

  it('that arrives inside a bar waits for the next', () => {
    const scene = new ExchangeScene()
    scene.long(10)
    scene.send({ ...stop, lots: 4, at: 95 })
    scene.answer = (event) => {
      if (event.kind === 'order-filled' && event.orderId === 2)
        scene.send({ ...target, lots: 6, at: 97 })
    }
    scene.bar([100, 101, 90, 99])
    expect(scene.fills).toEqual([[2, 95, 4]])
    scene.bar([100, 101, 90, 99])
    expect(scene.fills.at(-1)).toEqual([3, 97, 6])
  })
})

describe('a reduce-only order', () => {
  it('fills no more than there is, and the rest of it is taken back', () => {
    const scene = new ExchangeScene()
    scene.long(10)
    scene.send({ ...sell, role: 'exit', lots: 25 })
    scene.bar([100, 100, 100, 100])
    expect(scene.fills).toEqual([[2, 100, 10]])
    expect(scene.canceled).toEqual([2])
  })

  it('never opens', () => {
    const scene = new ExchangeScene()
    scene.send({ ...sell, role: 'exit' })
    scene.send({ ...sell, side: 'buy', role: 'exit' })
    scene.bar([100, 100, 100, 100])
    expect(scene.fills).toEqual([])
    expect(scene.canceled).toEqual([1, 2])
  })

  it('of two that fire in one bar only one finds something to reduce', () => {
    const scene = new ExchangeScene()
    scene.long(10)
    scene.send({ ...stop, at: 95 })
    scene.send({ ...stop, at: 94 })
    scene.bar([100, 100, 90, 92])
    expect(scene.fills).toEqual([[2, 95, 10]])
    expect(scene.canceled).toEqual([3])
  })
})

it('takes the fee of the notional rounded up, and rounds the fee up', () => {
  const scene = new ExchangeScene({ feeTakerPpm: 2_600 })
  scene.send({ lots: 3 })
  scene.bar([7, 7, 7, 7])
  expect(scene.heard.at(-1)).toMatchObject({ fee: (21n * 100_000_000n * 2_600n) / 1_000_000n })
  const fine = instrument('XYZ-USD.SIM' as InstrumentId, '0.0000001', '0.01')
  const exchange = new BarExchange({
    instruments: [defined(fine.ok ? fine.value : undefined, 'fine')],
    intervalsUs: [minuteUs],
    costs: { ...free, feeTakerPpm: 1 },
    cash: () => 10n ** 24n,
  })
  const fees: bigint[] = []
  exchange.connect({
    onOrderEvent: (event) => void (event.kind === 'order-filled' && fees.push(event.fee)),
  })
  exchange.submit({ order: { ...scene.send({ lots: 1 }), orderId: orderId(1), ts: micros(0) } })
  const bars = new BarColumns(1)
  bars.push(minuteUs, 1, 1, 1, 1, 10)
  exchange.onBar(0, bars, 0)
  expect(fees).toEqual([1n])
})

it('takes an order back at once, and says so once', () => {
  const scene = new ExchangeScene()
  const { orderId: id, ts } = scene.send({})
  scene.exchange.cancel(id, ts)
  scene.exchange.cancel(id, ts)
  scene.bar([100, 100, 100, 100])
  expect(scene.canceled).toEqual([1])
  expect(scene.fills).toEqual([])
})

it('passes over a bar only when no order could fill in it', () => {
  const scene = new ExchangeScene()
  expect(scene.exchange.isTouched(0, 1, 1_000)).toBe(false)
  scene.long(10)
  scene.send({ ...stop, at: 95 })
  scene.send({ ...target, at: 110 })
  expect(scene.exchange.isTouched(0, 96, 109)).toBe(false)
  expect(scene.exchange.isTouched(0, 95, 109)).toBe(true)
  expect(scene.exchange.isTouched(0, 96, 111)).toBe(true)
})

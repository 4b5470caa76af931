import { describe, expect, it } from 'vitest'
import { micros, minuteUs } from '../../src/domain/index.ts'
import { ExchangeScene } from './exchange-scene.ts'

describe('what is bought is paid with the cash there is', () => {
  const unit = 100_000_000n

  it('fills what can be paid with its fee, and cancels the rest', () => {
    const scene = new ExchangeScene({ feeTakerPpm: 10_000 })
    scene.cash = 707n * unit
    scene.send({ lots: 10 })
    scene.bar([100, 100, 100, 100])
    expect(scene.fills).toEqual([[1, 100, 7]])
    expect(scene.canceled).toEqual([1])
  })

  it('has none where a single lot is too much, and never holds up what only reduces', () => {
    const scene = new ExchangeScene()
    scene.send({ side: 'sell', lots: 5 })
    scene.bar([100, 100, 100, 100])
    scene.cash = 99n * unit
    scene.send({ lots: 1 })
    scene.send({ lots: 5, isReduceOnly: true, role: 'exit' })
    scene.bar([100, 100, 100, 100])
    expect(scene.fills).toEqual([
      [1, 100, 5],
      [3, 100, 5],
    ])
    expect(scene.canceled).toEqual([2])
  })
})

describe('an order that came while the bar was running', () => {
  const inside = (part: number) => ({ ts: micros(minuteUs * part) })

  it('is filled at the worse of the open and the close', () => {
    const fillOf = (side: 'buy' | 'sell', open: number, close: number): number | undefined => {
      const scene = new ExchangeScene()
      scene.send({ side, ...inside(0.5) })
      scene.bar([open, 120, 80, close])
      return scene.fills[0]?.[1]
    }
    expect([fillOf('sell', 100, 90), fillOf('sell', 90, 100)]).toEqual([90, 90])
    expect([fillOf('buy', 100, 90), fillOf('buy', 90, 100)]).toEqual([100, 100])
  })

  it('is filled at the next open when it came as the bar closed', () => {
    const scene = new ExchangeScene()
    scene.send(inside(1))
    scene.bar([100, 110, 90, 105])
    expect(scene.fills).toEqual([])
    scene.bar([106, 110, 90, 105])
    expect(scene.fills).toEqual([[1, 106, 10]])
  })
})

describe('a reading of the fills', () => {
  const costs = { slippage: 0.01, participationMax: 0.5 } as const

  it('fills a limit at a touch when it is optimistic, and beyond the slippage when pessimistic', () => {
    const filledAt = (reading: 'optimistic' | 'default' | 'pessimistic', low: number): number => {
      const scene = new ExchangeScene({ ...costs, reading })
      scene.send({ type: 'limit', at: 1_000 })
      scene.bar([1_100, 1_100, low, 1_100])
      return scene.fills.length
    }
    expect([1_000, 999, 990, 989].map((low) => filledAt('optimistic', low))).toEqual([1, 1, 1, 1])
    expect([1_000, 999, 990, 989].map((low) => filledAt('default', low))).toEqual([0, 1, 1, 1])
    expect([1_000, 999, 990, 989].map((low) => filledAt('pessimistic', low))).toEqual([0, 0, 0, 1])
  })

  it('says what a stop gets and how much of the volume is ours', () => {
    const filled = (reading: 'optimistic' | 'default' | 'pessimistic'): readonly number[] => {
      const scene = new ExchangeScene({ ...costs, reading })
      scene.send({ type: 'stop', side: 'sell', at: 1_000, lots: 100 })
      scene.bar([1_100, 1_100, 900, 1_000], 100)
      return scene.fills.flatMap(([, ticks, lots]) => [ticks, lots])
    }
    expect(filled('optimistic')).toEqual([1_000, 100])
    expect(filled('default')).toEqual([990, 50])
    expect(filled('pessimistic')).toEqual([882, 25])
  })
})

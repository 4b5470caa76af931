import { describe, expect, it } from 'vitest'
import { SmallExchange } from '../../../../test/simulation/small-exchange.ts'
import type { Trail } from './order-request.ts'

const ten: Trail = { kind: 'ticks', ticks: 10 }

/** What a sell that trails by ten ticks from a price waits for after each of some prices. */
function triggersOf(trail: Trail, start: number, prices: readonly number[]): readonly number[] {
  const scene = new SmallExchange()
  const account = scene.account({ BTC: 5 })
  scene.depth(true, 50, 100)
  scene.print(true, 100, 1)
  const order = scene.place(account, {
    ...{ side: 'sell', type: 'trailing-stop', lots: 1, trail, trigger: start },
  })
  return prices.map((price) => {
    scene.print(true, price, 1)
    return order.hasTriggered ? -1 : order.trigger
  })
}

it('starts where the market comes with its holder, or against them, and trails from there', () => {
  expect(triggersOf(ten, 110, [90, 109, 110, 115, 106])).toEqual([0, 0, 100, 105, 105])
  expect(triggersOf({ ...ten, starts: 'profit' }, 110, [90, 111, 102, 101])).toEqual([
    ...[0, 101, 101, -1],
  ])
  expect(triggersOf({ ...ten, starts: 'loss' }, 95, [120, 96, 95, 99, 89])).toEqual([
    ...[0, 0, 85, 89, -1],
  ])
})

it('trails at once where no price to start at is given', () => {
  for (const trail of [ten, { ...ten, starts: 'loss' }] as const)
    expect(triggersOf(trail, 0, [101, 105, 96])).toEqual([91, 95, 95])
})

describe('an order that waits for the mark', () => {
  const stop = { type: 'stop', side: 'sell', lots: 1, trigger: 90, reference: 'mark' } as const

  it('waits for the last price until a mark is given, and for nothing else from then on', () => {
    const scene = new SmallExchange()
    const account = scene.account({ BTC: 5 })
    scene.depth(true, 50, 100)
    scene.print(true, 100, 1)
    const first = scene.place(account, stop)
    scene.print(true, 90, 1)
    expect(first.status).toBe('filled')
    scene.exchange.onMark(0, 95, scene.exchange.now)
    const second = scene.place(account, stop)
    scene.print(true, 80, 1)
    expect(second.status).toBe('waiting')
    scene.exchange.onMark(0, 90, scene.exchange.now)
    expect(second.status).toBe('filled')
  })

  it('is declined by the mark, trails it, and goes on with it after a restart', () => {
    const scene = new SmallExchange()
    const account = scene.account({ BTC: 5 })
    scene.depth(true, 50, 100)
    scene.print(true, 100, 1)
    scene.exchange.onMark(0, 85, scene.exchange.now)
    expect(scene.refusal(account, stop)).toBe('would-trigger')
    const { number } = scene.place(account, {
      ...{ side: 'sell', type: 'trailing-stop', lots: 1, trail: ten, reference: 'mark' },
    })
    scene.exchange.onMark(0, 200, scene.exchange.now)
    const next = new SmallExchange()
    next.exchange.load(JSON.parse(JSON.stringify(scene.exchange.save())))
    expect(next.exchange.order(account, { number })?.trigger).toBe(190)
    next.exchange.onMark(0, 190, next.exchange.now)
    expect(next.exchange.order(account, { number })?.status).toBe('filled')
  })
})

it('gives the limit of one that trails on either side of its trigger', () => {
  for (const [limitOffset, limit] of [
    [3, 102],
    [-3, 108],
  ] as const) {
    const scene = new SmallExchange()
    const account = scene.account({ BTC: 5 })
    scene.print(true, 115, 1)
    const order = scene.place(account, {
      ...{ side: 'sell', type: 'trailing-stop-limit', lots: 1, trail: ten, limitOffset },
    })
    scene.print(true, 105, 1)
    expect([order.status, order.price]).toEqual(['open', limit])
  }
})

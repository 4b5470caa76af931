import { expect, it } from 'vitest'
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

import { expect, it } from 'vitest'
import type { Order, OrderEvent, OrderRole } from '../domain/index.ts'
import { tooLittle, TooLittle } from './too-little.ts'

const of = (quantity: number, role: OrderRole = 'exit'): Order => ({ role, quantity }) as Order
const refused = (reason: string = tooLittle): OrderEvent =>
  ({ kind: 'order-rejected', reason }) as OrderEvent
const heard = (kind: OrderEvent['kind']): OrderEvent => ({ kind }) as OrderEvent

/** Bars at which `lots` are offered, each refused: the first at 0. */
function offers(little: TooLittle, bars: number, lots: number): readonly number[] {
  const at: number[] = []
  for (let bar = 0; bar < bars; bar += 1, little.onBar())
    if (!little.isWaiting(lots)) {
      at.push(bar)
      little.hear(of(lots), refused())
    }
  return at
}

it('is offered again after a bar, then after twice as many, at most thirty-two', () => {
  expect(offers(new TooLittle(), 130, 5)).toEqual([0, 1, 3, 7, 15, 31, 63, 95, 127])
})

it('lets more than was refused pass, and begins anew with it', () => {
  const little = new TooLittle()
  offers(little, 20, 5)
  expect([4, 5, 6].map((lots) => little.isWaiting(lots))).toEqual([true, true, false])
  expect(offers(little, 8, 6)).toEqual([0, 1, 3, 7])
})

it('is nothing any more once an exit is taken, filled, or refused for something else', () => {
  for (const event of [heard('order-accepted'), heard('order-filled'), refused('throttled')]) {
    const little = new TooLittle()
    offers(little, 20, 5)
    little.hear(of(5), event)
    expect(little.save()).toEqual([])
    expect(offers(little, 4, 5)).toEqual([0, 1, 3])
  }
})

it('hears of exits alone, and not of how one ends that was taken', () => {
  const little = new TooLittle()
  for (const role of ['entry', 'stop', 'target', 'quote'] as const)
    little.hear(of(5, role), refused())
  expect(little.isWaiting(5)).toBe(false)
  little.hear(of(5), refused())
  little.hear(of(5), heard('order-canceled'))
  little.hear(of(9, 'entry'), heard('order-filled'))
  expect(little.isWaiting(5)).toBe(true)
})

it('waits as long over a restart', () => {
  const little = new TooLittle()
  offers(little, 9, 5)
  const again = new TooLittle()
  again.load(little.save())
  expect(offers(again, 40, 5)).toEqual(offers(little, 40, 5))
})

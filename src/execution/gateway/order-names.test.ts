import { expect, it } from 'vitest'
import { attemptMax, clientOrderId, orderId } from '../../domain/index.ts'
import { OrderNames } from './order-names.ts'

const nameOf = (attempt: number): string => clientOrderId(7n, orderId(3), attempt)

it('keeps one name where orders are changed in place', () => {
  const names = new OrderNames(nameOf(0), false)
  names.change()
  expect(names.possible).toEqual([nameOf(0)])
  expect([names.standing, names.wanted]).toEqual([nameOf(0), nameOf(0)])
  expect(names.isAsWanted).toBe(true)
})

it('gives every change a name, and asks under all that may stand', () => {
  const names = new OrderNames(nameOf(0), true)
  names.change()
  names.change()
  expect(names.possible).toEqual([nameOf(0), nameOf(1), nameOf(2)])
  expect(names.stand(nameOf(1))).toBe(true)
  expect([names.standing, names.wanted]).toEqual([nameOf(1), nameOf(2)])
  expect(names.isAsWanted).toBe(false)
  expect(names.possible).toEqual([nameOf(1), nameOf(2)])
  expect(names.isPast(nameOf(0))).toBe(true)
})

it('goes back to no name that was replaced, and to none that nobody asked for', () => {
  const names = new OrderNames(nameOf(0), true)
  names.change()
  names.settle()
  expect(
    [nameOf(0), nameOf(1), nameOf(2), 'nonsense', ''].map((each) => names.stand(each)),
  ).toEqual([false, false, false, false, false])
  expect(names.standing).toBe(nameOf(1))
})

it('has names for as many changes as there are numbers, and then none', () => {
  const names = new OrderNames(nameOf(0), true)
  for (let n = 0; n < attemptMax; n += 1) names.change()
  expect(names.areSpent).toBe(false)
  names.stand(nameOf(attemptMax))
  names.change()
  expect(names.areSpent).toBe(true)
  expect(names.isAsWanted).toBe(false)
  expect(names.possible).toEqual([nameOf(attemptMax)])
})

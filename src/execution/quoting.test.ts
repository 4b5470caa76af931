import { expect, it } from 'vitest'
import { orderId } from '../domain/index.ts'
import { Quoting } from './quoting.ts'

const [one, two] = [orderId(1), orderId(2)]

it('lists what is out of both sides, until it is done', () => {
  const quoting = new Quoting()
  expect([quoting.isOut, quoting.out]).toEqual([false, []])
  quoting.set('buy', one)
  expect([quoting.isOut, quoting.out]).toEqual([true, [1]])
  quoting.set('sell', two)
  expect([quoting.isOut, quoting.out]).toEqual([true, [1, 2]])
  quoting.drop(orderId(3))
  expect(quoting.out).toEqual([1, 2])
  quoting.drop(one)
  expect([quoting.isOut, quoting.out]).toEqual([true, [2]])
  quoting.drop(two)
  expect([quoting.isOut, quoting.out]).toEqual([false, []])
})

it('goes on after a restart', () => {
  const [quoting, twin] = [new Quoting(), new Quoting()]
  quoting.set('sell', two)
  twin.set('buy', one)
  twin.load(JSON.parse(JSON.stringify(quoting.save())))
  expect([twin.buy, twin.sell]).toEqual([0, 2])
  twin.load([])
  expect(twin.isOut).toBe(false)
})

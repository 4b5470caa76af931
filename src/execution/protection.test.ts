import { expect, it } from 'vitest'
import { micros, orderId } from '../domain/index.ts'
import { Protection } from './protection.ts'

it('tells where what is held would be given up: nowhere while its stop is lost', () => {
  const told: number[] = []
  const protection = new Protection((ticks) => void told.push(ticks))
  protection.plan({ stop: 90, target: 120 }, 0)
  expect(told).toEqual([])
  protection.adopt(micros(1))
  protection.stop = 95
  protection.isLost = true
  protection.stop = 97
  protection.mend()
  expect(told).toEqual([90, 95, 0, 0, 97])
  const again: number[] = []
  const loaded = new Protection((ticks) => void again.push(ticks))
  protection.isLost = true
  loaded.load(protection.save())
  expect([again.at(-1), loaded.stop, loaded.isLost]).toEqual([0, 97, true])
})

const silent = (): void => {}

it('holds what was added to no longer than what was there', () => {
  const protection = new Protection(silent)
  protection.plan({ stop: 90, target: 120 }, 0)
  protection.adopt(5)
  expect(protection.untilTs).toBe(0)
  protection.plan({ stop: 91, target: 121 }, 10)
  expect([protection.stop, protection.target]).toEqual([90, 120])
  protection.adopt(6)
  expect([protection.stop, protection.target, protection.untilTs]).toEqual([91, 121, 16])
  protection.adopt(9)
  expect(protection.untilTs).toBe(16)
})

it('gives up the orders that are out, and forgets those that are done', () => {
  const protection = new Protection(silent)
  expect(protection.giveUp()).toEqual([])
  protection.stopOrder = orderId(7)
  expect(protection.giveUp()).toEqual([7])
  Object.assign(protection, { stopOrder: 7, targetOrder: 8 })
  protection.drop(orderId(9))
  expect([protection.stopOrder, protection.targetOrder]).toEqual([7, 8])
  protection.drop(orderId(7))
  expect([protection.stopOrder, protection.targetOrder]).toEqual([0, 8])
  protection.drop(orderId(8))
  expect(protection.giveUp()).toEqual([])
  Object.assign(protection, { stopOrder: 7, targetOrder: 8 })
  expect(protection.giveUp()).toEqual([7, 8])
  expect([protection.stopOrder, protection.targetOrder]).toEqual([0, 0])
})

it('has tried nothing once there is a stop again', () => {
  const protection = new Protection(silent)
  Object.assign(protection, { tries: 3, triedTs: 5, isLost: true })
  protection.mend()
  expect([protection.isLost, protection.tries, protection.triedTs]).toEqual([false, 0, 5])
})

it('saves what there is to save, and no more; a state of before it had so much loads too', () => {
  const state = (over: Partial<Protection>, holdUs = 0): unknown => {
    const protection = new Protection(silent)
    protection.plan({ stop: 5, target: 6 }, holdUs)
    Object.assign(protection, { stop: 1, target: 2, stopOrder: 3, targetOrder: 4, ...over })
    const twin = new Protection(silent)
    Object.assign(twin, { closing: 9, untilTs: 9, tries: 9, isLost: true })
    twin.load(protection.save())
    expect(twin.save()).toEqual(protection.save())
    twin.adopt(1_000)
    expect([twin.stop, twin.target]).toEqual([5, 6])
    return protection.save()
  }
  const plain = [1, 2, 3, 4, 5, 6]
  expect(state({})).toEqual(plain)
  expect(state({ isLost: true, tries: 2 })).toEqual([...plain, 1, 2, 0])
  expect(state({ triedTs: 8 })).toEqual([...plain, 0, 0, 8])
  expect(state({ untilTs: 8 })).toEqual([...plain, 0, 0, 0, 8, 0, 0])
  expect(state({ closing: 8 })).toEqual([...plain, 0, 0, 0, 0, 0, 8])
  expect(state({}, 8)).toEqual([...plain, 0, 0, 0, 0, 8, 0])
  const empty = new Protection(silent)
  expect(empty.save()).toEqual([0, 0, 0, 0, 0, 0])
  empty.load([])
  expect(empty.save()).toEqual([0, 0, 0, 0, 0, 0])
})

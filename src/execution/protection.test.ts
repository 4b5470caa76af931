import { expect, it } from 'vitest'
import { micros } from '../domain/index.ts'
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

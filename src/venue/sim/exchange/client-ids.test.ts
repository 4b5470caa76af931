import { expect, it } from 'vitest'
import { dayUs, micros } from '../../../domain/index.ts'
import { ClientIds } from './client-ids.ts'

it('holds a name for 24 hours, and longer while its order is open', () => {
  const names = new ClientIds(2)
  names.remember(1, 'a', 7, micros(0))
  names.remember(1, 'b', 8, micros(1))
  expect(names.isFull).toBe(true)
  names.forget(micros(dayUs - 1), () => false)
  expect(names.orderOf(1, 'a')).toBe(7)
  names.forget(micros(dayUs), () => false)
  expect([names.orderOf(1, 'a'), names.orderOf(1, 'b')]).toEqual([undefined, 8])
  names.forget(micros(dayUs + 1), (order) => order === 8)
  expect([names.orderOf(1, 'b'), names.orderOf(2, 'b')]).toEqual([8, undefined])
})

import { expect, it } from 'vitest'
import { secondUs } from '../domain/index.ts'
import { retryWaitUs } from './retry-wait.ts'

it('waits 2, 4, 8 and 16 seconds, and then as long as it is told at most', () => {
  const waits = [1, 2, 3, 4, 5, 6, 60].map((tries) => retryWaitUs(tries, 30 * secondUs))
  expect(waits.map((us) => us / secondUs)).toEqual([2, 4, 8, 16, 30, 30, 30])
})

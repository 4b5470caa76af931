import { expect, it } from 'vitest'
import { micros, type Micros } from '../../domain/index.ts'
import type { Disposal } from './lot-book.ts'
import type { Acquisition } from './lot-trail.ts'
import { isLongTerm, washFinder } from './term.ts'

const at = (text: string): Micros => micros(Date.parse(`${text}Z`) * 1_000)

function disposal(opened: string, closed: string, gain = -1n): Disposal {
  return {
    ...{ instrument: 0, side: 'long', openedTs: at(opened), closedTs: at(closed) },
    ...{ openedBy: 1, closedBy: 2, lots: 1, proceeds: 0n, cost: 0n, fees: 0n, gain },
  }
}

it.each([
  ['2024-03-01T23:00', '2025-03-01T23:59', false],
  ['2024-03-01T23:00', '2025-03-02T00:00', true],
  // A year that begins on the 1st of March is over when the next one begins.
  ['2024-02-29T01:00', '2025-02-28T23:59', false],
  ['2024-02-29T01:00', '2025-03-01T00:00', true],
  ['2023-02-28T01:00', '2024-02-29T23:59', false],
  ['2023-02-28T01:00', '2024-03-01T00:00', true],
  ['2024-02-28T01:00', '2025-02-28T23:59', false],
  ['2024-02-28T01:00', '2025-03-01T00:00', true],
  ['2024-12-31T01:00', '2025-12-31T23:59', false],
  ['2024-12-31T01:00', '2026-01-01T00:00', true],
])('calls a lot of %s that was closed %s long: %s', (opened, closed, isLong) => {
  expect(isLongTerm(disposal(opened, closed))).toBe(isLong)
  expect(isLongTerm({ ...disposal(opened, closed), side: 'short' })).toBe(false)
})

it('flags a loss with another purchase of the same within 30 days, before or after', () => {
  const bought = (time: string, more: Partial<Acquisition> = {}): Acquisition => {
    return { instrument: 0, side: 'long', orderId: 9, ts: at(time), ...more }
  }
  const sold = disposal('2026-01-01T00:00', '2026-03-01T00:00')
  const isWash = (acquisitions: readonly Acquisition[], of = sold): boolean =>
    washFinder(acquisitions, (i) => ['BTC', 'BTC', 'ETH'][i] ?? '')(of)
  expect(isWash([])).toBe(false)
  expect(isWash([bought('2026-01-29T23:59')])).toBe(false)
  expect(isWash([bought('2026-01-30T00:00')])).toBe(true)
  expect(isWash([bought('2026-03-31T23:59')])).toBe(true)
  expect(isWash([bought('2026-04-01T00:00')])).toBe(false)
  // Days are of the calendar, whatever the hour of the sale.
  const late = disposal('2026-01-01T00:00', '2026-03-01T23:00')
  expect(isWash([bought('2026-01-30T01:00')], late)).toBe(true)
  expect(isWash([bought('2026-04-01T01:00')], late)).toBe(false)
  expect(isWash([bought('2026-03-02T00:00', { instrument: 1 })])).toBe(true)
  expect(isWash([bought('2026-03-02T00:00', { instrument: 2 })])).toBe(false)
  expect(isWash([bought('2026-03-02T00:00', { side: 'short' })])).toBe(false)
  // The lot itself is no replacement of itself, and a gain is no loss.
  expect(isWash([bought('2026-02-15T00:00', { orderId: 1 })])).toBe(false)
  expect(isWash([bought('2026-03-02T00:00')], { ...sold, gain: 0n })).toBe(false)
})

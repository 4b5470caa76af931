import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { BarColumns } from '../domain/index.ts'
import { BarOrder } from './bar-order.ts'

/** Bars that close at these times. */
function closing(times: readonly number[]): BarColumns {
  const bars = new BarColumns(times.length)
  for (const ts of times) bars.push(ts, 1, 1, 1, 1, 1)
  return bars
}

function taken(columns: readonly BarColumns[]): string[] {
  const order = new BarOrder(columns)
  const all: string[] = []
  while (order.first >= 0) {
    all.push(`${order.first}:${order.rowOf(order.first)}`)
    order.take()
  }
  return all
}

const times = fc
  .uniqueArray(fc.integer({ min: 1, max: 40 }), { maxLength: 30 })
  .map((all) => all.toSorted((a, b) => a - b))

describe('BarOrder', () => {
  it('is that of close and instrument, whatever instruments have', () => {
    fc.assert(
      fc.property(fc.array(times, { maxLength: 12 }), (all) => {
        const sorted = all
          .flatMap((own, i) => own.map((ts, row) => ({ ts, i, row })))
          .toSorted((a, b) => a.ts - b.ts || a.i - b.i)
        expect(taken(all.map(closing))).toEqual(sorted.map(({ i, row }) => `${i}:${row}`))
      }),
    )
  })
})

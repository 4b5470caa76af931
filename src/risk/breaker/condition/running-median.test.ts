import fc from 'fast-check'
import { expect, it } from 'vitest'
import { quantile } from '../../../quant/index.ts'
import { RunningMedian } from './running-median.ts'

const values = fc.array(fc.double({ noDefaultInfinity: true, noNaN: true, min: 0, max: 1e9 }))

it('is the median of the last numbers, saved or not', () => {
  fc.assert(
    fc.property(values, fc.integer({ min: 1, max: 9 }), (stream, size) => {
      const median = new RunningMedian(size)
      for (const [i, value] of stream.entries()) {
        median.push(value)
        const last = Float64Array.from(stream.slice(Math.max(0, i + 1 - size), i + 1))
        expect(median.count).toBe(last.length)
        expect(median.value).toBeCloseTo(quantile(last, 0.5) ?? Number.NaN, 5)
        const other = new RunningMedian(size)
        other.load(JSON.parse(JSON.stringify(median.save())))
        expect(other.value).toBe(median.value)
      }
    }),
  )
})

it('is none of nothing, and passes over what is no number', () => {
  const median = new RunningMedian(3)
  median.push(Number.NaN)
  median.push(Number.POSITIVE_INFINITY)
  expect(median.value).toBeNaN()
  median.push(2)
  expect(median.value).toBe(2)
})

import fc from 'fast-check'
import { expect, it } from 'vitest'
import { MessageHeap } from './message-heap.ts'

it('gives what was put in by time, and of one instant in the order it was put in', () => {
  const steps = fc.array(fc.option(fc.integer({ min: 0, max: 30 }), { nil: undefined }), {
    maxLength: 1_500,
  })
  fc.assert(
    fc.property(steps, (times) => {
      const heap = new MessageHeap<number>()
      const model: (readonly [ts: number, put: number])[] = []
      let put = 0
      for (const ts of times) {
        if (ts === undefined) {
          model.sort((a, b) => a[0] - b[0] || a[1] - b[1])
          expect(heap.nextTs).toBe(model[0]?.[0] ?? Number.POSITIVE_INFINITY)
          expect(heap.take()).toBe(model.shift()?.[1])
        } else {
          heap.put(ts, put)
          model.push([ts, put])
          put += 1
        }
      }
      model.sort((a, b) => a[0] - b[0] || a[1] - b[1])
      expect(heap.list()).toEqual(model)
      expect(heap.size).toBe(model.length)
    }),
    { seed: 3, numRuns: 300 },
  )
})

it('keeps its order over its first size', () => {
  const heap = new MessageHeap<number>()
  for (let i = 0; i < 2_000; i += 1) heap.put((i * 7_919) % 1_009, i)
  let last = -1
  for (let i = 0; i < 2_000; i += 1) {
    expect(heap.nextTs).toBeGreaterThanOrEqual(last)
    last = heap.nextTs
    heap.take()
  }
  expect(heap.take()).toBeUndefined()
})

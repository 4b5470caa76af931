import fc from 'fast-check'
import { expect, it } from 'vitest'
import { OutQueue, weight } from './out-queue.ts'

const message = fc.record({
  subject: fc.constantFrom('a', 'mem.vote'),
  bytes: fc.uint8Array({ maxLength: 80 }),
})
const step = fc.oneof(message, fc.constant('shift' as const))

it('gives out what came in, in order, but for the oldest when there is no room', () => {
  fc.assert(
    fc.property(
      fc.array(step, { maxLength: 300 }),
      fc.integer({ min: 0, max: 400 }),
      (all, most) => {
        const queue = new OutQueue(most)
        const model: (typeof message extends fc.Arbitrary<infer M> ? M : never)[] = []
        for (const each of all) {
          if (each === 'shift') expect(queue.shift()).toBe(model.shift())
          else {
            model.push(each)
            let dropped = 0
            while (model.reduce((sum, one) => sum + weight(one), 0) > most) {
              model.shift()
              dropped += 1
            }
            expect(queue.push(each)).toBe(dropped)
          }
          expect(queue.length).toBe(model.length)
        }
      },
    ),
  )
})

it('forgets what has left, however much goes through', () => {
  const queue = new OutQueue(10_000)
  const bytes = new Uint8Array(10)
  for (let n = 0; n < 100_000; n += 1) {
    queue.push({ subject: String(n), bytes })
    if (n > 20) expect(queue.shift()?.subject).toBe(String(n - 21))
  }
  expect(queue.length).toBe(21)
})

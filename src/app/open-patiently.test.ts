import { expect, it } from 'vitest'
import { UserError } from '../base/index.ts'
import { micros } from '../domain/index.ts'
import type { Clock } from '../kernel/index.ts'
import { openPatiently, type Patience } from './open-patiently.ts'

/** A clock on which every wait is over at once, and what was waited and said. */
function patience(isNew: boolean): Patience & { waits: number[]; notes: string[] } {
  const waits: number[] = []
  const notes: string[] = []
  const clock: Clock = {
    now: () => micros(0),
    after: (us, task) => {
      waits.push(us / 1_000_000)
      queueMicrotask(task)
      return () => {}
    },
  }
  return { isNew, clock, onNote: (message) => void notes.push(message), waits, notes }
}

const deaf = new UserError('venue-unreachable', 'Kraken does not answer; check the network.', 3)

/** Fails so often, and then gives 7. */
function failing(times: number, error: unknown): () => Promise<number> {
  let left = times
  return () => {
    left -= 1
    return left >= 0 ? Promise.reject(error) : Promise.resolve(7)
  }
}

it('waits longer and longer for a venue at which a desk goes on', async () => {
  const wait = patience(false)
  expect(await openPatiently(wait, failing(7, deaf))).toBe(7)
  expect(wait.waits).toEqual([1, 2, 4, 8, 16, 30, 30])
  expect(wait.notes[0]).toBe('Kraken does not answer; trying again in 1 s (Ctrl-C ends it)')
})

it.each([
  ['what a new desk cannot reach', true, deaf],
  ['what no waiting mends', false, new UserError('venue-key', 'Kraken does not take the key.')],
  ['what is our own mistake', false, new RangeError('there is no instrument 3')],
])('says %s at once', async (_, isNew, error) => {
  const wait = patience(isNew)
  await expect(openPatiently(wait, failing(1, error))).rejects.toBe(error)
  expect(wait.waits).toEqual([])
})

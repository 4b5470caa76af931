import { expect, it } from 'vitest'
import { micros } from '../../domain/index.ts'
import { PendingActs } from './pending-act.ts'

const resume = { kind: 'mode', to: 'normal', reason: 'back' } as const
let now = 0
const acts = (): PendingActs => new PendingActs({ now: () => micros(now), after: () => () => {} })

it('gives an act back once, for its own code and person', () => {
  const pending = acts()
  const code = pending.ask(resume, 7)
  expect(pending.take(code, 8)).toBeUndefined()
  expect(pending.take(code, 7)).toEqual(resume)
  expect(pending.take(code, 7)).toBeUndefined()
})

it('is spent by a wrong code, by time and by another act', () => {
  const pending = acts()
  const code = pending.ask(resume, 7)
  expect(pending.take('00000000', 7)).toBeUndefined()
  expect(pending.take(code, 7)).toBeUndefined()
  const late = pending.ask(resume, 7)
  now += 30_000_001
  expect(pending.take(late, 7)).toBeUndefined()
  const first = pending.ask(resume, 7)
  pending.ask({ kind: 'mode', to: 'reduce', reason: 'less' }, 7)
  expect(pending.take(first, 7)).toBeUndefined()
})

import { expect, it } from 'vitest'
import { micros } from '../domain/index.ts'
import { ShutSpans } from './shut-spans.ts'

it('says from when to when something was on exits only, sleep included', () => {
  const spans = new ShutSpans()
  const move = (subject: number, ts: number, isShut: boolean, reason = 'lost'): void =>
    spans.take({ scope: 'instrument', subject, ts: micros(ts), reason }, isShut)
  move(0, 5, false)
  expect(spans.all).toEqual([])
  move(0, 10, true)
  move(1, 20, true)
  move(0, 30, true, 'exits only for 90 days')
  move(0, 40, false)
  move(0, 50, true)
  const of = { scope: 'instrument', reason: 'lost' }
  expect(spans.all).toEqual([
    { ...of, subject: 0, from: 10, to: 40 },
    { ...of, subject: 1, from: 20, to: undefined },
    { ...of, subject: 0, from: 50, to: undefined },
  ])
})

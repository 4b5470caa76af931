import fc from 'fast-check'
import { expect, it } from 'vitest'
import { micros } from '../../domain/index.ts'
import type { RunResult } from '../../engine/index.ts'
import { makeRun } from '../../../test/e2e/report-run.ts'
import { type AwakeOf, awakeShare } from './awake-share.ts'

type ShutSpan = RunResult['shut'][number]

const names = ['BTC-USD.SIM', 'ETH-USD.SIM']
const { instruments } = makeRun({ bars: 1, names }).run
const span = (scope: ShutSpan['scope'], subject: number, from: number, to?: number): ShutSpan => ({
  ...{ scope, subject, from: micros(from), reason: '' },
  to: to === undefined ? undefined : micros(to),
})
const shareOf = (strategies: number, ...shut: readonly ShutSpan[]): number => {
  const of: AwakeOf = { shut, strategies, instruments, from: micros(100), to: micros(200) }
  return awakeShare(of)
}

it('is the share of the time of all strategies on all instruments', () => {
  expect(shareOf(1)).toBe(1)
  expect(shareOf(1, span('desk', 0, 150))).toBe(0.5)
  expect(shareOf(1, span('strategy', 0, 175, 185))).toBe(0.9)
  expect(shareOf(1, span('instrument', 0, 104))).toBeCloseTo(0.52)
  expect(shareOf(2, span('strategy', 1, 150), span('instrument', 0, 100))).toBe(0.375)
  // What overlaps is asleep once, and what was before the run is no part of it.
  expect(shareOf(1, span('desk', 0, 50, 120), span('desk', 0, 110, 150))).toBe(0.5)
})

it('is what counting every moment comes to', () => {
  const spans = fc.array(
    fc.record({
      scope: fc.constantFrom('desk', 'strategy', 'instrument'),
      subject: fc.nat(1),
      from: fc.integer({ min: 90, max: 199 }),
      lasts: fc.option(fc.integer({ min: 1, max: 60 }), { nil: undefined }),
    }),
    { maxLength: 5 },
  )
  fc.assert(
    fc.property(spans, (drawn) => {
      const shut = drawn.map(({ scope, subject, from, lasts }) =>
        span(
          scope as ShutSpan['scope'],
          scope === 'desk' ? 0 : subject,
          from,
          lasts && from + lasts,
        ),
      )
      let awake = 0
      for (let ts = 100; ts < 200; ts += 1)
        for (const pair of [0, 1, 2, 3]) {
          const isShut = shut.some(({ scope, subject, from, to = 200 }) => {
            const own = scope === 'strategy' ? pair >> 1 : pair & 1
            return (scope === 'desk' || subject === own) && from <= ts && ts < to
          })
          if (!isShut) awake += 1
        }
      expect(shareOf(2, ...shut)).toBeCloseTo(awake / 400, 9)
    }),
  )
})

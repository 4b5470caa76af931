import fc from 'fast-check'
import { expect, it } from 'vitest'
import { hourUs, micros } from '../../domain/index.ts'
import type { TextReading } from './read-texts.ts'
import { moodMax, TextMood } from './text-mood.ts'

const now = micros(1_000 * hourUs)

function reading(source: string, score: number, hoursAgo = 0): TextReading {
  const tsInit = micros(now - hoursAgo * hourUs)
  return { source, coin: 'BTC', tsInit, topic: 'other', score, confidence: 1 }
}

function mood(readings: readonly TextReading[]): TextMood {
  const all = new TextMood()
  for (const each of readings) all.add(each)
  return all
}

it('goes as far as the second source, and halves in six hours', () => {
  const two = mood([reading('a', 1), reading('b', 0.5)])
  expect(two.valueAt('BTC', now)).toBeCloseTo(0.05, 12)
  expect(two.valueAt('BTC', micros(now + 6 * hourUs))).toBeCloseTo(0.025, 12)
  expect(two.valueAt('BTC', micros(now + 24 * hourUs))).toBe(0)
  expect(two.valueAt('ETH', now)).toBe(0)
})

it('knows nothing of what is not said yet', () => {
  const two = mood([reading('a', 1), reading('b', 1)])
  expect(two.valueAt('BTC', micros(now - 1))).toBe(0)
})

it('is 0 where two sources disagree, and where one is alone', () => {
  expect(mood([reading('a', 1), reading('b', -1)]).valueAt('BTC', now)).toBe(0)
  expect(mood(Array.from({ length: 500 }, () => reading('a', 1))).valueAt('BTC', now)).toBe(0)
})

const readings = (sources: readonly string[]): fc.Arbitrary<TextReading[]> =>
  fc.array(
    fc
      .record({
        source: fc.constantFrom(...sources),
        score: fc.double({ min: -1, max: 1, noNaN: true }),
        confidence: fc.double({ min: 0, max: 1, noNaN: true }),
        hours: fc.integer({ min: -2, max: 30 }),
      })
      .map(({ source, score, confidence, hours }) => ({
        ...reading(source, score, hours),
        confidence,
      })),
    { maxLength: 60 },
  )

it('whatever one source says, never leaves what the others say without it', () => {
  fc.assert(
    fc.property(readings(['a', 'b', 'c']), readings(['evil']), (honest, attack) => {
      const at = (all: readonly TextReading[]): number => mood(all).valueAt('BTC', now)
      const moved = at([...honest, ...attack])
      expect(Math.abs(moved)).toBeLessThanOrEqual(moodMax)
      // The furthest an accomplice could have taken it is where the loudest honest source is.
      const loudest = (sign: number): number =>
        Math.max(
          0,
          ...['a', 'b', 'c'].map((source) => {
            const own = honest.filter((each) => each.source === source)
            const twice = [...own, ...own.map((each) => ({ ...each, source: 'twin' }))]
            return sign * at(twice)
          }),
        )
      expect(moved).toBeLessThanOrEqual(loudest(1) + 1e-12)
      expect(moved).toBeGreaterThanOrEqual(-loudest(-1) - 1e-12)
    }),
  )
})

it('with nobody else, one source moves nothing at all', () => {
  fc.assert(
    fc.property(readings(['evil']), (attack) => {
      expect(mood(attack).valueAt('BTC', now)).toBe(0)
    }),
  )
})

import { expect, it } from 'vitest'
import { Random } from '../base/index.ts'
import { VoteCorrelation } from './vote-correlation.ts'

const silent = Number.NaN

/** Votes of some agents over many decisions, each a function of two draws. */
function over(...agents: readonly ((a: number, b: number) => number)[]): VoteCorrelation {
  const correlation = new VoteCorrelation(agents.length)
  const chance = Random.stream(2, 'votes')
  for (let k = 0; k < 4_000; k += 1) {
    const [a, b] = [chance.next(), chance.next()]
    correlation.take(Float64Array.from(agents, (vote) => vote(a, b)))
  }
  return correlation
}

const buysAt =
  (from: number) =>
  (a: number): number =>
    a >= from && a < from + 0.2 ? 0.1 : silent

it('calls copies alike, opposites the reverse, and those that chance alone joins neither', () => {
  const side = (draw: number): number => (draw < 0.5 ? -0.1 : 0.1)
  const correlation = over(
    (a) => side(a),
    (a) => 2 * side(a),
    (a) => -side(a),
    (_, b) => side(b),
  )
  expect(correlation.of(0, 1)).toBeCloseTo(1, 6)
  expect(correlation.of(0, 2)).toBeCloseTo(-1, 6)
  expect(Math.abs(correlation.of(0, 3))).toBeLessThan(0.1)
})

it('tells apart who buys at other times, and joins who buys at the same', () => {
  const correlation = over(buysAt(0), buysAt(0), buysAt(0.5))
  expect(correlation.of(0, 1)).toBeCloseTo(1, 6)
  expect(correlation.of(0, 2)).toBeLessThan(0)
})

it('calls those alike who always say the same', () => {
  const correlation = over(
    () => 0.1,
    () => 0.3,
    () => -0.1,
    () => silent,
    (a) => (a < 0.5 ? 0.1 : -0.1),
  )
  expect([1, 2, 3, 4].map((j) => correlation.of(0, j))).toEqual([1, 0, 0, 0])
})

it('shares a voice among those who speak alike now', () => {
  const correlation = over(buysAt(0), buysAt(0), buysAt(0), buysAt(0.5))
  expect(correlation.share(0, Float64Array.of(0.1, 0.1, 0.1, 0.1))).toBeCloseTo(1 / 3, 6)
  expect(correlation.share(0, Float64Array.of(0.1, silent, silent, 0.1))).toBe(1)
})

it('goes on the same after it was saved and brought back', () => {
  const correlation = over(buysAt(0), buysAt(0.1), buysAt(0.5))
  const again = new VoteCorrelation(3)
  again.load(JSON.parse(JSON.stringify(correlation.save())))
  expect(again.save()).toEqual(correlation.save())
})

import { expect, it } from 'vitest'
import { Random } from '../../src/base/index.ts'
import { luckRange } from '../../web/src/format/luck-range.ts'

const minute = 60_000

/** Equity of a desk without an edge, minute by minute. */
function walk(seed: number, steps: number): Parameters<typeof luckRange>[0] {
  const random = Random.stream(seed, 'equity without an edge')
  let equity = 100_000
  return Array.from({ length: steps }, (_, at) => {
    equity += 10 * random.normal()
    return { t: at * minute, equity, drawdown: 0 }
  })
}

it('says nothing while too little is known', () => {
  expect(luckRange(walk(1, 15))).toBeUndefined()
  expect(luckRange([])).toBeUndefined()
})

it('holds about 95 of 100 desks that have no edge', () => {
  const held = Array.from({ length: 400 }, (_, seed) => {
    const points = walk(seed, 600)
    const gain = (points.at(-1)?.equity ?? 0) - (points[0]?.equity ?? 0)
    return Math.abs(gain) <= (luckRange(points) ?? 0)
  })
  const share = held.filter(Boolean).length / held.length
  expect(share).toBeGreaterThan(0.92)
  expect(share).toBeLessThan(0.98)
})

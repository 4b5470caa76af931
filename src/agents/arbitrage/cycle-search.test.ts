import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { CycleSearch, type Exchange } from './cycle-search.ts'

/** Length of the shortest closed walk, by trying every way of up to `nodes` steps. */
function shortest(
  exchanges: readonly Exchange[],
  lengths: readonly number[],
  nodes: number,
): number {
  let best = Number.POSITIVE_INFINITY
  for (let start = 0; start < nodes; start += 1) {
    let reach = Array.from({ length: nodes }, (_, node) => (node === start ? 0 : Infinity))
    for (let step = 0; step < nodes; step += 1) {
      const next = reach.map(() => Infinity)
      exchanges.forEach(({ from, to }, i) => {
        next[to] = Math.min(next[to] as number, (reach[from] as number) + (lengths[i] as number))
      })
      reach = next
      best = Math.min(best, reach[start] as number)
    }
  }
  return best
}

const nodes = 5
const graph = fc.array(
  fc.record({
    from: fc.integer({ min: 0, max: nodes - 1 }),
    step: fc.integer({ min: 1, max: nodes - 1 }),
    hundredths: fc.integer({ min: -30, max: 70 }),
    isKnown: fc.integer({ min: 0, max: 9 }).map((draw) => draw > 0),
  }),
  { minLength: 5, maxLength: 14 },
)

function searched(exchanges: readonly Exchange[], lengths: readonly number[]): CycleSearch {
  const search = new CycleSearch(exchanges)
  search.lengths.set(lengths)
  return search
}

describe('a search for a cycle', () => {
  it('finds one that gains wherever there is one, and nothing else', () => {
    let [found, none] = [0, 0]
    fc.assert(
      fc.property(graph, (drawn) => {
        const exchanges = drawn.map(({ from, step }) => ({ from, to: (from + step) % nodes }))
        const lengths = drawn.map(({ hundredths, isKnown }) =>
          isKnown ? hundredths / 100 : Number.NaN,
        )
        const cycle = searched(exchanges, lengths).find()
        const known = lengths.map((length) => (Number.isNaN(length) ? Infinity : length))
        const least = shortest(exchanges, known, nodes)
        // What differs from nothing by rounding alone is either.
        fc.pre(Math.abs(least) > 1e-9)
        if (least < 0) found += 1
        else none += 1
        expect(cycle !== undefined).toBe(least < 0)
        if (cycle === undefined) return
        const sum = cycle.reduce((total, i) => total + (lengths[i] as number), 0)
        expect(sum).toBeLessThan(0)
        cycle.forEach((i, at) => {
          const next = cycle[(at + 1) % cycle.length] as number
          expect(exchanges[i]?.to).toBe(exchanges[next]?.from)
        })
      }),
      { numRuns: 500 },
    )
    expect(found).toBeGreaterThan(40)
    expect(none).toBeGreaterThan(40)
  })

  it('takes a cycle that brings back what was put in for none', () => {
    const exchanges = [0, 1, 2].map((from) => ({ from, to: (from + 1) % 3 }))
    const rates = [1 / 1_000, 0.05, 20_000] as const
    const lengths = rates.map((rate) => -Math.log(rate))
    expect(searched(exchanges, lengths).find()).toBeUndefined()
    expect(
      searched(exchanges, [lengths[0] ?? 0, -Math.log(0.0501), lengths[2] ?? 0]).find(),
    ).toHaveLength(3)
  })

  it('can be asked again', () => {
    const search = searched(
      [
        { from: 0, to: 1 },
        { from: 1, to: 0 },
      ],
      [-0.1, 0.05],
    )
    expect(search.find()).toEqual(search.find())
    search.lengths[0] = 0.1
    expect(search.find()).toBeUndefined()
  })
})

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { stressLimits, type StressScenario } from './scenarios.ts'
import type { StressPortfolio, StressPosition } from './stress-portfolio.ts'
import { stressTests } from './stress-tests.ts'

const position: StressPosition = {
  share: 0.5,
  beta: 1,
  volatility: 0.03,
  stop: Number.NaN,
  spread: 0.001,
  depth: 0.5,
}

function lossesOf(
  scenario: StressScenario,
  positions: readonly Partial<StressPosition>[],
  rest: Partial<StressPortfolio> = {},
): readonly number[] {
  const held = positions.map((over) => ({ ...position, ...over }))
  const portfolio = { positions: held, cash: [1], venues: [1], ...rest }
  const row = stressTests(portfolio, stressLimits(0.2)).find((one) => one.scenario === scenario)
  return [row?.loss ?? Number.NaN, row?.lossWithStops ?? Number.NaN]
}

/** To 12 places. */
function near(losses: readonly number[], wanted: readonly [number, number]): void {
  losses.forEach((loss, k) => expect(loss).toBeCloseTo(wanted[k] as number, 12))
}

describe('a fall', () => {
  it('takes a long position whole, or up to its stop and one worst step more', () => {
    near(lossesOf('crisis-2008', [{}]), [0.5 * 0.5678, 0.5 * 0.5678])
    const stopped = 1 - 0.95 * (1 - 0.0903)
    near(lossesOf('crisis-2008', [{ stop: 0.05 }]), [0.5 * 0.5678, 0.5 * stopped])
    near(lossesOf('crisis-2020', [{ stop: 0.6 }]), [0.5 * 0.3392, 0.5 * 0.3392])
  })

  it('is not softened by a stop that is none', () => {
    for (const stop of [0, -0.1, Number.NaN])
      near(lossesOf('crisis-2008', [{ stop }]), [0.5 * 0.5678, 0.5 * 0.5678])
  })

  it('of one step is not softened by a stop', () => {
    near(lossesOf('crash-1987', [{ stop: 0.02 }]), [0.5 * 0.226, 0.5 * 0.226])
    near(lossesOf('flash-crash', [{ stop: 0.02 }]), [0.2, 0.2])
  })

  it('takes more of what moves more, at most all, and not less of what moves less', () => {
    near(lossesOf('crash-1987', [{ beta: 2 }]), [0.226, 0.226])
    near(lossesOf('crypto-2022', [{ beta: 3 }]), [0.5, 0.5])
    near(lossesOf('crash-1987', [{ beta: 0.2 }]), [0.113, 0.113])
    near(lossesOf('crash-1987', [{ beta: Number.NaN }]), [0.113, 0.113])
  })

  it('gives a short position no more than the market fell by, nothing for a negative beta', () => {
    const hedged = [{ share: 0.5 }, { share: -0.3, beta: 4, stop: 0.01 }]
    near(lossesOf('crash-1987', hedged), [0.2 * 0.226, 0.2 * 0.226])
    near(lossesOf('crash-1987', [{ share: -0.3, beta: 0.5 }]), [-0.15 * 0.226, -0.15 * 0.226])
    near(lossesOf('crash-1987', [{ share: -0.3, beta: -1 }]), [0, 0])
  })
})

describe('a shock', () => {
  it('of 40 % in 60 seconds is against every position, long or short', () => {
    near(lossesOf('flash-crash', [{ share: 0.2 }, { share: -0.3 }]), [0.2, 0.2])
  })

  it('of correlations at 1 adds up the bad days of all', () => {
    const two = [{ share: 0.2 }, { share: -0.3, volatility: 0.05, stop: 0.02 }]
    const [a, b] = [0.2 * 2.65 * 0.03, 0.3 * 2.65 * 0.05]
    near(lossesOf('correlations-one', two), [a + b, a + 0.3 * (1 - 0.98 * (1 - 0.093))])
  })

  it('of the spread costs half of ten of them', () => {
    near(lossesOf('spread-tenfold', [{}, { share: -0.1, spread: 0.01 }]), [0.0075, 0.0075])
  })

  it('of the depth costs half of the push into a tenth of the book, at most all', () => {
    // 0.5 of equity into 0.05 a percent pushes by 10 %.
    near(lossesOf('depth-tenth', [{}]), [0.5 * 0.05, 0.5 * 0.05])
    near(lossesOf('depth-tenth', [{ depth: 0 }]), [0.5, 0.5])
  })

  it('of a currency or a venue takes the largest one', () => {
    near(lossesOf('depeg', [], { cash: [0.3, 0.8, -0.4] }), [0.8 * 0.1252, 0.8 * 0.1252])
    near(lossesOf('depeg', [], { cash: [-0.4] }), [0, 0])
    near(lossesOf('venue-loss', [], { venues: [0.3, 0.7] }), [0.7, 0.7])
  })
})

describe('a limit', () => {
  it('of what closing costs in a thin market is a quarter of that of a fall', () => {
    expect(stressLimits(0.2)).toMatchObject({
      ...{ 'crash-1987': 0.2, depeg: 0.2, 'venue-loss': 1 },
      ...{ 'spread-tenfold': 0.05, 'depth-tenth': 0.05 },
    })
  })

  it('is held by what stops leave, and never by what is not known', () => {
    const rows = (over: Partial<StressPosition>): readonly string[] =>
      stressTests(
        { positions: [{ ...position, ...over }], cash: [0.5], venues: [1] },
        stressLimits(0.2),
      )
        .filter(({ isWithin }) => !isWithin)
        .map(({ scenario }) => scenario)
    expect(rows({ share: 0.2 })).toEqual([])
    expect(rows({ share: 0.4, stop: 0.05 })).toEqual([])
    const falls = ['slide-2000', 'crisis-2008', 'crypto-2020-03', 'crypto-2022']
    expect(rows({ share: 0.4, depth: 9 })).toEqual(falls)
    expect(rows({ share: 0.2, volatility: Number.NaN })).toEqual(['correlations-one'])
    expect(rows({ share: 0.2, spread: Number.NaN })).toEqual(['spread-tenfold'])
    expect(rows({ share: 0.2, depth: Number.NaN })).toEqual(['depth-tenth'])
    expect(rows({ share: Number.NaN })).toHaveLength(10)
    expect(rows({ share: 0, volatility: Number.NaN, spread: Number.NaN })).toEqual([])
  })

  it('of a venue or a currency of which nothing is known is broken', () => {
    const unknown = { positions: [], cash: [Number.NaN, 0.1], venues: [0.1, Number.NaN] }
    const broken = stressTests(unknown, stressLimits(0.2)).filter(({ isWithin }) => !isWithin)
    expect(broken.map(({ scenario }) => scenario)).toEqual(['depeg', 'venue-loss'])
  })

  it('is not reached later when more is held', () => {
    const share = fc.double({ min: 0, max: 1, noNaN: true })
    fc.assert(
      fc.property(
        share,
        share,
        share,
        fc.double({ min: 0, max: 3, noNaN: true }),
        (a, b, stop, beta) => {
          const [less, more] = [Math.min(a, b), Math.max(a, b)].map((held) =>
            stressTests(
              { positions: [{ ...position, share: held, stop, beta }], cash: [0], venues: [1] },
              stressLimits(0.2),
            ),
          )
          return (less ?? []).every(
            (row, k) => row.lossWithStops <= (more?.[k]?.lossWithStops ?? 0),
          )
        },
      ),
    )
  })
})

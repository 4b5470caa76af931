import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Random } from '../../base/index.ts'
import type { TickTape, TradeTickTable } from '../../market/index.ts'
import { fitLatency, type LatencyFit } from './fit-latency.ts'

function tapeOf(count: number, us: () => number): TickTape {
  const event = Float64Array.from({ length: count }, (_, i) => 1e15 + i * 10_000)
  const ones = new Float64Array(count).fill(1)
  const trades: TradeTickTable = {
    columns: {
      tsEvent: event,
      tsInit: event.map((ts) => ts + us()),
      trade: ones,
      side: ones,
      ticks: ones,
      lots: ones,
    },
    length: count,
    tick: '1',
    lot: '1',
    declined: 0,
    firstDeclined: undefined,
    cutStamps: 0,
  }
  return { deltas: undefined, quotes: undefined, trades, sha256: '' }
}

const logNormal = (random: Random, mu: number, sigma: number) => () =>
  Math.round(1_000 * Math.exp(mu + sigma * random.normal()))

function fitted(fit: LatencyFit): LatencyFit & { readonly kind: 'log-normal' } {
  if (fit.kind !== 'log-normal') throw new Error(fit.kind)
  return fit
}

describe('the log-normal law of latency', () => {
  it('comes back within its intervals, and is declined as often as a test at 5 % declines', () => {
    let [muWithin, sigmaWithin, declined] = [0, 0, 0]
    const seeds = 400
    for (let seed = 1; seed <= seeds; seed += 1) {
      const tape = tapeOf(300, logNormal(Random.fromSeed(seed), 3.9, 0.3))
      const { mu, sigma, ksProbability } = fitted(fitLatency(tape, 0))
      if (Math.abs(mu.value - 3.9) <= 1.96 * mu.error) muWithin += 1
      if (Math.abs(sigma.value - 0.3) <= 1.96 * sigma.error) sigmaWithin += 1
      if (ksProbability < 0.05) declined += 1
    }
    // Three standard errors of a share of 5 % in 400.
    for (const share of [1 - muWithin / seeds, 1 - sigmaWithin / seeds, declined / seeds]) {
      expect(share).toBeGreaterThan(0.05 - 0.033)
      expect(share).toBeLessThan(0.05 + 0.033)
    }
  })

  it('comes back whatever its parameters are', () => {
    fc.assert(
      fc.property(
        fc.nat(),
        fc.double({ min: 0, max: 6, noNaN: true }),
        fc.double({ min: 0.05, max: 1, noNaN: true }),
        (seed, mu, sigma) => {
          const tape = tapeOf(2_000, logNormal(Random.fromSeed(seed), mu, sigma))
          const fit = fitted(fitLatency(tape, 0))
          expect(Math.abs(fit.mu.value - mu)).toBeLessThan(4.5 * fit.mu.error + 0.001)
          expect(Math.abs(fit.sigma.value - sigma)).toBeLessThan(4.5 * fit.sigma.error + 0.001)
          expect(fit.doesFit).toBe(true)
        },
      ),
      { seed: 3, numRuns: 60 },
    )
  })

  it('is declined for two routes of different length, and for a waiting time', () => {
    const random = Random.fromSeed(1)
    const routes = tapeOf(
      2_000,
      () => (random.below(4) === 0 ? 80_000 : 20_000) + random.below(9_000),
    )
    expect(fitted(fitLatency(routes, 0)).doesFit).toBe(false)
    const waiting = tapeOf(2_000, () => Math.ceil(-20_000 * Math.log(1 - random.next())) + 1)
    expect(fitted(fitLatency(waiting, 0)).doesFit).toBe(false)
  })

  it('is not fitted where stamps lie before the venue, and is once the clocks are set', () => {
    const tape = tapeOf(500, () => 30_000 - 1_000_000)
    expect(fitLatency(tape, 0)).toEqual({
      kind: 'clocks-apart',
      count: 500,
      before: 500,
      apartUs: 970_000,
    })
    const random = Random.fromSeed(2)
    const late = tapeOf(500, () => logNormal(random, 3, 0.2)() - 1_000_000)
    expect(fitted(fitLatency(late, 1_000_000)).doesFit).toBe(true)
    expect(
      fitLatency(
        tapeOf(5, () => 5),
        0,
      ),
    ).toMatchObject({ kind: 'none' })
  })
})

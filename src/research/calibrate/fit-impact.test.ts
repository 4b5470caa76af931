import { expect, it } from 'vitest'
import { Random } from '../../base/index.ts'
import { dayUs } from '../../domain/index.ts'
import type { TickTape } from '../../market/index.ts'
import { fitImpact, type ImpactFit } from './fit-impact.ts'

const grid = { tick: '1', lot: '1', declined: 0, firstDeclined: undefined, cutStamps: 0 }
const stepUs = 1_000_000
const count = 4_000
const volatilityPerDay = 0.03
const slippage = 0.0005

/** A day's worth of seconds of a walk of known spread, and one order a second of known cost. */
function madeUp(law: (share: number) => number, factor: number, seed: number): TickTape {
  const random = Random.fromSeed(seed)
  const perStep = volatilityPerDay / Math.sqrt(dayUs / stepUs)
  let mid = 1e8
  const rows = Array.from({ length: count }, (_, i) => {
    mid = Math.round(mid * Math.exp(perStep * random.normal()))
    const lots = 1 + Math.floor(-1_000 * Math.log(1 - random.next()))
    return { ts: 1e15 + i * stepUs, mid, lots, side: random.below(2) * 2 - 1 }
  })
  const lotsPerDay =
    (rows.reduce((sum, { lots }) => sum + lots, 0) * dayUs) / ((count - 1) * stepUs)
  const priceOf = ({ mid: at, lots, side }: (typeof rows)[number]): number => {
    const loss = slippage + factor * volatilityPerDay * law(lots / lotsPerDay)
    return Math.round(at * (1 + side * (loss + 0.0003 * random.normal())))
  }
  const column = (of: (row: (typeof rows)[number]) => number): Float64Array =>
    Float64Array.from(rows, of)
  return {
    deltas: undefined,
    quotes: {
      ...grid,
      length: count,
      columns: {
        tsEvent: column(({ ts }) => ts),
        tsInit: column(({ ts }) => ts),
        update: column(() => 0),
        bidTicks: column((row) => row.mid - 1),
        bidLots: column(() => 1),
        askTicks: column((row) => row.mid + 1),
        askLots: column(() => 1),
      },
    },
    trades: {
      ...grid,
      length: count,
      columns: {
        tsEvent: column(({ ts }) => ts + 1_000),
        tsInit: column(({ ts }) => ts + 1_000),
        trade: column(() => Number.NaN),
        side: column(({ side }) => side),
        ticks: column(priceOf),
        lots: column(({ lots }) => lots),
      },
    },
    sha256: '',
  }
}

function fitted(fit: ImpactFit): ImpactFit & { readonly kind: 'fitted' } {
  if (fit.kind !== 'fitted') throw new Error(fit.why)
  return fit
}

const laws = {
  linear: { law: (share: number) => share, factor: 500, name: 'linear' },
  squareRoot: { law: Math.sqrt, factor: 3, name: 'square-root' },
} as const

it('gives back law, factor and slippage within three standard errors, and declines the other law', () => {
  for (const [place, { law, factor, name }] of Object.entries(laws)) {
    let [within, all] = [0, 0]
    for (let seed = 1; seed <= 40; seed += 1) {
      const fit = fitted(fitImpact(madeUp(law, factor, seed)))
      const { slope, slopeError, intercept, interceptError } =
        place === 'linear' ? fit.linear : fit.squareRoot
      expect(fit.law).toBe(name)
      expect(fit.volatilityPerDay).toBeGreaterThan(volatilityPerDay * 0.85)
      expect(fit.volatilityPerDay).toBeLessThan(volatilityPerDay * 1.15)
      all += 2
      if (Math.abs(slope - factor * volatilityPerDay) <= 3 * slopeError) within += 1
      if (Math.abs(intercept - slippage) <= 3 * interceptError) within += 1
    }
    expect(within / all).toBeGreaterThanOrEqual(0.97)
  }
}, 20_000)

it('sees no impact where size costs nothing', () => {
  let none = 0
  for (let seed = 1; seed <= 40; seed += 1)
    if (fitted(fitImpact(madeUp(() => 0, 0, seed))).law === 'none') none += 1
  // Two standard errors, on one side, of either law: at most one in ten is taken for impact.
  expect(none).toBeGreaterThanOrEqual(36)
})

it('says what is wanting', () => {
  const tape = madeUp(Math.sqrt, 1, 1)
  expect(fitImpact({ ...tape, quotes: undefined })).toMatchObject({ kind: 'none' })
  expect(fitImpact({ ...tape, trades: undefined })).toMatchObject({ kind: 'none' })
})

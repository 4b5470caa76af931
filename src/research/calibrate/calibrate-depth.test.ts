import { expect, it } from 'vitest'
import { defined, Random } from '../../base/index.ts'
import { type DeltaTable, GeneratedMarket } from '../../market/index.ts'
import { type DepthShape, GeneratedStream, type MarketInput } from '../../venue/sim/index.ts'
import { type DepthFit, fitDepth } from './fit-depth.ts'

type Level = { readonly isBid: boolean; readonly ticks: number; readonly lots: number }

/** Gathers updates as a recording has them: one update for all that was told at one time. */
class Recording {
  readonly #rows: (Level & { readonly ts: number; readonly update: number })[] = []
  #update = 1

  add(ts: number, levels: readonly Level[]): void {
    this.#update += 1
    for (const level of levels) this.#rows.push({ ...level, ts, update: this.#update })
  }

  table(): DeltaTable {
    const rows = this.#rows
    const column = (of: (row: (typeof rows)[number]) => number): Float64Array =>
      Float64Array.from(rows, of)
    const updates = column(({ update }) => update)
    return {
      columns: {
        tsEvent: column(({ ts }) => ts),
        tsInit: column(({ ts }) => ts),
        isSnapshot: column(({ update }) => (update === 2 ? 1 : 0)),
        first: updates,
        last: updates,
        previous: column(() => Number.NaN),
        isBid: column(({ isBid }) => (isBid ? 1 : 0)),
        ticks: column(({ ticks }) => ticks),
        lots: column(({ lots }) => lots),
      },
      length: rows.length,
      tick: '0.01',
      lot: '0.00001',
      declined: 0,
      firstDeclined: undefined,
      cutStamps: 0,
    }
  }
}

function generated(shape: DepthShape, seed: number): DepthFit {
  const recording = new Recording()
  let levels: Level[] = []
  const target: MarketInput = {
    onDepth: (instrument, isBid, ticks, lots) => {
      if (instrument === 0) levels.push({ isBid, ticks, lots })
    },
    clearDepth: () => undefined,
    onTrade: () => undefined,
  }
  const bars = new GeneratedMarket({ seed })
  const stream = new GeneratedStream({ bars, target, seed, depth: shape, depthShare: 50 })
  for (let i = 0; i < 3_000; i += 1) {
    const ts = stream.nextTs
    levels = []
    stream.step()
    if (levels.length > 0) recording.add(ts, levels)
  }
  return fitDepth(recording.table())
}

const fitted = (fit: DepthFit): DepthFit & { readonly kind: 'fitted' } => {
  if (fit.kind !== 'fitted') throw new Error(fit.why)
  return fit
}

it('gives back the shape of generated depth within three standard errors', () => {
  let [within, all] = [0, 0]
  for (let seed = 1; seed <= 12; seed += 1) {
    const random = Random.stream(seed, 'shape')
    const shape: DepthShape = {
      levels: 5 + random.below(12),
      halfSpreadTicks: 1 + random.below(4),
      stepTicks: 1 + random.below(3),
      growth: random.next(),
      noise: 0.1 + 0.4 * random.next(),
    }
    const fit = fitted(generated(shape, seed))
    expect(fit.shape).toMatchObject({
      levels: shape.levels,
      halfSpreadTicks: shape.halfSpreadTicks,
      stepTicks: shape.stepTicks,
    })
    expect(fit.doesFit).toBe(true)
    for (const name of ['growth', 'noise'] as const) {
      all += 1
      if (Math.abs(fit[name].value - shape[name]) <= 3 * fit[name].error) within += 1
    }
  }
  expect(within / all).toBeGreaterThanOrEqual(0.95)
}, 30_000)

it('says of a book that thins out by leaps that the law does not fit', () => {
  const random = Random.fromSeed(1)
  const recording = new Recording()
  for (let i = 0; i < 200; i += 1)
    recording.add(
      i * 1_000_000,
      [true, false].flatMap((isBid) =>
        Array.from({ length: 10 }, (_, k) => ({
          isBid,
          ticks: 1_000 + (isBid ? -1 - k : 1 + k),
          lots: Math.round(10_000_000 * Math.exp(-0.9 * k + 0.1 * random.normal())) + 1,
        })),
      ),
    )
  expect(fitted(fitDepth(recording.table()))).toMatchObject({ doesFit: false, stepShare: 1 })
})

it('says why there is nothing to fit', () => {
  expect(fitDepth(undefined)).toMatchObject({ kind: 'none' })
  const recording = new Recording()
  recording.add(1_000_000, [{ isBid: true, ticks: 9, lots: 1 }])
  expect(defined(fitDepth(recording.table()), 'fit')).toMatchObject({ kind: 'none' })
})

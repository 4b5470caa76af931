import { expect, it } from 'vitest'
import golden from '../../test/golden/quant/figures.json' with { type: 'json' }
import {
  absorptionShift,
  contagion,
  matrixOf,
  meanExcess,
  paretoByMoments,
  pickandsShape,
} from './index.ts'

function expectNear(value: number | undefined, wanted: number | undefined): void {
  const of = wanted ?? Number.NaN
  const gap = Math.abs((value ?? Number.NaN) - of) / Math.max(1, Math.abs(of))
  expect(gap).toBeLessThan(golden.tolerance)
}

it.each(golden.tails)('figures of a tail, losses ranked by $quarter', (tail) => {
  const losses = Float64Array.from(tail.losses)
  expectNear(pickandsShape(losses, tail.quarter), tail.pickands)
  expectNear(paretoByMoments(losses)?.shape, tail.moments.shape)
  expectNear(paretoByMoments(losses)?.scale, tail.moments.scale)
  const plot = meanExcess(losses)
  for (const { threshold, excess } of tail.excesses)
    expectNear(plot.find((each) => each.threshold === threshold)?.excess, excess)
})

it.each(golden.shifts)('the shift of an absorption ratio over $short of $long', (of) => {
  const windows = { short: of.short, long: of.long }
  expectNear(absorptionShift(Float64Array.from(of.ratios), windows), of.shift)
})

it.each(golden.contagion)(
  'contagion over all pairs, $overall',
  ({ now, usual, byAsset, overall }) => {
    const found = contagion(matrixOf(now), matrixOf(usual))
    expectNear(found.overall, overall)
    byAsset.forEach((wanted, i) => {
      expectNear(found.byAsset[i], wanted)
    })
  },
)

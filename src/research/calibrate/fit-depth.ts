import type { DeltaTable } from '../../market/index.ts'
import { ksDistance, normalCdf, quantile } from '../../quant/index.ts'
import type { DepthShape } from '../../venue/index.ts'
import { depthPictures, type DepthPicture } from './depth-pictures.ts'
import type { Estimate } from './fit-latency.ts'
import { fitGrowth } from './growth-fit.ts'

/** What a book looks like, in the words of `GeneratedDepth`. */
export type DepthFit =
  | { readonly kind: 'none'; readonly why: string }
  | {
      readonly kind: 'fitted'
      readonly pictures: number
      /** For `GeneratedDepth`: the whole spread is twice its half, and at least two ticks. */
      readonly shape: DepthShape
      readonly spreadTicks: number
      readonly growth: Estimate
      readonly noise: Estimate
      /** Share of neighbouring levels that are `stepTicks` apart. */
      readonly stepShare: number
      /** Largest mean distance of a level from the law, as share of its lots. */
      readonly worstLevel: number
      /** Of what is left, from a normal law. */
      readonly ksDistance: number
      /** Independent observations: prices that may differ in their lots. */
      readonly factors: number
      readonly doesFit: boolean
    }

const picturesMax = 2_000
const levelsMax = 25
const picturesMin = 20
const serves = { stepShare: 0.5, worstLevel: 0.25, ksDistance: 0.08 }

/** Level count, spread, step, growth and noise from pictures of a recorded book. */
export function fitDepth(deltas: DeltaTable | undefined): DepthFit {
  if (deltas === undefined) return { kind: 'none', why: 'book deltas are needed' }
  const pictures = depthPictures(deltas, picturesMax, levelsMax)
  if (pictures.length < picturesMin)
    return {
      kind: 'none',
      why: `${pictures.length} different books; ${picturesMin} are needed`,
    }
  const levels = levelsOf(pictures)
  if (levels < 3) return { kind: 'none', why: 'the book has fewer than three levels a side' }
  const sides = pictures
    .flatMap(({ sides: both }) => both)
    .filter(({ ticks }) => ticks.length >= levels)
  const { stepTicks, stepShare } = stepOf(pictures, levels)
  const fit = fitGrowth(sides, levels)
  const scale = fit.noise * Math.sqrt(1 - 1 / levels)
  const distance = scale === 0 ? 0 : (ksDistance(fit.residuals, (x) => normalCdf(x / scale)) ?? 1)
  const worstLevel = Math.max(...fit.missByLevel.map((each) => Math.abs(Math.exp(each) - 1)))
  const spreadTicks =
    quantile(
      Float64Array.from(pictures, (each) => each.spreadTicks),
      0.5,
    ) ?? 0
  return {
    kind: 'fitted',
    pictures: pictures.length,
    shape: {
      levels,
      halfSpreadTicks: Math.max(1, Math.round(spreadTicks / 2)),
      stepTicks,
      growth: fit.growth,
      noise: fit.noise,
    },
    spreadTicks,
    growth: { value: fit.growth, error: fit.growthError },
    noise: { value: fit.noise, error: fit.noiseError },
    stepShare,
    worstLevel,
    ksDistance: distance,
    factors: fit.factors,
    doesFit:
      stepShare >= serves.stepShare &&
      worstLevel <= serves.worstLevel &&
      distance <= serves.ksDistance,
  }
}

/** As many as nine in ten sides have, and no more than are looked at. */
function levelsOf(pictures: readonly DepthPicture[]): number {
  const counts = pictures.flatMap(({ sides }) => sides.map(({ ticks }) => ticks.length))
  return Math.floor(quantile(Float64Array.from(counts), 0.1) ?? 0)
}

/** The distance between neighbours that is most often seen. */
function stepOf(
  pictures: readonly DepthPicture[],
  levels: number,
): { readonly stepTicks: number; readonly stepShare: number } {
  const counts = new Map<number, number>()
  let total = 0
  for (const { sides } of pictures)
    for (const { ticks } of sides)
      for (let k = 1; k < Math.min(levels, ticks.length); k += 1) {
        const step = Math.abs((ticks[k] as number) - (ticks[k - 1] as number))
        counts.set(step, (counts.get(step) ?? 0) + 1)
        total += 1
      }
  const [stepTicks, seen] = [...counts].reduce((best, each) => (each[1] > best[1] ? each : best), [
    1, 0,
  ] as const)
  return { stepTicks, stepShare: total === 0 ? 0 : seen / total }
}

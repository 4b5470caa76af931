import type { SidePicture } from './depth-pictures.ts'

/** How lots grow from level to level: the k-th has 1 + growth k times the touch, times noise. */
export type GrowthFit = {
  readonly growth: number
  readonly growthError: number
  readonly noise: number
  readonly noiseError: number
  /** What is left of each level's logarithm, after its side's mean. */
  readonly residuals: Float64Array
  /** Mean of them by level: 0 where the law holds. */
  readonly missByLevel: readonly number[]
  /** Factors of prices seen: they, not levels, are the independent observations. */
  readonly factors: number
}

const golden = (Math.sqrt(5) - 1) / 2
const growthMax = 50
/** `GeneratedDepth` draws so many factors a side, by the last bits of a price. */
const factorCount = 256

/**
 * Maximum likelihood for log-normal noise: the growth for which the logarithms of the lots, each
 * side's mean taken off, are nearest to log(1 + growth k). Standard errors by factors, because a
 * price keeps its own from picture to picture.
 *
 * @param sides - All of `levels` levels. @see Liang and Zeger 1986: errors by clusters.
 */
export function fitGrowth(sides: readonly SidePicture[], levels: number): GrowthFit {
  const logs = sides.map(({ lots }) => centred(lots.slice(0, levels).map(Math.log)))
  const rowMeans = Array.from(
    { length: levels },
    (_, k) => logs.reduce((sum, row) => sum + (row[k] as number), 0) / logs.length,
  )
  // The sum of squares differs from that of the means of levels by what no growth changes.
  const missAt = (growth: number): number => {
    const law = centred(shape(growth, levels))
    return rowMeans.reduce((sum, each, k) => sum + square(each - (law[k] as number)), 0)
  }
  const growth = least(missAt, -1 / (levels - 1) + 1e-9, growthMax)
  const law = centred(shape(growth, levels))
  const residuals = logs.flatMap((row) => row.map((each, k) => each - (law[k] as number)))
  const slopes = centred(Array.from({ length: levels }, (_, k) => k / (1 + growth * k)))
  const { scores, squares, counts } = byFactor(sides, residuals, slopes)
  const information = logs.length * slopes.reduce((sum, each) => sum + each * each, 0)
  // Taking off a side's mean takes a share of the noise with it.
  const variance = mean(residuals.map(square)) / (1 - 1 / levels)
  const noise = Math.sqrt(variance)
  const total = residuals.length
  const spread = squares.reduce(
    (sum, each, i) =>
      sum + square(each - ((counts[i] as number) * variance * (levels - 1)) / levels),
    0,
  )
  const factors = scores.length
  const correction = factors > 1 ? factors / (factors - 1) : 1
  return {
    growth,
    growthError: Math.sqrt(correction * scores.reduce((sum, s) => sum + s * s, 0)) / information,
    noise,
    noiseError: noise === 0 ? 0 : Math.sqrt(correction * spread) / total / (2 * noise),
    residuals: Float64Array.from(residuals),
    missByLevel: rowMeans.map((each, k) => each - (law[k] as number)),
    factors,
  }
}

function byFactor(
  sides: readonly SidePicture[],
  residuals: readonly number[],
  slopes: readonly number[],
): { readonly scores: number[]; readonly squares: number[]; readonly counts: number[] } {
  const places = new Map<number, number>()
  const scores: number[] = []
  const squares: number[] = []
  const counts: number[] = []
  for (const [i, { isBid, ticks }] of sides.entries())
    for (const [k, slope] of slopes.entries()) {
      const factor = ((ticks[k] as number) % factorCount) * 2 + (isBid ? 1 : 0)
      const place = places.get(factor) ?? scores.length
      if (place === scores.length) {
        places.set(factor, place)
        scores.push(0)
        squares.push(0)
        counts.push(0)
      }
      const left = residuals[i * slopes.length + k] as number
      scores[place] = (scores[place] as number) + left * slope
      squares[place] = (squares[place] as number) + left * left
      counts[place] = (counts[place] as number) + 1
    }
  return { scores, squares, counts }
}

function shape(growth: number, levels: number): readonly number[] {
  return Array.from({ length: levels }, (_, k) => Math.log(1 + growth * k))
}

function centred(values: readonly number[]): readonly number[] {
  const middle = mean(values)
  return values.map((each) => each - middle)
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, each) => sum + each, 0) / values.length
}

function square(value: number): number {
  return value * value
}

/** Where `miss` is least, by golden sections of a grid's best cell. */
function least(miss: (x: number) => number, from: number, to: number): number {
  // Cells that widen: what happens near 0 matters more than what happens at 40.
  const at = (i: number): number => from + (to - from) * (i / 200) * (i / 200) * (i / 200)
  let best = 0
  for (let i = 0; i <= 200; i += 1) if (miss(at(i)) < miss(at(best))) best = i
  let [low, high] = [at(Math.max(0, best - 1)), at(Math.min(200, best + 1))]
  for (let turn = 0; turn < 80; turn += 1) {
    const a = high - golden * (high - low)
    const b = low + golden * (high - low)
    if (miss(a) < miss(b)) high = b
    else low = a
  }
  return (low + high) / 2
}

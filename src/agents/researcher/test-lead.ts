import { Random } from '../../base/index.ts'
import { chiSquaredTail, granger, transferEntropy } from '../../quant/index.ts'

/** What a test of a lead came to. */
export type Lead = {
  readonly effect: number
  readonly interval: readonly [low: number, high: number]
  readonly p: number
  readonly n: number
}

/** Two-sided 95 % of the normal, and of Student's t with 4 degrees. */
const z = 1.959963984540054
const t4 = 2.7764451051977987

/** Equally filled bins of either series, and the degrees of freedom that they leave the source. */
const bins = 3
const degrees = bins * (bins - 1) * (bins - 1)
/** Parts of the sample that the interval of a transfer entropy is made from. */
const parts = 5

/**
 * Whether `cause`, `lag` steps before, foretells `effect` beside its own last value: Granger's test
 * of that one lag. The effect size is the partial correlation, its interval Fisher's.
 *
 * @returns `undefined` when one of them stands still.
 * @see Granger 1969, Econometrica 37(3); Fisher 1924, Metron 3, for intervals of partial ones.
 */
export function testGranger(
  cause: Float64Array,
  effect: Float64Array,
  lag: number,
): Lead | undefined {
  const rows = effect.length - (lag - 1)
  const before = cause.slice(0, rows)
  const after = effect.slice(lag - 1)
  const tested = granger({ cause: before, effect: after, lags: 1 })
  if (tested === undefined) return undefined
  const { fStatistic, fProbability, degrees: left } = tested
  const size = Math.min(Math.sqrt(fStatistic / (fStatistic + left)), 1 - 1e-12)
  const effectSize = signOf(before, after) * size
  // One variable, the last value, is held fixed.
  const half = z / Math.sqrt(Math.max(1, rows - 1 - 1 - 3))
  const middle = Math.atanh(effectSize)
  const interval = [Math.tanh(middle - half), Math.tanh(middle + half)] as const
  return { effect: effectSize, interval, p: fProbability, n: rows - 1 }
}

/** Sign of the partial correlation of each value with the cause one before, its own last fixed. */
function signOf(cause: Float64Array, effect: Float64Array): number {
  const now = effect.subarray(1)
  const last = effect.subarray(0, -1)
  const before = cause.subarray(0, -1)
  const [both, own, other] = [
    correlation(now, before),
    correlation(now, last),
    correlation(before, last),
  ]
  return both - own * other < 0 ? -1 : 1
}

function correlation(one: Float64Array, two: Float64Array): number {
  const meanOf = (of: Float64Array): number => of.reduce((a, b) => a + b, 0) / of.length
  const [a, b] = [meanOf(one), meanOf(two)]
  let [product, left, right] = [0, 0, 0]
  for (let i = 0; i < one.length; i += 1) {
    const x = (one[i] as number) - a
    const y = (two[i] as number) - b
    product += x * y
    left += x * x
    right += y * y
  }
  return product / Math.sqrt(left * right)
}

/**
 * The same by transfer entropy, which sees what is not a line too. Twice its nats times the rows
 * are a likelihood ratio, which gives the probability. Its interval is Student's, from five parts
 * of the sample: wide, and as honest as that is.
 *
 * @returns `undefined` when one of them stands still.
 * @see Schreiber 2000, Physical Review Letters 85(2); Barnett and Bossomaier 2012, the same
 *   109(13), for the likelihood ratio.
 */
export function testTransfer(
  cause: Float64Array,
  effect: Float64Array,
  lag: number,
): Lead | undefined {
  const all = entropyOf(cause, effect, lag)
  if (all === undefined) return undefined
  const each = Math.floor(effect.length / parts)
  const values = Array.from({ length: parts }, (_, k) => {
    const [from, to] = [k * each, (k + 1) * each]
    return entropyOf(cause.slice(from, to), effect.slice(from, to), lag)?.corrected ?? 0
  })
  const mean = values.reduce((a, b) => a + b, 0) / parts
  const variance = values.reduce((a, b) => a + (b - mean) * (b - mean), 0) / (parts - 1)
  const half = t4 * Math.sqrt(variance / parts)
  const { corrected, plugIn, count } = all
  return {
    effect: corrected,
    interval: [Math.min(mean - half, corrected), Math.max(mean + half, corrected)],
    p: chiSquaredTail(Math.max(0, 2 * count * plugIn), degrees),
    n: count,
  }
}

function entropyOf(
  cause: Float64Array,
  effect: Float64Array,
  lag: number,
): ReturnType<typeof transferEntropy> {
  // Shuffles are not asked for: one is the fewest there can be, and what it says is not read.
  return transferEntropy(cause, effect, Random.fromSeed(0), { bins, lag, draws: 1 })
}

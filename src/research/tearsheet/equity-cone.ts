import { Random } from '../../base/index.ts'
import type { RunResult } from '../../engine/index.ts'
import { optimalBlockLength, quantile, stationaryBootstrap } from '../../quant/index.ts'
import type { SampledReturns } from '../metrics/sample-returns.ts'
import { sampleUs } from './sample-times.ts'

/** Where equity would stand at one time, in quote units, had the past gone on in another order. */
export type ConeStep = {
  /** Microseconds UTC. */
  readonly ts: number
  /** Nine in ten draws lie between `low90` and `high90`, half of them between the inner two. */
  readonly low90: number
  readonly low50: number
  readonly median: number
  readonly high50: number
  readonly high90: number
}

/** Returns of a run, drawn anew and put behind its end. No forecast: it knows only the past. */
export type EquityCone = {
  /** The first stands at the end of the run. */
  readonly steps: readonly ConeStep[]
  /** Length, in sampled returns. */
  readonly samples: number
  readonly draws: number
  /** Mean length of the blocks drawn, in samples. */
  readonly blockMean: number
  /** Share of draws that end below where the run ended, 0 to 1. */
  readonly lossShare: number
}

const draws = 2_000
const stepsMax = 48
const returnsMin = 16
/** The cone is a quarter as long as the run: beyond it bands say more of the method than of it. */
const lengthShare = 0.25
const samplesMax = 365

/**
 * The confidence cone: a stationary bootstrap of the sampled returns, compounded from the last
 * equity of the run.
 *
 * @returns `undefined` below 16 returns, when they are all equal, or nothing is left of equity.
 * @see Politis and Romano 1994; block length by Politis and White 2004.
 */
export function equityCone(run: RunResult, sampled: SampledReturns): EquityCone | undefined {
  const { returns } = sampled
  if (returns.length < returnsMin || !(run.endEquity > 0)) return undefined
  const asked = optimalBlockLength(returns)?.stationary
  if (asked === undefined) return undefined
  const samples = Math.min(samplesMax, Math.max(8, Math.floor(returns.length * lengthShare)))
  const count = Math.min(samples, stepsMax)
  const places = Array.from({ length: count }, (_, k) => Math.round(((k + 1) * samples) / count))
  const blockMean = Math.max(1, asked)
  const paths = drawPaths(returns, places, { blockMean, seed: run.seed })
  const last = run.equity.ts[run.equity.length - 1] as number
  const { endEquity } = run
  const start = { low90: endEquity, low50: endEquity, median: endEquity }
  const steps: ConeStep[] = [{ ts: last, ...start, high50: endEquity, high90: endEquity }]
  paths.forEach((grown, k) => {
    const ts = last + (places[k] as number) * sampleUs(sampled)
    steps.push({ ts, ...bandsOf(grown, endEquity) })
  })
  const ends = paths[count - 1] as Float64Array
  const lossShare = ends.reduce((sum, growth) => sum + (growth < 1 ? 1 : 0), 0) / draws
  return { steps, samples, draws, blockMean, lossShare }
}

/** Growth of equity up to each of `places`, one array of all draws each. */
function drawPaths(
  returns: Float64Array,
  places: readonly number[],
  { blockMean, seed }: { readonly blockMean: number; readonly seed: number },
): readonly Float64Array[] {
  const paths = places.map(() => new Float64Array(draws))
  let draw = 0
  stationaryBootstrap({
    ...{ values: returns, blockMean, draws },
    random: Random.stream(seed, 'equity-cone'),
    statistic: (drawn) => {
      let growth = 1
      let at = 0
      places.forEach((place, k) => {
        for (; at < place; at += 1) growth = Math.max(0, growth * (1 + (drawn[at] as number)))
        const path = paths[k] as Float64Array
        path[draw] = growth
      })
      draw += 1
      return growth
    },
  })
  return paths
}

function bandsOf(grown: Float64Array, from: number): Omit<ConeStep, 'ts'> {
  const at = (share: number): number => from * (quantile(grown, share) ?? Number.NaN)
  return {
    low90: at(0.05),
    low50: at(0.25),
    median: at(0.5),
    high50: at(0.75),
    high90: at(0.95),
  }
}

import {
  deviation,
  ksDistance,
  lillieforsProbability,
  mean,
  normalCdf,
  quantile,
} from '../../quant/index.ts'
import type { TickTape } from '../../market/index.ts'

/** A parameter with the standard error it was fitted with. */
export type Estimate = { readonly value: number; readonly error: number }

/** What the stamps of a recording say of the way from the venue to the recorder. */
export type LatencyFit =
  | { readonly kind: 'none'; readonly why: string }
  /** Stamps come before the venue's: the clocks differ by `apartUs` at least. */
  | {
      readonly kind: 'clocks-apart'
      readonly count: number
      readonly before: number
      readonly apartUs: number
    }
  | {
      readonly kind: 'log-normal'
      readonly count: number
      /** Of the logarithm of milliseconds, as `LatencySpec` has them. */
      readonly mu: Estimate
      readonly sigma: Estimate
      readonly ksDistance: number
      readonly ksProbability: number
      readonly doesFit: boolean
      /** Milliseconds: the median, one in ten, one in a hundred above. */
      readonly quantilesMs: readonly [median: number, p90: number, p99: number]
      /** Measured, for `LatencySpec`'s `replayed`, at most one a second. */
      readonly replayed: { readonly ts: readonly number[]; readonly us: readonly number[] }
    }

/** A law no further from the sample than this serves, however many values tell it is another. */
const distanceServes = 0.03
const probabilityServes = 0.01
const countMin = 30
const replayedMax = 10_000

/**
 * The log-normal law of how long news takes: `tsInit` + offset - `tsEvent`, of every update of the
 * book, else of quotes, else of trades.
 *
 * @param clockOffsetUs - The venue's clock minus the recorder's. @returns Estimates by maximum
 *   likelihood; their errors take observations as independent, which bursts are not.
 */
export function fitLatency(tape: TickTape, clockOffsetUs: number): LatencyFit {
  const { ts, us } = delaysOf(tape, clockOffsetUs)
  const count = us.length
  if (count < countMin)
    return { kind: 'none', why: `${count} stamped rows; ${countMin} are needed` }
  const before = us.reduce((sum, each) => sum + (each <= 0 ? 1 : 0), 0)
  if (before > 0) {
    const apartUs = -us.reduce((least, each) => Math.min(least, each), 0)
    return { kind: 'clocks-apart', count, before, apartUs }
  }
  const logs = us.map((each) => Math.log(each / 1_000))
  const mu = mean(logs) ?? 0
  const sigma = deviation(logs, 0) ?? 0
  const distance = ksDistance(logs, (x) => normalCdf((x - mu) / sigma)) ?? 1
  const probability = sigma === 0 ? 0 : lillieforsProbability(distance, count)
  return {
    kind: 'log-normal',
    count,
    mu: { value: mu, error: sigma / Math.sqrt(count) },
    sigma: { value: sigma, error: sigma / Math.sqrt(2 * count) },
    ksDistance: distance,
    ksProbability: probability,
    doesFit: sigma > 0 && (probability >= probabilityServes || distance <= distanceServes),
    quantilesMs: [msAt(us, 0.5), msAt(us, 0.9), msAt(us, 0.99)],
    replayed: thinned(ts, us),
  }
}

function msAt(us: Float64Array, share: number): number {
  return (quantile(us, share) ?? 0) / 1_000
}

type Delays = { readonly ts: Float64Array; readonly us: Float64Array }

function delaysOf({ deltas, quotes, trades }: TickTape, offsetUs: number): Delays {
  for (const table of [deltas, quotes, trades]) {
    if (table === undefined) continue
    const { tsEvent, tsInit } = table.columns
    const ts: number[] = []
    const us: number[] = []
    for (let row = 0; row < table.length; row += 1) {
      const [event, init] = [tsEvent[row] as number, tsInit[row] as number]
      // Levels of one update arrive as one.
      const isSame = row > 0 && event === tsEvent[row - 1] && init === tsInit[row - 1]
      if (Number.isNaN(event) || isSame) continue
      ts.push(event)
      us.push(init + offsetUs - event)
    }
    if (us.length > 0) return { ts: Float64Array.from(ts), us: Float64Array.from(us) }
  }
  return { ts: new Float64Array(0), us: new Float64Array(0) }
}

/** The first of every second, with rising times. */
function thinned(ts: Float64Array, us: Float64Array): { ts: number[]; us: number[] } {
  const kept = { ts: [] as number[], us: [] as number[] }
  let next = Number.NEGATIVE_INFINITY
  for (let i = 0; i < ts.length && kept.ts.length < replayedMax; i += 1) {
    if ((ts[i] as number) < next) continue
    kept.ts.push(ts[i] as number)
    kept.us.push(us[i] as number)
    next = (ts[i] as number) + 1_000_000
  }
  return kept
}

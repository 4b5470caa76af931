import type { Calibration } from '../research/index.ts'
import type { DepthShape, Impact, LatencySpec, MarketSize } from '../venue/index.ts'

/** What a calibration comes to in words that something reads; what does not fit is left out. */
export type CalibratedSettings = {
  /** For `coinswarm.toml`. */
  readonly costs: { readonly slippageBps: number } | undefined
  /** For the library `coinswarm/venue-sim`. */
  readonly latency: LatencySpec | undefined
  readonly depth: DepthShape | undefined
  readonly impact: Impact | undefined
  readonly market: MarketSize | undefined
  /** The name of a `QueueModel`. */
  readonly queue: string | undefined
}

export function calibratedSettings({
  latency,
  depth,
  impact,
  queue,
}: Calibration): CalibratedSettings {
  const isMeasured = impact.kind === 'fitted'
  const { volatilityPerDay = 0, lotsPerDay = 0 } = isMeasured ? impact : {}
  return {
    costs: isMeasured ? { slippageBps: Math.max(0, impact.slippageBps) } : undefined,
    latency: latencyOf(latency),
    depth: depth.kind === 'fitted' && depth.doesFit ? depth.shape : undefined,
    impact: isMeasured ? impactOf(impact) : undefined,
    market: isMeasured ? { volatilityPerDay, lotsPerDay } : undefined,
    queue: queue.kind === 'fitted' && queue.doesFit ? queue.best : undefined,
  }
}

function latencyOf(latency: Calibration['latency']): LatencySpec | undefined {
  if (latency.kind !== 'log-normal') return undefined
  const { mu, sigma, doesFit, replayed } = latency
  if (doesFit) return { kind: 'log-normal', mu: mu.value, sigma: sigma.value }
  return {
    kind: 'replayed',
    ts: Float64Array.from(replayed.ts),
    us: Float64Array.from(replayed.us),
  }
}

/** Where size explains nothing, or both laws the same, the mean loss alone is kept. */
function impactOf(impact: Extract<Calibration['impact'], { readonly kind: 'fitted' }>): Impact {
  const { law, linear, squareRoot, slippageBps } = impact
  if (law === 'linear' || law === 'square-root') {
    const { factor, intercept } = law === 'linear' ? linear : squareRoot
    return { law, factor, slippage: Math.max(0, intercept) }
  }
  return { law: 'none', factor: 0, slippage: Math.max(0, slippageBps / 10_000) }
}

import { declined, ok, Random, type Result } from '../../../base/index.ts'
import { ConstantLatency } from './constant-latency.ts'
import type { LatencyModel } from './latency-model.ts'
import { LogNormalLatency } from './log-normal-latency.ts'
import { ReplayedLatency } from './replayed-latency.ts'

/** How long one leg takes, in words a setup file can hold. */
export type LatencySpec =
  | { readonly kind: 'constant'; readonly us: number }
  /** e^N(mu, sigma) milliseconds. */
  | { readonly kind: 'log-normal'; readonly mu: number; readonly sigma: number }
  /** Measured: `us[i]` at the time `ts[i]`, which rises. */
  | { readonly kind: 'replayed'; readonly ts: Float64Array; readonly us: Float64Array }

/** Between an exchange and its client: market data out, orders in, answers and own events out. */
export type LatencyLegs = {
  readonly feed: LatencyModel
  readonly order: LatencyModel
  readonly reply: LatencyModel
}

/** e^N(3.9, 0.3) ms: 49.4 ms in the middle, one in a hundred beyond 99 ms. */
export const usualLatency: LatencySpec = { kind: 'log-normal', mu: 3.9, sigma: 0.3 }

/** The three legs, each with a stream of chance of its own. Declines what no leg can be. */
export function openLegs(
  specs: Readonly<Record<keyof LatencyLegs, LatencySpec>>,
  seed: number,
): Result<LatencyLegs> {
  const feed = openLeg('feed', specs.feed, seed)
  if (!feed.ok) return feed
  const order = openLeg('order', specs.order, seed)
  if (!order.ok) return order
  const reply = openLeg('reply', specs.reply, seed)
  if (!reply.ok) return reply
  return ok({ feed: feed.value, order: order.value, reply: reply.value })
}

function openLeg(name: string, spec: LatencySpec, seed: number): Result<LatencyModel> {
  if (spec.kind === 'constant') {
    if (!Number.isSafeInteger(spec.us) || spec.us < 0)
      return declined(`the ${name} latency must be whole microseconds from 0 up, was ${spec.us}`)
    return ok(new ConstantLatency(spec.us))
  }
  if (spec.kind === 'log-normal') {
    const { mu, sigma } = spec
    if (!Number.isFinite(mu) || !Number.isFinite(sigma) || sigma < 0)
      return declined(`the ${name} latency needs a finite mu and a sigma from 0 up`)
    return ok(new LogNormalLatency(mu, sigma, Random.stream(seed, `latency/${name}`)))
  }
  const why = flawOf(spec.ts, spec.us)
  return why === undefined
    ? ok(new ReplayedLatency(spec.ts, spec.us))
    : declined(`the ${name} latency ${why}`)
}

function flawOf(ts: Float64Array, us: Float64Array): string | undefined {
  if (ts.length === 0) return 'has no measurement'
  if (ts.length !== us.length) return 'has times and measurements of different numbers'
  for (let i = 0; i < ts.length; i += 1) {
    // Comparisons that NaN fails.
    if (!((us[i] as number) >= 0 && (us[i] as number) < Number.MAX_SAFE_INTEGER))
      return `of row ${i} is ${us[i]}`
    const before = i === 0 ? Number.NEGATIVE_INFINITY : (ts[i - 1] as number)
    if (!((ts[i] as number) > before && Number.isFinite(ts[i])))
      return `has a time in row ${i} that is not after the one before`
  }
  return undefined
}

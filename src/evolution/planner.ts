import type { WeightsAt } from '../committee/index.ts'
import { formatPlain, formatSigned, formatSignedPercent } from '../research/index.ts'
import { fitStrengths, type Strengths, weightsIn } from './fit-weights.ts'
import { daysAfter, heldOut } from './held-out.ts'
import type { Plan, PlanEvidence, PlanRequest } from './plan.ts'
import { contextAt, rowsBefore, type Scale, scalesOf, splitOf } from './plan-rows.ts'

/** Share of the time that is kept on which weights are fitted; the rest is held out. */
const shareFitted = 0.7
/** Held-out days without which nothing is proposed. */
const daysMin = 20

/**
 * Proposes other weights for the voices of a committee, by regime and by what is known beside the
 * market, for the days ahead: fitted on the older part of what was said, and proposed only when the
 * newest part, which it has not seen, came out better by them than by those in force, costs
 * included, by more than luck explains. The same request gives the same plan.
 *
 * Those in force have learned from the held-out part too: what is better than they nevertheless is
 * worth more than it looks.
 *
 * @see SPEC Q7; ./fit-weights.ts and ./held-out.ts for the methods.
 */
export function planWeights(request: PlanRequest): Plan {
  const splitTs = splitOf(request, shareFitted)
  const days = daysAfter(request, splitTs)
  if (days < daysMin)
    return asNow(request, `no proposal: ${days} days are held out, it takes ${daysMin}.`)
  const rows = rowsBefore(request, splitTs)
  const scales = scalesOf(request, rows)
  const byRegime = Array.from({ length: request.regimes }, (_, regime) => {
    const own = rows.filter((row) => row.regime === regime)
    return fitStrengths(request, own, scales)
  })
  if (byRegime.every((found) => found === undefined))
    return asNow(request, 'no proposal: nobody foretold anything in the older part of the log.')
  const policy = { request, scales, byRegime }
  const evidence = {
    rowsFitted: rows.length,
    ...heldOut(request, splitTs, (instrument) => ({
      now: (row, out) => current(request, instrument, row, out),
      plan: planned(policy, instrument),
    })),
  }
  return judged(policy, evidence)
}

type Policy = {
  readonly request: PlanRequest
  readonly scales: readonly Scale[]
  readonly byRegime: readonly (Strengths | undefined)[]
}

function current(request: PlanRequest, instrument: number, row: number, out: Float64Array): void {
  const regime = request.logs[instrument]?.regimeOf(row) ?? 0
  for (let a = 0; a < out.length; a += 1)
    out[a] = request.current[a * request.regimes + regime] as number
}

function planned({ request, scales, byRegime }: Policy, instrument: number): WeightsAt {
  const log = request.logs[instrument]
  return (row, out) => {
    const found = byRegime[log?.regimeOf(row) ?? 0]
    const context = contextAt(request, scales, instrument, log?.tsOf(row) ?? 0)
    if (found === undefined || !weightsIn(found, context, out))
      current(request, instrument, row, out)
  }
}

function judged(policy: Policy, evidence: PlanEvidence): Plan {
  const { daysHeldOut, low, betterPerDay, returnCurrent, returnPlanned, level } = evidence
  const figures =
    `over ${daysHeldOut} held-out days the planned weights came to ` +
    `${formatSignedPercent(100 * returnPlanned)} of equity where those in force came to ` +
    `${formatSignedPercent(100 * returnCurrent)} at the same exposure: ` +
    `a difference of ${formatSigned(10_000 * betterPerDay, 2)} bp a day, at least ` +
    `${formatSigned(10_000 * low, 2)} bp but for ${formatPlain(100 * level, 2)} % of luck.`
  if (!(low > 0)) return { ...asNow(policy.request, `no proposal: ${figures}`), evidence }
  const weights = weightsNow(policy)
  const shares = sharesOf(policy.request, weights)
  return { isProposed: true, weights, shares, evidence, sentence: `proposed: ${figures}` }
}

/** By agent and regime, in the context as of now: its mean over instruments. */
function weightsNow({ request, scales, byRegime }: Policy): Float64Array {
  const { logs, regimes } = request
  const now = logs.map((log, instrument) => {
    const ts = log.length === 0 ? Number.NaN : log.tsOf(log.length - 1)
    return contextAt(request, scales, instrument, ts)
  })
  const context = scales.map((_, c) => {
    return now.reduce((sum, of) => sum + (of[c] as number), 0) / logs.length
  })
  const weights = Float64Array.from(request.current)
  const own = new Float64Array(request.agents.length)
  for (const [regime, found] of byRegime.entries())
    if (found !== undefined && weightsIn(found, context, own))
      for (let a = 0; a < own.length; a += 1) weights[a * regimes + regime] = own[a] as number
  return weights
}

function asNow(request: PlanRequest, sentence: string): Plan {
  const weights = Float64Array.from(request.current)
  return { isProposed: false, weights, shares: sharesOf(request, weights), sentence }
}

function sharesOf({ regimes }: PlanRequest, weights: Float64Array): Float64Array {
  const sums = new Float64Array(regimes)
  for (const [at, weight] of weights.entries()) (sums[at % regimes] as number) += weight
  return weights.map((weight, at) => weight / (sums[at % regimes] as number))
}

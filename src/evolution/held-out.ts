import { replayVotes, type WeightsAt } from '../committee/index.ts'
import { Random } from '../base/index.ts'
import { dayUs } from '../domain/index.ts'
import { deviation, mean, stationaryBootstrap, studentTQuantile } from '../quant/index.ts'
import type { PlanEvidence, PlanRequest } from './plan.ts'

/** Odds that a desk is ever proposed a plan by luck, however often it asks. */
const luck = 0.02
/** Mean length of the stretches that are drawn again. Days. */
const blockMean = 3
const draws = 1_000

/** Weights of two arms on the rows of each instrument. */
export type Arms = (instrument: number) => { readonly now: WeightsAt; readonly plan: WeightsAt }

/**
 * Plays the held-out rows by two sets of weights, costs included, the planned one at as much
 * exposure on average as the current one: to ask for more of the same is no plan.
 *
 * What luck may do goes down with the square of the number of looks, so that over all of them it is
 * bounded; the low end is the mean less as many bootstrap standard errors as that asks for.
 *
 * @see Politis and Romano 1994 for the bootstrap; Foster and Stine 2008 for spending error.
 */
export function heldOut(
  request: PlanRequest,
  splitTs: number,
  arms: Arms,
): Omit<PlanEvidence, 'rowsFitted'> {
  const played = request.logs.map((log, instrument) => {
    const { now, plan } = arms(instrument)
    const horizonsUs = request.agents.map(({ horizonUs }) => horizonUs)
    return replayVotes(log, { horizonsUs, costPerSide: request.costPerSide }, [now, plan])
  })
  const scale = scaleOf(request, splitTs, played)
  const current = dailyOf(request, splitTs, { played, arm: 0, scale: 1 })
  const planned = dailyOf(request, splitTs, { played, arm: 1, scale })
  const better = planned.map((value, day) => value - (current[day] as number))
  const { looks } = request
  const level = (luck * 6) / (Math.PI * Math.PI * looks * looks)
  const betterPerDay = mean(better) ?? 0
  const random = Random.stream(request.seed, 'planner')
  const statistic = (drawn: Float64Array): number => mean(drawn) ?? 0
  const drawn = stationaryBootstrap({ values: better, blockMean, draws, statistic, random })
  const error = (drawn && deviation(drawn)) ?? Number.POSITIVE_INFINITY
  return {
    daysHeldOut: better.length,
    returnCurrent: current.reduce((sum, each) => sum + each, 0),
    returnPlanned: planned.reduce((sum, each) => sum + each, 0),
    ...{ scale, betterPerDay, level, looks },
    low: betterPerDay - errorsAt(level, better.length) * error,
    gains: [...better],
  }
}

/** Days on which anything is held out. */
export function daysAfter({ logs }: PlanRequest, splitTs: number): number {
  const days = new Set<number>()
  for (const log of logs)
    for (let row = 0; row + 1 < log.length; row += 1)
      if (log.tsOf(row) >= splitTs) days.add(Math.floor(log.tsOf(row) / dayUs))
  return days.size
}

/** Standard errors beyond which a mean of so many days is no luck: a month is no large sample. */
function errorsAt(level: number, days: number): number {
  return days < 2 ? Number.POSITIVE_INFINITY : studentTQuantile(1 - level, days - 1)
}

type Played = readonly (readonly Float64Array[])[]

/** What brings the wishes of the plan to the mean size of the current ones; 1 if either is 0. */
function scaleOf({ logs }: PlanRequest, splitTs: number, played: Played): number {
  const sizes = [0, 1].map((arm) => {
    let size = 0
    for (const [i, log] of logs.entries())
      for (let row = 0; row < log.length; row += 1)
        if (log.tsOf(row) >= splitTs) size += Math.abs(played[i]?.[arm]?.[row] ?? 0)
    return size
  })
  const [now = 0, plan = 0] = sizes
  return now > 0 && plan > 0 ? now / plan : 1
}

/** Returns of whole days, the mean over instruments, oldest first. */
function dailyOf(
  { logs, costPerSide }: PlanRequest,
  splitTs: number,
  of: { readonly played: Played; readonly arm: number; readonly scale: number },
): Float64Array {
  const days = new Map<number, number>()
  for (const [i, log] of logs.entries()) {
    const wishes = of.played[i]?.[of.arm] as Float64Array
    let before = 0
    for (let row = 0; row + 1 < log.length; row += 1) {
      if (log.tsOf(row) < splitTs) continue
      const wish = of.scale * (wishes[row] as number)
      const net = wish * log.moveOf(row) - costPerSide * Math.abs(wish - before)
      before = wish
      const day = Math.floor(log.tsOf(row) / dayUs)
      days.set(day, (days.get(day) ?? 0) + net / logs.length)
    }
  }
  return Float64Array.from([...days].sort(([a], [b]) => a - b).map(([, net]) => net))
}

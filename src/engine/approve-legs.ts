import { type OrderIntent, quantity, type TargetIntent } from '../domain/index.ts'
import {
  type Approved,
  checkOrder,
  type Levels,
  protectiveLevels,
  sizedAlike,
  sizeTarget,
  type Sizing,
} from '../risk/index.ts'
import type { Seat } from './seat.ts'
import type { TraderTools } from './trader-tools.ts'
import type { Workbench } from './workbench.ts'

/** Why legs were refused, and which of them where it was one. */
export type Refused = {
  readonly limit: string
  readonly was: number
  readonly max: number
  readonly instrument?: number
}

export function refused(limit: string, was: number, max: number): Refused {
  return { limit, was, max }
}

/** A leg that has been sized. */
type Sized = {
  readonly seat: Seat
  readonly order: OrderIntent
  readonly levels: Levels
  readonly sizing: Sizing
}

/**
 * Sizes and checks every leg as if those before it were out. Three or more are cut alike, so that
 * they still hedge each other, and are one bet to the limit of correlation.
 *
 * @param into - Takes those that passed. They stay reserved: whoever asks takes that back.
 * @returns Why they are refused together; `undefined` when all of them passed.
 */
export function approveLegs(
  legs: readonly TargetIntent[],
  desk: Workbench,
  tools: TraderTools,
  into: Approved<OrderIntent>[],
): Refused | undefined {
  if (legs.length > 2) return approveHedge(legs, desk, tools, into)
  for (const leg of legs) {
    const sized = sizedLeg(leg, desk, tools)
    const why = 'limit' in sized ? sized : check(sized, desk, into)
    if (why !== undefined) return why
  }
  return undefined
}

function approveHedge(
  legs: readonly TargetIntent[],
  desk: Workbench,
  tools: TraderTools,
  into: Approved<OrderIntent>[],
): Refused | undefined {
  const all = sizedLegs(legs, desk, tools)
  if ('limit' in all) return all
  const set = new Float64Array(desk.setup.instruments.length)
  for (const { instrument, exposure } of legs) set[instrument] = exposure
  for (const [n, lots] of sizedAlike(all.map(({ sizing }) => sizing)).entries()) {
    const sized = all[n] as Sized
    if (lots === 0) return { ...refused('legs', 0, 0), instrument: sized.order.instrument }
    const order = { ...sized.order, quantity: quantity(Math.abs(lots)) }
    const why = check({ ...sized, order }, desk, into, set)
    if (why !== undefined) return why
  }
  return undefined
}

/** Each sized as if those before it were out; none of them stays reserved. */
function sizedLegs(
  legs: readonly TargetIntent[],
  desk: Workbench,
  tools: TraderTools,
): readonly Sized[] | Refused {
  const all: Sized[] = []
  let why: Refused | undefined
  for (const leg of legs) {
    const sized = sizedLeg(leg, desk, tools)
    if ('limit' in sized) {
      why = sized
      break
    }
    desk.risk.reserve(sized.order)
    all.push(sized)
  }
  for (const { order } of all) desk.risk.unreserve(order)
  return why ?? all
}

function sizedLeg(leg: TargetIntent, desk: Workbench, tools: TraderTools): Sized | Refused {
  const { risk, marks, seats } = desk
  const { instrument: i, exposure } = leg
  const seat = seats[i] as Seat
  const of = seat.instrument
  const ticks = marks[i] as number
  const levels = protectiveLevels(of, Math.sign(exposure), ticks, leg)
  const confidence = Number.NaN
  const wish = { of, instrument: i, exposure, confidence, trust: 1, ticks, levels }
  const sizing = sizeTarget(wish, risk)
  if (sizing.lots === 0) return { ...refused('legs', 0, 0), instrument: i }
  risk.planned[i] = levels.stop
  return { seat, order: tools.order(i, sizing.lots, 'market', 'entry', 0), levels, sizing }
}

function check(
  { seat, order, levels }: Sized,
  { risk }: Workbench,
  into: Approved<OrderIntent>[],
  set?: Float64Array,
): Refused | undefined {
  const verdict = checkOrder(order, risk, set)
  if (!verdict.ok)
    return { ...refused(verdict.limit, verdict.was, verdict.max), instrument: order.instrument }
  risk.reserve(verdict.approved.order)
  into.push(verdict.approved)
  seat.protection.plan(levels, 0)
  return undefined
}

import type { OrderRole } from '../../domain/index.ts'
import {
  type Band,
  type Bounds,
  bandOf,
  type GapFigures,
  gapFigures,
  worstBand,
} from './gap-figures.ts'
import { type OrderGap, orderGap } from './order-gap.ts'
import type { RecordedOrder } from './recorded-order.ts'
import { type ResimulateSetup, resimulate } from './resimulate.ts'
import { type TapeSpan, tapeSpan } from './tape-span.ts'

/** Why an order could not be compared. */
export type Uncovered =
  | 'other-instrument'
  | 'before-the-recording'
  | 'beyond-the-recording'
  | 'hole-in-the-recording'
  | 'rejected'

/** Orders of one kind, taken together. */
export type GapGroup = {
  readonly name: string
  readonly orders: number
  readonly price: GapFigures
  readonly fees: GapFigures
  /** Unit: ms. */
  readonly firstFill: GapFigures
  readonly lastFill: GapFigures
  /** Mean shares of the lots wanted that were filled. */
  readonly filledReal: number
  readonly filledSimulated: number
  /** Orders that were filled, if only in part, in one of the two alone. */
  readonly onlyReal: number
  readonly onlySimulated: number
  readonly priceBand: Band
  readonly feeBand: Band
  /** The worse of the two. */
  readonly band: Band
}

/** A desk's reality beside its re-simulation. */
export type RealityGap = {
  readonly orders: number
  readonly compared: number
  readonly uncovered: readonly {
    readonly why: Uncovered
    readonly orderIds: readonly number[]
  }[]
  readonly all: GapGroup
  readonly roles: readonly GapGroup[]
  readonly strategies: readonly GapGroup[]
  readonly rows: readonly OrderGap[]
  readonly band: Band
}

export type MeasureGapSetup = ResimulateSetup & {
  /** The instrument's place in the desk's list. */
  readonly index: number
  /** Names of the desk's agents, each its own. */
  readonly agents: readonly string[]
  readonly bounds: Bounds
}

/** Re-simulates the orders of a desk and sums up by role and by strategy what was different. */
export function measureGap(orders: readonly RecordedOrder[], setup: MeasureGapSetup): RealityGap {
  const span = tapeSpan(setup.tape)
  const reasons = new Map<RecordedOrder, Uncovered>()
  for (const order of orders) {
    const why = uncovered(order, setup.index, span)
    if (why !== undefined) reasons.set(order, why)
  }
  const covered = orders.filter((order) => !reasons.has(order))
  const outcomes = resimulate(covered, setup)
  const rows: OrderGap[] = []
  for (const order of covered) {
    const outcome = outcomes.get(order.intent.orderId)
    if (outcome === undefined || outcome === 'no-book') reasons.set(order, 'hole-in-the-recording')
    else rows.push(orderGap(setup.instrument, order, outcome))
  }
  const group = (name: string, of: readonly OrderGap[]): GapGroup => sumUp(name, of, setup.bounds)
  const all = group('all', rows)
  const roles = grouped(rows, (row) => row.intent.role, roleOrder, group)
  const strategies = grouped(
    rows,
    ({ agent }) => strategyOf(agent, setup.agents),
    [...setup.agents, noStrategy],
    group,
  )
  return {
    orders: orders.length,
    compared: rows.length,
    uncovered: listed(reasons),
    all,
    roles,
    strategies,
    rows,
    band: worstBand([all, ...roles, ...strategies].map(({ band }) => band)),
  }
}

const roleOrder: readonly OrderRole[] = ['entry', 'exit', 'stop', 'target', 'quote']
const noStrategy = 'nobody'

/** A desk with one agent has nobody else to have wished for an order. */
function strategyOf(agent: number, agents: readonly string[]): string {
  const [only, other] = agents
  if (only !== undefined && other === undefined) return only
  return agents[agent] ?? noStrategy
}

function uncovered(
  { intent, isRejected, untilTs }: RecordedOrder,
  index: number,
  span: TapeSpan | undefined,
): Uncovered | undefined {
  if (intent.instrument !== index) return 'other-instrument'
  if (isRejected) return 'rejected'
  if (span === undefined || intent.ts < span.from) return 'before-the-recording'
  return untilTs > span.to ? 'beyond-the-recording' : undefined
}

function listed(reasons: ReadonlyMap<RecordedOrder, Uncovered>): RealityGap['uncovered'] {
  const byReason = new Map<Uncovered, number[]>()
  for (const [{ intent }, why] of reasons)
    byReason.set(why, [...(byReason.get(why) ?? []), intent.orderId])
  return Array.from(byReason, ([why, orderIds]) => ({ why, orderIds }))
}

function grouped(
  rows: readonly OrderGap[],
  nameOf: (row: OrderGap) => string,
  names: readonly string[],
  group: (name: string, rows: readonly OrderGap[]) => GapGroup,
): readonly GapGroup[] {
  return names.flatMap((name) => {
    const own = rows.filter((row) => nameOf(row) === name)
    return own.length === 0 ? [] : [group(name, own)]
  })
}

function sumUp(name: string, rows: readonly OrderGap[], bounds: Bounds): GapGroup {
  const price = gapFigures(rows.map((row) => row.priceBps))
  const fees = gapFigures(rows.map((row) => row.feeBps))
  const [priceBand, feeBand] = [bandOf(price, bounds), bandOf(fees, bounds)]
  const share = (of: (row: OrderGap) => number): number =>
    rows.length === 0 ? 0 : rows.reduce((sum, row) => sum + of(row), 0) / rows.length
  return {
    name,
    orders: rows.length,
    price,
    fees,
    firstFill: gapFigures(rows.map((row) => row.firstFillMs)),
    lastFill: gapFigures(rows.map((row) => row.lastFillMs)),
    filledReal: share((row) => row.real.share),
    filledSimulated: share((row) => row.simulated.share),
    onlyReal: rows.filter((row) => row.real.share > 0 && row.simulated.share === 0).length,
    onlySimulated: rows.filter((row) => row.real.share === 0 && row.simulated.share > 0).length,
    priceBand,
    feeBand,
    band: worstBand([priceBand, feeBand]),
  }
}

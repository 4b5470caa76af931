import type { Json } from '../base/index.ts'
import {
  isDone,
  type LegSetIntent,
  type Order,
  type OrderEvent,
  type OrderIntent,
  secondUs,
} from '../domain/index.ts'
import type { Approved } from '../risk/index.ts'
import { approveLegs, type Refused, refused } from './approve-legs.ts'
import { reserveLimit } from './continued-journal.ts'
import { isBroken, isWhole, type Leg, type LegSet, loadLegSets, saveLegSets } from './leg-set.ts'
import type { TraderTools } from './trader-tools.ts'
import type { Workbench } from './workbench.ts'

/** How often closing is tried without anything filled; and how soon again where no bar comes. */
const triesMax = 10
const againUs = 2 * secondUs

/**
 * Legs that belong together. They pass risk together or not at all and go out in one commit; one
 * that ends short, is late, or is closed later by its own stop takes the others with it. Exits pass
 * every limit, so what has been begun can always be given up.
 */
export class LegSets {
  readonly #desk: Workbench
  readonly #tools: TraderTools
  #sets: LegSet[] = []

  constructor(desk: Workbench, tools: TraderTools) {
    this.#desk = desk
    this.#tools = tools
  }

  /** Whether an instrument is a set's, and no committee's. */
  owns(i: number): boolean {
    return this.#sets.length > 0 && this.#setOf(i) !== undefined
  }

  /** Sends the legs, or closes them where nothing is wanted of any; refuses them together. */
  begin(asked: LegSetIntent): void {
    const { legs } = asked
    if (legs.every(({ exposure }) => exposure === 0)) {
      for (const { instrument } of legs) this.#giveUp(instrument)
      return
    }
    const [first] = legs
    const refused = this.#refusal(asked) ?? this.#send(asked)
    if (refused === undefined || first === undefined) return
    const i = refused.instrument ?? first.instrument
    const seat = this.#desk.seats[i] ?? this.#desk.seats[0]
    if (seat !== undefined) this.#tools.refuse(i, seat, refused.limit, refused.was, refused.max)
  }

  /** Whether a set is late, or what is left of one is to be closed again. */
  isDue(ts: number): boolean {
    return this.#sets.some(({ stage, deadlineTs, triedTs }) => {
      if (stage === 'unwinding') return ts >= triedTs + againUs
      return stage === 'forming' && ts >= deadlineTs
    })
  }

  /** What is not whole by its deadline is given up; what is left of others is closed. */
  keepUp(): void {
    for (const set of this.#sets)
      if (set.stage === 'forming' && this.#desk.now >= set.deadlineTs) this.#fail(set)
      else if (set.stage === 'unwinding') this.#tryAgain(set)
  }

  /** What no venue takes, because it is too little, is left to whoever decides on it next. */
  #tryAgain(set: LegSet): void {
    const { exiting } = this.#desk.risk
    if (set.legs.some(({ instrument }) => (exiting[instrument] as number) > 0)) return
    set.tries += 1
    set.triedTs = this.#desk.now
    if (set.tries > triesMax && set.legs.every(({ isOver }) => isOver)) this.#end(set)
    else this.#unwind(set)
  }

  /** Something became of an order, and has been booked. */
  onOrderEvent(order: Order, event: OrderEvent): void {
    const set = this.#setOf(order.instrument)
    if (set === undefined) return
    const leg = set.legs.find(({ orderId }) => orderId === order.orderId)
    const isFill = event.kind === 'order-filled'
    if (isFill) set.tries = 0
    if (leg !== undefined) {
      if (isFill) leg.filled += event.quantity
      leg.isOver = isDone(order)
    }
    // An exit that was refused is tried again with the next bar, not at once and for ever.
    if (isFill || leg !== undefined) this.#follow(set)
  }

  #follow(set: LegSet): void {
    const { lots } = this.#desk.risk
    if (set.stage === 'unwinding') return this.#unwind(set)
    if (set.stage === 'forming' && isBroken(set)) return this.#fail(set)
    // Its stop may have been met while others were still on their way.
    if (set.legs.some(({ isOver, instrument }) => isOver && lots[instrument] === 0)) {
      set.stage = 'unwinding'
      this.#unwind(set)
    } else if (isWhole(set)) set.stage = 'held'
  }

  #fail(set: LegSet): void {
    set.stage = 'unwinding'
    set.hasFailed = true
    this.#unwind(set)
  }

  /** Takes back what has not filled, closes what has. Asked again until nothing is left. */
  #unwind(set: LegSet): void {
    const { orders, risk, seats, now } = this.#desk
    const out = set.legs.filter(({ isOver }) => !isOver).map(({ orderId }) => orderId)
    if (out.length > 0) orders.cancel(out, now)
    for (const { instrument: i } of set.legs) {
      const held = risk.lots[i] as number
      const seat = seats[i]
      if (held !== 0 && seat !== undefined) this.#tools.reduce(i, seat, Math.abs(held))
    }
    const isLeft = set.legs.some((leg) => !leg.isOver || risk.lots[leg.instrument] !== 0)
    if (!isLeft) this.#end(set)
  }

  /** What unwinding cost beyond its bound stops the desk: the bound was an estimate. */
  #end(set: LegSet): void {
    // What was asked back may have been over at once, and have come here by itself.
    if (!this.#sets.includes(set)) return
    this.#sets = this.#sets.filter((each) => each !== set)
    if (!set.hasFailed || set.value === 0) return
    const lost = Number(set.before - this.#result(set.legs))
    const bps = (10_000 * lost) / set.value
    if (bps <= set.unwindCostMaxBps) return
    const text = `unwinding legs cost ${bps.toFixed(1)} bps, ${set.unwindCostMaxBps} at most`
    this.#desk.toMode('pause', 'desk', text)
  }

  giveUpAll(): void {
    for (const { legs } of this.#sets) if (legs[0] !== undefined) this.#giveUp(legs[0].instrument)
  }

  #giveUp(i: number): void {
    const set = this.#setOf(i)
    if (set === undefined) return
    set.stage = 'unwinding'
    this.#unwind(set)
  }

  /** Why legs are refused before any is looked at by itself. */
  #refusal({ legs, unwindCostMaxBps }: LegSetIntent): Refused | undefined {
    const { setup, risk, marks } = this.#desk
    const names = new Set(legs.map(({ instrument }) => instrument))
    if (names.size < 2 || names.size < legs.length) return refused('legs', names.size, 2)
    for (const { instrument: i } of legs) {
      if (setup.instruments[i] === undefined) return refused('legs', i, setup.instruments.length)
      const isBusy = risk.lots[i] !== 0 || risk.enteringMost(i) > 0 || this.owns(i)
      if (isBusy || !((marks[i] as number) > 0)) return { ...refused('legs', 1, 0), instrument: i }
    }
    const { feeTakerPpm, slippage } = setup.costs
    const roundTripBps = 2 * (feeTakerPpm / 100 + slippage * 10_000)
    if (roundTripBps <= unwindCostMaxBps) return undefined
    return refused('unwind-cost', roundTripBps, unwindCostMaxBps)
  }

  /** Sizes and checks every leg as if those before it were out, then sends all of them. */
  #send({ legs, unwindCostMaxBps, patienceUs }: LegSetIntent): Refused | undefined {
    const { risk, now } = this.#desk
    const approved: Approved<OrderIntent>[] = []
    const why = approveLegs(legs, this.#desk, this.#tools, approved)
    for (const { order } of approved) risk.unreserve(order)
    if (why !== undefined) return why
    const capped = this.#desk.orders.refusal(approved)
    if (capped !== undefined) return capped
    if (this.#tools.isReserveOnly()) return refused(reserveLimit, 0, 0)
    const made = approved.map(({ order }) => legOf(order))
    const value = approved.reduce(
      (sum, { order }) => sum + order.quantity * (risk.lotValue[order.instrument] as number),
      0,
    )
    this.#sets.push({
      legs: made,
      deadlineTs: now + patienceUs,
      unwindCostMaxBps,
      value,
      before: this.#result(made),
      stage: 'forming',
      hasFailed: false,
      tries: 0,
      triedTs: now,
    })
    this.#tools.send(approved)
    return undefined
  }

  #setOf(i: number): LegSet | undefined {
    return this.#sets.find(({ legs }) => legs.some(({ instrument }) => instrument === i))
  }

  /** Realised result of the instruments of some legs, fees taken off. Minor units. */
  #result(legs: readonly Leg[]): bigint {
    const { positions } = this.#desk.ledger
    return legs.reduce((sum, { instrument }) => sum + positions.net(instrument), 0n)
  }

  get all(): readonly LegSet[] {
    return this.#sets
  }

  get isEmpty(): boolean {
    return this.#sets.length === 0
  }

  save(): Json {
    return saveLegSets(this.#sets)
  }

  load(state: Json): void {
    this.#sets = loadLegSets(state)
  }
}

function legOf({ instrument, orderId, quantity }: OrderIntent): Leg {
  return { instrument, orderId, lots: quantity, filled: 0, isOver: false }
}

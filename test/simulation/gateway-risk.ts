import { defined } from '../../src/base/index.ts'
import {
  type BreakerMoved,
  type DeskEvent,
  type LimitAsked,
  markFactors,
  type Mode,
  type ModeChanged,
  modes,
  type OrderId,
  type OrderIntent,
  secondUs,
  signOf,
} from '../../src/domain/index.ts'
import type { DeskSetup } from '../../src/engine/index.ts'
import { promise } from './exchange-violation.ts'
import { forgetOldest } from './forget-oldest.ts'

/** The desk marks its books at bars, and fills come between them. */
const slack = 1.01

type Out = { readonly order: OrderIntent; left: number }

/**
 * Reads the journal of a desk as it is written and holds every order that adds risk against the
 * limits, by sums of its own: nothing here is the desk's but its events.
 */
export class RiskWitness {
  readonly #setup: DeskSetup
  /** Of the settings, and what people have made tighter since. */
  readonly #limits: { positionMax: number; grossMax: number; concentrationMax: number }
  readonly #factors: Float64Array
  readonly #lots: number[]
  readonly #marks: number[]
  readonly #open = new Map<OrderId, Out>()
  readonly #breakers = new Map<string, BreakerMoved['state']>()
  readonly #standing = new Map<number, number>()
  /** When orders that add risk went out, of the last second. */
  readonly #sent: number[] = []
  #cash: number
  mode: Mode = 'normal'
  isHold = false
  alerts: string[] = []

  constructor(setup: DeskSetup) {
    this.#setup = setup
    this.#factors = markFactors(setup.instruments)
    this.#lots = setup.instruments.map(() => 0)
    this.#marks = setup.instruments.map(() => 0)
    this.#cash = Number(setup.cash)
    const { positionMax, grossMax, concentrationMax } = setup.limits
    this.#limits = { positionMax, grossMax, concentrationMax }
  }

  onEvent(event: DeskEvent): void {
    switch (event.kind) {
      case 'bar-closed':
        this.#marks[event.instrument] = event.close
        return
      case 'submit':
        return this.#onSubmit(event.order)
      case 'order-filled':
        return this.#onFill(event.orderId, event.quantity, event.price, Number(event.fee))
      case 'order-rejected':
      case 'order-canceled':
      case 'order-expired':
        this.#open.delete(event.orderId)
        return
      case 'mode-changed':
        return this.#onMode(event)
      case 'breaker-moved':
        this.#breakers.set(`${event.scope} ${event.subject} ${event.cause}`, event.state)
        return
      case 'standing-changed':
        if (event.scope === 'instrument') this.#standing.set(event.subject, event.share)
        return
      case 'limit-asked':
        return this.#onLimit(event)
      case 'alert-raised':
        this.alerts.push(event.code)
        return
      default:
        return
    }
  }

  #onMode({ from, to, actor, isHold }: ModeChanged): void {
    promise(from === this.mode, 'modes', () => `from ${from}, and it was ${this.mode}`)
    const isAutomatic = actor === 'desk' || actor === 'venue' || actor === 'account'
    const isSafer = modes.indexOf(to) > modes.indexOf(from)
    promise(!isAutomatic || isSafer, 'modes', () => `${actor} moved it from ${from} to ${to}`)
    this.mode = to
    this.isHold = isHold === true
  }

  /** No run is as long as a wider one waits. */
  #onLimit({ key, value }: LimitAsked): void {
    if (key !== 'positionMax' && key !== 'grossMax' && key !== 'concentrationMax') return
    this.#limits[key] = Math.min(this.#limits[key], value)
  }

  #onFill(id: OrderId, lots: number, price: number, fee: number): void {
    const out = this.#open.get(id) ?? this.#closed.get(id)
    if (out === undefined) return
    const { instrument: i, side } = out.order
    this.#lots[i] = (this.#lots[i] as number) + signOf(side) * lots
    this.#cash -= signOf(side) * lots * price * (this.#factors[i] as number) + fee
    out.left -= lots
    if (out.left <= 0) this.#open.delete(id)
  }

  /** The newest orders: one that is over may yet fill. */
  readonly #closed = new Map<OrderId, Out>()

  #onSubmit(order: OrderIntent): void {
    const out = { order, left: order.quantity }
    this.#open.set(order.orderId, out)
    this.#closed.set(order.orderId, out)
    forgetOldest(this.#closed)
    if (!isAdding(order)) return
    const i = order.instrument
    promise(this.mode === 'normal', 'risk', () => `an entry in ${this.mode}`)
    promise(!this.#isBroken(i), 'breaker', () => `an entry in ${i}, whose breaker is open`)
    promise(this.#standing.get(i) !== 0, 'probation', () => `an entry in ${i}, exits only`)
    this.#checkShares(i)
    this.#checkPace(order.ts)
  }

  /** Twice what may go at once is more than a second can have. */
  #checkPace(ts: number): void {
    const most = this.#setup.guard?.caps.ordersPerSecond
    if (most === undefined) return
    while ((this.#sent[0] ?? ts) <= ts - secondUs) this.#sent.shift()
    this.#sent.push(ts)
    promise(this.#sent.length <= 2 * most, 'pace', () => `${this.#sent.length} orders a second`)
  }

  #isBroken(i: number): boolean {
    for (const [place, state] of this.#breakers) {
      const [scope, subject] = place.split(' ')
      const isHere =
        scope === 'desk' || scope === 'venue' || (scope === 'instrument' && subject === `${i}`)
      if (isHere && state === 'open') return true
    }
    return false
  }

  /** As if everything that is out had filled on the worse side. */
  #checkShares(i: number): void {
    const { positionMax, grossMax, concentrationMax } = this.#limits
    const equity = this.#equity()
    const share = this.#worst(i) / equity
    const most = Math.min(positionMax, concentrationMax)
    promise(share <= most * slack, 'position', () => `${share} of ${most} in ${i}`)
    const gross = this.#marks.reduce((sum, _, j) => sum + this.#worst(j), 0) / equity
    promise(gross <= grossMax * slack, 'gross', () => `${gross} of ${grossMax}`)
  }

  #worst(i: number): number {
    let [buys, sells] = [0, 0]
    for (const { order, left } of this.#open.values()) {
      if (order.instrument !== i || !isAdding(order)) continue
      if (order.side === 'buy') buys += left
      else sells += left
    }
    const held = this.#lots[i] as number
    const lots = Math.max(Math.abs(held + buys), Math.abs(held - sells))
    return lots * (this.#marks[i] as number) * (this.#factors[i] as number)
  }

  #equity(): number {
    return this.#lots.reduce(
      (sum, lots, i) => sum + lots * (this.#marks[i] as number) * (this.#factors[i] as number),
      this.#cash,
    )
  }

  /** Lots held of an instrument, by the fills in the journal. */
  held(i: number): number {
    return defined(this.#lots[i], 'an instrument')
  }
}

function isAdding({ role, isReduceOnly }: OrderIntent): boolean {
  return role === 'entry' || (role === 'quote' && !isReduceOnly)
}

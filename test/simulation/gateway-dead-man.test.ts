import { expect, it } from 'vitest'
import { type Micros, micros, secondUs } from '../../src/domain/index.ts'
import {
  OrderGateway,
  type OrderEventSink,
  usualTerms,
  type VenueAnswer,
} from '../../src/execution/index.ts'
import { plainRequest, SimulatedExchange } from '../../src/venue/sim/index.ts'
import { faulty, startTs } from './fault-port.ts'
import { GatewayLink } from './gateway-link.ts'
import { KillSites } from './kill-sites.ts'

/** A gateway that keeps the switch of an exchange back, and an order that rests there. */
class Scene {
  readonly #venue = faulty({})
  readonly gateway: OrderGateway
  #isAlive = true

  constructor() {
    const { exchange } = this.#venue
    const account = exchange.openAccount()
    exchange.deposit(account, 'USD', 10n ** 16n, startTs)
    exchange.submit(account, { ...plainRequest, lots: 1, price: 300_000 }, startTs)
    const link = new GatewayLink(this.#venue, account, false, new KillSites(), {
      onAnswer: (ticket: number, answer: VenueAnswer) => {
        if (this.#isAlive) this.gateway.onAnswer(ticket, answer, this.#venue.now)
      },
      onUpdate: () => {},
    })
    const terms = { ...usualTerms, deadManUs: 60 * secondUs }
    this.gateway = new OrderGateway({ link, terms, desk: 1n })
    const sink: OrderEventSink = { onOrderEvent: () => {} }
    this.gateway.connect(sink)
    this.gateway.goLive(startTs)
  }

  /** The process is gone from one moment to the next. */
  kill(): void {
    this.#isAlive = false
  }

  pass(seconds: number): void {
    const until = this.#venue.now + seconds * secondUs
    for (let ts: number = this.#venue.now; ts <= until; ts += secondUs / 4) {
      this.#venue.run(micros(ts))
      if (this.#isAlive && this.gateway.nextTs <= ts) this.gateway.onTime(ts as Micros)
    }
  }

  get open(): number {
    return (this.#venue.exchange satisfies SimulatedExchange).openOrders(0).length
  }
}

it('keeps orders at the venue as long as the desk lives', () => {
  const scene = new Scene()
  scene.pass(300)
  expect(scene.open).toBe(1)
})

it('leaves no order at the venue a minute after the desk is gone', () => {
  const scene = new Scene()
  scene.pass(100)
  scene.kill()
  scene.pass(30)
  expect(scene.open).toBe(1)
  scene.pass(31)
  expect(scene.open).toBe(0)
})

it('leaves orders where they are before a planned stop', () => {
  const scene = new Scene()
  scene.pass(100)
  scene.gateway.standDown()
  scene.kill()
  scene.pass(300)
  expect(scene.open).toBe(1)
})

import { expect, it } from 'vitest'
import {
  type Instrument,
  type InstrumentId,
  instrument,
  micros,
  type OrderEvent,
  type OrderIntent,
  orderId,
  price,
  quantity,
} from '../../domain/index.ts'
import { type Approved, checkOrder, defaultLimits, RiskBook } from '../../risk/index.ts'
import { HardCaps } from '../caps/hard-caps.ts'
import { usualTerms } from './gateway-terms.ts'
import { OrderGateway } from './order-gateway.ts'
import type { VenueRequest } from './venue-link.ts'

function btc(): Instrument {
  const of = instrument('BTC-USD.SIM' as InstrumentId, '1', '1')
  if (!of.ok) throw new Error(of.error)
  return of.value
}

/** A risk that believes it is deep short takes every purchase for a way out. */
function approved(id: number, lots: number): Approved<OrderIntent> {
  const order: OrderIntent = {
    orderId: orderId(id),
    instrument: 0,
    side: lots > 0 ? 'buy' : 'sell',
    type: 'market',
    role: 'entry',
    quantity: quantity(Math.abs(lots)),
    price: price(0),
    arrival: price(1),
    isReduceOnly: false,
    ts: micros(id),
  }
  const verdict = checkOrder(order, new RiskBook(defaultLimits, Float64Array.of(-1e15 * lots)))
  if (!verdict.ok) throw new Error(verdict.limit)
  return verdict.approved
}

/** A gateway with caps of its own, and all it asks of its venue and tells its desk. */
class Scene {
  readonly asked: VenueRequest[] = []
  readonly tickets: number[] = []
  readonly told: OrderEvent[] = []
  readonly gateway: OrderGateway

  constructor() {
    const terms = { ordersPerSecond: 50, notionalPerMinute: 1, notionalPerDay: 1 }
    this.gateway = new OrderGateway({
      link: {
        send: (ticket, request) => {
          this.tickets.push(ticket)
          this.asked.push(request)
        },
      },
      terms: usualTerms,
      desk: 1n,
      caps: new HardCaps(terms, [btc()], 100_000_000_000n),
    })
    this.gateway.connect({ onOrderEvent: (event) => void this.told.push(event) })
  }

  fill(id: number, lots: number): void {
    const place = this.asked.find((each) => each.kind === 'place' && each.order.orderId === id)
    if (place?.kind !== 'place') throw new Error(`order ${id} never left`)
    const what = { trade: `t${id}`, price: price(1), quantity: quantity(lots), fee: 0n }
    const fill = { ...what, liquidity: 'taker', ts: micros(1) } as const
    this.gateway.onUpdate({ kind: 'fill', clientId: place.clientId, fill }, micros(1))
  }
}

it('asks a venue after what passed every check and exceeds its own, and never places it', () => {
  const scene = new Scene()
  scene.gateway.goLive(micros(1))
  scene.asked.length = 0
  scene.gateway.submit(approved(1, 1_000))
  scene.gateway.submit(approved(2, 1))
  expect(scene.asked.map(({ kind }) => kind)).toEqual(['place', 'look-up'])
  scene.gateway.onAnswer(scene.tickets.at(-1) ?? 0, { kind: 'missing' }, micros(5))
  expect(scene.told).toMatchObject([{ kind: 'order-rejected', reason: 'hard-cap-minute' }])
})

it('places a way out all the same, by its own count of what was filled', () => {
  const scene = new Scene()
  scene.gateway.goLive(micros(1))
  scene.gateway.submit(approved(1, 1_000))
  scene.fill(1, 1_000)
  scene.gateway.submit(approved(2, -1_000))
  scene.gateway.submit(approved(3, -1))
  expect(scene.asked.filter(({ kind }) => kind === 'place')).toHaveLength(2)
})

it('knows after a restart what was sent and filled before it', () => {
  const scene = new Scene()
  scene.gateway.submit(approved(1, 1_000))
  const fact = { orderId: orderId(1), tsEvent: micros(1), tsInit: micros(1) }
  const what = { fill: 1, price: price(1), quantity: quantity(600), fee: 0n, trade: 't1' }
  scene.gateway.recall({ kind: 'order-filled', ...fact, ...what, liquidity: 'taker' })
  scene.gateway.goLive(micros(2))
  scene.gateway.submit(approved(2, 1))
  scene.gateway.submit(approved(3, -600))
  const placed = scene.asked.flatMap((each) => (each.kind === 'place' ? each.order.orderId : []))
  expect(placed).toEqual([3])
})

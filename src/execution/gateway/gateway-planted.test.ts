import { expect, it } from 'vitest'
import { simulateSeeds } from '../../../test/simulation/gateway-seeds.ts'
import { Desk } from '../../engine/index.ts'
import { SegmentJournal } from '../../journal/index.ts'
import { Protection } from '../protection.ts'
import { OrderGateway } from './order-gateway.ts'
import { SentOrder } from './sent-order.ts'
import { SentOrders } from './sent-orders.ts'
import type { VenueAnswer } from './venue-link.ts'

/** Puts a bug in and gives the way to take it out again. */
type Plant = () => () => void

/** Replaces a method for a while. */
function patch<Of extends object, Name extends keyof Of>(
  of: Of,
  name: Name,
  made: (was: Of[Name]) => Of[Name],
): () => void {
  const was = of[name]
  of[name] = made(was)
  return () => {
    of[name] = was
  }
}

/** Answers come changed to the gateway. */
function changed(change: (answer: VenueAnswer) => VenueAnswer): Plant {
  return () =>
    patch(
      OrderGateway.prototype,
      'onAnswer',
      (was) =>
        function (this: OrderGateway, ticket, answer, ts) {
          was.call(this, ticket, change(answer), ts)
        },
    )
}

/** Bugs of a desk on a distant venue, each of which somebody has had. */
const plants: readonly (readonly [name: string, plant: Plant])[] = [
  [
    'an order leaves before its journal entry is durable',
    () => patch(SegmentJournal.prototype, 'commit', () => () => {}),
  ],
  [
    'an order is sent again under another name',
    () =>
      patch(
        SentOrder.prototype,
        'request',
        (was) =>
          function (this: SentOrder) {
            const made = was.call(this)
            if (made.kind !== 'place') return made
            return { ...made, clientId: made.clientId.slice(0, -1) + (this.places % 10) }
          },
      ),
  ],
  [
    'a 5xx is taken for an order that was taken',
    changed((answer) => (answer.kind === 'ambiguous' ? { kind: 'done' } : answer)),
  ],
  [
    'a fill is booked as often as it is told',
    () =>
      patch(
        SentOrder.prototype,
        'note',
        (was) =>
          function (this: SentOrder, fill) {
            return was.call(this, { ...fill, trade: `${fill.trade}/${this.fills}` })
          },
      ),
  ],
  [
    'what was filled before a restart is forgotten',
    () =>
      patch(
        OrderGateway.prototype,
        'recall',
        (was) =>
          function (this: OrderGateway, event) {
            if (event.kind !== 'order-filled') was.call(this, event)
          },
      ),
  ],
  [
    'nothing is looked up after a restart, nor when no answer comes',
    () => patch(SentOrders.prototype, 'all', () => () => []),
  ],
  [
    'nothing that was heard before a restart is remembered',
    () => patch(OrderGateway.prototype, 'recall', () => () => {}),
  ],
  [
    'an order that was given up is never looked for again',
    () => patch(SentOrders.prototype, 'presumed', () => () => []),
  ],
  [
    'an order that turns up after it was given up is left alone',
    () => patch(SentOrders.prototype, 'reopen', () => () => {}),
  ],
  [
    'what the books cannot explain is not noticed',
    () =>
      patch(
        Desk.prototype,
        'onAccount',
        (was) =>
          function (this: Desk, account) {
            return this.isAccountKnown || was.call(this, account)
          },
      ),
  ],
  [
    'a stop that is lost is not set again',
    () => patch(Protection.prototype, 'drop', () => () => {}),
  ],
  [
    'a change of an order is taken for made before the venue says so',
    () => patch(SentOrder.prototype, 'isAs', () => () => true),
  ],
  [
    'an order that was changed is over once its new size has filled',
    () =>
      patch(
        SentOrder.prototype,
        'amend',
        (was) =>
          function (this: SentOrder, change) {
            was.call(this, change)
            this.wasChanged = false
          },
      ),
  ],
]

/** Seeds that are tried for one bug. */
const most = 40

/** Bugs that need a rare seed: the search begins a little before it. Others begin at 1. */
const begins: Readonly<Record<string, number>> = {
  'an order that was given up is never looked for again': 385,
  'an order that turns up after it was given up is left alone': 385,
  'a change of an order is taken for made before the venue says so': 30,
}

/** Seeds until a bug was found; infinity when it was not. */
function seedsToFind(plant: () => () => void, first: number): number {
  const remove = plant()
  try {
    for (let tried = 1; tried <= most; tried += 1)
      if (simulateSeeds(first + tried - 1, 1).violations.length > 0) return tried
    return Number.POSITIVE_INFINITY
  } finally {
    remove()
  }
}

it.each(plants)('finds that %s', (name, plant) => {
  expect(seedsToFind(plant, begins[name] ?? 1)).toBeLessThanOrEqual(most)
})

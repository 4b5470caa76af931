import { findsAll, patch, type Plant, type Planted } from '../../../test/simulation/plants.ts'
import { secondUs } from '../../domain/index.ts'
import { SegmentJournal } from '../../journal/index.ts'
import { DeadMan } from './dead-man.ts'
import { OrderGateway } from './order-gateway.ts'
import { Requests } from './requests.ts'
import { SentOrder } from './sent-order.ts'
import { SentOrders } from './sent-orders.ts'
import type { VenueAnswer } from './venue-link.ts'

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
const plants: readonly Planted[] = [
  [
    'an order is over before all its fills are known',
    changed((answer) =>
      answer.kind === 'found'
        ? { ...answer, order: { ...answer.order, filled: 0, fills: [] } }
        : answer,
    ),
  ],
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
    'an order that turns up after it was given up is left alone',
    () => patch(SentOrders.prototype, 'reopen', () => () => {}),
    260,
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
    180,
  ],
  [
    'an order that was replaced while it was looked up is taken for gone',
    () =>
      patch(
        Requests.prototype,
        'take',
        (was) =>
          function (this: Requests, ticket) {
            const asked = was.call(this, ticket)
            return asked === undefined ? asked : { ...asked, name: asked.sent.names.wanted }
          },
      ),
  ],
  [
    'an order that was replaced is looked up by its first name',
    () =>
      patch(
        SentOrder.prototype,
        'request',
        (was) =>
          function (this: SentOrder) {
            const made = was.call(this)
            return made.kind === 'look-up' ? { ...made, names: [this.names.first] } : made
          },
      ),
  ],
  [
    'the switch at the venue is not refreshed in time',
    () =>
      patch(
        DeadMan.prototype,
        'onTime',
        (was) =>
          function (this: DeadMan, now) {
            const { dueTs } = this
            was.call(this, now)
            if (this.dueTs !== dueTs) this.dueTs += 25 * secondUs
          },
      ),
    215,
  ],
]

findsAll(plants)

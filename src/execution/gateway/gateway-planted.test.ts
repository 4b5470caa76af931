// @module-tag long
import {
  deskAlone,
  findsAll,
  patch,
  type Plant,
  type Planted,
} from '../../../test/simulation/plants.ts'
import { micros, minuteUs, secondUs } from '../../domain/index.ts'
import { SegmentJournal } from '../../journal/index.ts'
import { DeadMan } from './dead-man.ts'
import { Fence } from './fence.ts'
import { OrderGateway } from './order-gateway.ts'
import { OrderNews } from './order-news.ts'
import { Requests } from './requests.ts'
import { SentOrder } from './sent-order.ts'
import { SentOrders } from './sent-orders.ts'
import type { VenueAnswer, VenueRequest } from './venue-link.ts'

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

/** What is asked about an order leaves changed. */
function requests(change: (made: VenueRequest, sent: SentOrder) => VenueRequest): Plant {
  return () =>
    patch(
      SentOrder.prototype,
      'request',
      (was) =>
        function (this: SentOrder) {
          return change(was.call(this), this)
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
    requests((made, { places }) => {
      if (made.kind !== 'place') return made
      return { ...made, clientId: made.clientId.slice(0, -1) + (places % 10) }
    }),
  ],
  [
    'a 5xx is taken for an order that was taken',
    changed((answer) => (answer.kind === 'ambiguous' ? { kind: 'done' } : answer)),
  ],
  [
    'a 5xx is taken for an order that was refused',
    () => {
      const undo = patch(SentOrder.prototype, 'lookLater', () => () => {})
      const answers = changed((answer) =>
        answer.kind === 'ambiguous'
          ? { kind: 'refused', reason: '5xx', isDuplicate: false }
          : answer,
      )()
      return () => {
        undo()
        answers()
      }
    },
  ],
  [
    'an order whose answer is late is taken for taken',
    () => {
      const all: SentOrders[] = []
      const add = patch(
        SentOrders.prototype,
        'add',
        (was) =>
          function (this: SentOrders, ...args) {
            all.splice(0, 1, this)
            return was.apply(this, args)
          },
      )
      const onTime = patch(
        OrderGateway.prototype,
        'onTime',
        (was) =>
          function (this: OrderGateway, ts) {
            for (const { stage, dueTs, names } of all[0]?.all() ?? [])
              if (stage === 'sent' && dueTs <= ts)
                this.onUpdate({ kind: 'state', clientId: names.first, status: 'open' }, ts)
            was.call(this, ts)
          },
      )
      return () => {
        add()
        onTime()
      }
    },
  ],
  [
    'what told nothing is asked again without a rest',
    () =>
      patch(
        SentOrder.prototype,
        'lookLater',
        () =>
          function (this: SentOrder, now) {
            this.later('look-up', now)
          },
      ),
  ],
  [
    'the gateway goes by a clock that jumps',
    () =>
      patch(
        OrderNews.prototype,
        'at',
        (was) =>
          function (this: OrderNews, ts) {
            const isAhead = Math.floor(ts / minuteUs) % 2 === 1
            was.call(this, micros(isAhead ? ts + 10 * minuteUs : ts))
          },
      ),
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
    840,
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
    60,
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
    requests((made, { names }) =>
      made.kind === 'look-up' ? { ...made, names: [names.first] } : made,
    ),
  ],
  [
    'a process that lost its folder sends what it had in mind when it wakes',
    () => patch(Fence.prototype, 'isOpen', () => () => true),
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
    75,
  ],
]

findsAll(plants, deskAlone)

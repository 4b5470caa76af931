// @module-tag long
import { deskAlone, findsAll, patch, type Planted } from '../../test/simulation/plants.ts'
import { orderId } from '../domain/index.ts'
import { HardCaps, OrderDesk, Protection } from '../execution/index.ts'
import { Ledger } from '../ledger/index.ts'
import { Breakers, RiskBook } from '../risk/index.ts'
import { ChampionSeat } from './champion-seat.ts'
import { Desk } from './desk.ts'
import { LegSets } from './leg-sets.ts'
import { Protector } from './protector.ts'
import { Seat } from './seat.ts'
import { WindDown } from './wind-down.ts'

/** Bugs of a desk and its books, each of which somebody has had. */
const plants: readonly Planted[] = [
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
    'a paused desk sends no exits',
    () =>
      patch(
        Desk.prototype,
        'toMode',
        (was) =>
          function (this: Desk, to, actor, reason) {
            const { orders } = this
            const submit = orders.submit.bind(orders)
            orders.submit = (all) => submit(all.filter(({ order }) => !order.isReduceOnly))
            return was.call(this, to, actor, reason)
          },
      ),
  ],
  [
    'money is rounded once more on its way into the books',
    () =>
      patch(
        Ledger.prototype,
        'fill',
        (was) =>
          function (this: Ledger, i, side, at, lots, fee) {
            return was.call(this, i, side, at, lots, fee + (lots % 3 === 0 ? 1n : 0n))
          },
      ),
  ],
  [
    'a stop is for more than is held',
    () =>
      patch(
        Protector.prototype,
        'protect',
        (was) =>
          function (this: Protector, i, seat, held) {
            was.call(this, i, seat, held + Math.sign(held))
          },
      ),
  ],
  [
    'one leg is left when the other fails',
    () => patch(LegSets.prototype, 'onOrderEvent', () => () => {}),
    60,
  ],
  [
    'when no bar comes nothing is taken back, and no lost stop set again',
    () => patch(Desk.prototype, 'onClock', () => () => {}),
    40,
  ],
  [
    'orders on their way are not counted by any limit',
    () => patch(RiskBook.prototype, 'reserve', () => () => {}),
  ],
  [
    'orders are numbered by chance',
    () =>
      patch(
        OrderDesk.prototype,
        'nextId',
        () => () => orderId(1 + Math.floor(Math.random() * 1_000_000_000)),
      ),
  ],
  [
    'what is held back for an order is given back twice',
    () =>
      patch(
        RiskBook.prototype,
        'release',
        (was) =>
          function (this: RiskBook, order, lots) {
            was.call(this, order, lots)
            was.call(this, order, lots)
          },
      ),
  ],
  [
    'in an emergency what a venue refuses is not asked for again',
    () => patch(WindDown.prototype, 'keepUp', () => () => {}),
    150,
  ],
  [
    'a desk that was killed goes on buying',
    () => patch(RiskBook.prototype, 'move', () => () => {}),
  ],
  [
    'an open breaker lets orders pass',
    () =>
      patch(
        Breakers.prototype,
        'trip',
        (was) =>
          function (this: Breakers, trouble) {
            was.call(this, trouble)
            this.shares.fill(1)
          },
      ),
  ],
  [
    'orders go out as fast as they are made',
    () => patch(HardCaps.prototype, 'take', () => () => undefined),
  ],
  [
    'what is in flight is forgotten when a share is cut to a limit',
    () => patch(RiskBook.prototype, 'worstLots', () => () => 0),
  ],
  [
    'a protective order that is replaced is left where it is',
    () => patch(Protection.prototype, 'giveUp', () => () => []),
  ],
]

/** Those of who decides, which only a desk with champions has. */
const ofChampions: readonly Planted[] = [
  [
    'a version that was taken off goes on deciding',
    () => {
      const taken = new WeakSet<Seat>()
      return patch(
        Seat.prototype,
        'replace',
        (was) =>
          function (this: Seat, at, agent, row) {
            if (!taken.has(this)) was.call(this, at, agent, row)
            taken.add(this)
          },
      )
    },
  ],
  [
    'a version whose box is gone is kept',
    () => patch(ChampionSeat.prototype, 'dropBroken', () => () => false),
  ],
]

findsAll(plants, deskAlone)
findsAll(ofChampions)

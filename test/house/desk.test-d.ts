// Checked by `tsc`, never run: every line under `@ts-expect-error` must fail to compile.
import type { Rehearsal } from '../../src/app/index.ts'
import {
  addMoney,
  type Intent,
  type Micros,
  money,
  type OrderId,
  type OrderIntent,
  price,
  quantity,
} from '../../src/domain/index.ts'
import type { OrderDesk, Venue } from '../../src/execution/index.ts'
import type { Approved } from '../../src/risk/index.ts'
import type { VenueKeys } from '../../src/venue/index.ts'

declare const desk: OrderDesk
declare const venue: Venue
declare const intent: OrderIntent
declare const approved: Approved<OrderIntent>

desk.submit([approved])
venue.submit(approved)
// @ts-expect-error an order risk has not approved cannot be sent
desk.submit([intent])
// @ts-expect-error nor handed to a venue directly
venue.submit(intent)

// @ts-expect-error a changed copy of an approved order is not approved
desk.submit([{ order: { ...approved.order, quantity: quantity(9) } }])
// @ts-expect-error nor is anything that looks like one
venue.submit({ order: intent })

const size: typeof intent.quantity = quantity(1)
// @ts-expect-error a price is not a quantity
const swapped: typeof intent.quantity = price(1)
// @ts-expect-error a quantity is not a price
const swappedBack: typeof intent.price = quantity(1)
// @ts-expect-error a bare number is not a price
const bare: typeof intent.price = 100
// @ts-expect-error nor a time
const time: Micros = 1_704_067_200_000_000
// @ts-expect-error nor an order id
const id: OrderId = 1

addMoney(money(1n, 'USD'), money(1n, 'USD'))
// @ts-expect-error USD and BTC do not add
addMoney(money(1n, 'USD'), money(1n, 'BTC'))
// @ts-expect-error money is whole minor units
money(1.5, 'USD')

/** Whoever handles intents says what becomes of each kind. */
function handled(each: Intent): string {
  // @ts-expect-error a kind that is not handled leaves a way out without an answer
  const kinds: Record<Intent['kind'], string> = { target: 'traded', 'leg-set': 'not yet' }
  return kinds[each.kind]
}

// @ts-expect-error an order does not change once it is made
intent.quantity = quantity(2)

declare const keys: VenueKeys
const named: Rehearsal = { url: 'http://127.0.0.1', keys: { kind: 'file', file: 'keys' } }
// @ts-expect-error a desk is told which key, and never the key
const revealed: Rehearsal = { url: 'http://127.0.0.1', keys }

void [size, swapped, swappedBack, bare, time, id, handled, named, revealed]

import { loadAgent, deskPaths } from '../../src/app/index.ts'
import { attemptOf, clientOrderId, nameOfAttempt, type OrderId } from '../../src/domain/index.ts'
import { type Desk, DeskRun, nobody, parseHeader } from '../../src/engine/index.ts'
import { OrderGateway, usualTerms } from '../../src/execution/index.ts'
import { type JournalEntry, MemoryJournal, readJournal } from '../../src/journal/index.ts'
import { nodeDisk } from '../../src/kernel/index.ts'
import type { Look } from './exchange-look.ts'

/** A desk as its journal has it, and what it ever sent and heard. */
export type JournalBooks = {
  readonly desk: Desk
  /** Names of all orders that were journaled. */
  readonly names: ReadonlyMap<string, OrderId>
  /** How often each was to be changed. */
  readonly changes: ReadonlyMap<string, number>
  /** `name of the order/trade` of every fill, as often as it stands there. */
  readonly fills: readonly string[]
}

/** What stands in the journal of a desk folder now, durable and whole. */
export function readNow(folder: string): readonly JournalEntry[] {
  return [...readJournal(deskPaths(folder).journal, nodeDisk)]
}

/** Does a journal again, with nobody to send to. */
export async function booksOf([
  first,
  ...recorded
]: readonly JournalEntry[]): Promise<JournalBooks> {
  if (first?.event.kind !== 'run-started') throw new Error('the journal does not begin')
  const header = parseHeader(first.event.header)
  if (!header.ok) throw new Error(header.error)
  const { setup, agents: seats, desk: key } = header.value
  const agents = await Promise.all(seats.map((seat) => loadAgent(seat.from, seat.parameters)))
  const number = BigInt(`0x${key}`)
  const names = new Map<string, OrderId>()
  const changes = new Map<string, number>()
  const fills: string[] = []
  for (const { event } of recorded) {
    if (event.kind === 'submit')
      names.set(clientOrderId(number, event.order.orderId, 0), event.order.orderId)
    if (event.kind === 'amend') {
      const name = clientOrderId(number, event.orderId, 0)
      changes.set(name, (changes.get(name) ?? 0) + 1)
    }
    if (event.kind === 'order-filled')
      fills.push(`${clientOrderId(number, event.orderId, 0)}/${event.trade}`)
  }
  const { desk } = new DeskRun({
    setup: { ...setup, agents },
    recorded,
    journal: new MemoryJournal(),
    observer: nobody,
    gateway: new OrderGateway({ link: { send: () => {} }, terms: usualTerms, desk: number }),
  })
  return { desk, names, changes, fills }
}

/** The name an order had before it was replaced. */
function firstName(clientId: string): string {
  return nameOfAttempt(clientId, 0)
}

/** What can never be true, at any instant, whatever is on its way. */
export function brokenForGood({ orders }: Look, books: JournalBooks): readonly string[] {
  const { names, changes, fills } = books
  const seen = new Set<string>()
  const open = new Set<string>()
  const broken: string[] = []
  for (const { clientId, number, isOpen } of orders) {
    const name = firstName(clientId)
    const isKnown = names.has(name) && attemptOf(clientId) <= (changes.get(name) ?? 0)
    if (!isKnown) broken.push(`order ${number} (${clientId}) is not in the journal`)
    if (seen.has(clientId)) broken.push(`order ${clientId} stands there twice`)
    if (isOpen && open.has(name)) broken.push(`order ${name} is open there under two names`)
    seen.add(clientId)
    if (isOpen) open.add(name)
  }
  if (new Set(fills).size < fills.length) broken.push('a fill is booked twice')
  return broken
}

/** What differs now: nothing, at some instant soon, when the desk is well. */
export function differences(
  start: ReadonlyMap<string, bigint>,
  look: Look,
  books: JournalBooks,
): readonly string[] {
  const { desk } = books
  const nameOf = new Map(
    look.orders.map(({ number, symbol, clientId }) => [`${symbol}${number}`, firstName(clientId)]),
  )
  const traded = look.trades.map(
    ({ symbol, number, trade }) => `${nameOf.get(`${symbol}${number}`) ?? number}/${trade}`,
  )
  const there = look.orders
    .filter(({ isOpen }) => isOpen)
    .map(({ clientId }) => firstName(clientId))
  const here = [...desk.orders.openOrders].map(({ orderId }) => named(books, orderId))
  const found = [
    ...unequal('fills', books.fills, traded),
    ...unequal('open orders', here, there),
    ...unequalHoldings(start, look, desk),
    ...uncovered(desk, new Set(there), books),
  ]
  if (desk.risk.unresolved > 0) found.push(`${desk.risk.unresolved} orders are unresolved`)
  if (desk.risk.mode !== 'normal') found.push(`the desk is in ${desk.risk.mode}`)
  return found
}

function named({ names }: JournalBooks, wanted: OrderId): string {
  for (const [name, orderId] of names) if (orderId === wanted) return name
  return `order ${wanted}`
}

function unequal(what: string, here: readonly string[], there: readonly string[]): string[] {
  const missing = there.filter((each) => !here.includes(each))
  const more = here.filter((each) => !there.includes(each))
  return [
    ...(missing.length > 0 ? [`${what} only there: ${missing.slice(0, 3).join(', ')}`] : []),
    ...(more.length > 0 ? [`${what} only here: ${more.slice(0, 3).join(', ')}`] : []),
  ]
}

function unequalHoldings(
  start: ReadonlyMap<string, bigint>,
  { balances }: Look,
  { ledger, setup }: Desk,
): string[] {
  const gained = (currency: string): bigint =>
    (balances.get(currency) ?? 0n) - (start.get(currency) ?? 0n)
  const found = setup.instruments.flatMap((of, i) => {
    const lots = BigInt(ledger.positions.lots[i] as number)
    const here = lots * of.baseFactor + ledger.spare(i)
    return here === gained(of.base) ? [] : [`${of.base}: ${here} here, ${gained(of.base)} there`]
  })
  const { quote = '' } = { ...setup.instruments[0] }
  const earned = ledger.cash - setup.cash
  return earned === gained(quote)
    ? found
    : [...found, `${quote}: ${earned} here, ${gained(quote)} there`]
}

/** What an exchange in Binance's dialect takes at least. Unit: the quote currency. */
const notionalMin = 5

/** Whatever is held and has a stop stands under one there, or is being closed. */
function uncovered(desk: Desk, there: ReadonlySet<string>, books: JournalBooks): string[] {
  const open = [...desk.orders.openOrders]
  return desk.seats.flatMap(({ instrument: of, protection }, i) => {
    const held = Math.abs(desk.ledger.positions.lots[i] as number)
    const worth = held * of.lotSize * (desk.marks[i] as number) * of.tickSize
    if (protection.stop === 0 || worth < notionalMin) return []
    const lots = open
      .filter(({ instrument, role }) => instrument === i && (role === 'stop' || role === 'exit'))
      .filter(({ orderId }) => there.has(named(books, orderId)))
      .reduce((sum, { quantity, filled }) => sum + quantity - filled, 0)
    return lots >= held ? [] : [`${held} lots of ${of.id}, ${lots} covered`]
  })
}

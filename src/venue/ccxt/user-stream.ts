import { reasonOf } from '../../base/index.ts'
import { type Instrument, secondUs } from '../../domain/index.ts'
import type { VenueOrder, VenueUpdate } from '../../execution/index.ts'
import type { Clock } from '../../kernel/index.ts'
import type { CcxtAccount } from './ccxt-account.ts'
import { symbolOf } from './symbol-of.ts'
import { ConnectionWatch } from './connection-watch.ts'
import type { FillReader } from './fill-reader.ts'
import { readOrderName } from './order-name.ts'
import type { OrderNumbers } from './order-numbers.ts'
import { fieldsOf, parseToldOrder, readRawName } from './parse-venue-order.ts'
import { readEnded } from './read-canceled.ts'

/** Who hears what a venue says unasked. */
export type StreamEar = {
  onUpdate(update: VenueUpdate): void
  /** The venue may have said what nobody heard: everything that is out is to be looked up. */
  onDeafness(): void
  /** For people. */
  onNotice(sentence: string): void
}

export type StreamSetup = {
  readonly account: CcxtAccount
  readonly clock: Clock
  readonly ear: StreamEar
  readonly chance: () => number
  readonly numbers: OrderNumbers
  readonly reader: FillReader
  /** The venue says that an order was taken back, and how much of it was filled. */
  readonly onCanceled: (clientId: string, order: VenueOrder) => void
}

/** A subscription that stands for so long is taken for heard. */
const settleUs = 2 * secondUs

/** What a stream tells of. */
const subjects = { watchOrders: 'orders', watchMyTrades: 'fills' }
type StreamMethod = keyof typeof subjects

/** The first failure after it stood, or one more; and how long to rest. */
type Break = { readonly isFirst: boolean; readonly waitUs: number }

/**
 * What a venue says unasked of our orders and fills, where ccxt can hear it. A stream that breaks
 * is opened again after 1, 2, 4, 8, then 16 seconds, each up to half longer by chance; whatever was
 * said meanwhile nobody heard, so when it breaks and when it stands everything is to be looked up.
 */
export class UserStream {
  readonly #setup: StreamSetup
  /** By ccxt's symbol. */
  readonly #instruments: ReadonlyMap<unknown, Instrument>
  /** Streams that stand, as far as can be said, and those that said something since. */
  readonly #standing = new Set<StreamMethod>()
  readonly #heard = new Set<StreamMethod>()
  /** Ends the rest of a stream that broke. */
  readonly #rests = new Map<StreamMethod, () => void>()
  #isClosed = false

  constructor(setup: StreamSetup) {
    this.#setup = setup
    const { instruments } = setup.account
    this.#instruments = new Map(instruments.map((of) => [symbolOf(of.id), of]))
  }

  /** Whether what the venue says of fills is heard now, for it was before. */
  get isHeard(): boolean {
    return this.#heard.has('watchMyTrades')
  }

  open(): void {
    const { has } = this.#setup.account.exchange
    for (const method of ['watchOrders', 'watchMyTrades'] satisfies StreamMethod[])
      if (has[method] === true) void this.#listen(method)
  }

  close(): void {
    this.#isClosed = true
    this.#heard.clear()
    for (const end of this.#rests.values()) end()
  }

  async #listen(method: StreamMethod): Promise<void> {
    const { account, clock, chance } = this.#setup
    const watch = new ConnectionWatch(Number.POSITIVE_INFINITY, chance, clock.now())
    while (!this.#isClosed) {
      const callOff = clock.after(settleUs, () => this.#settled(method))
      try {
        const told: readonly unknown[] = await account.exchange[method]()
        watch.onHeard(clock.now())
        this.#settled(method)
        this.#heard.add(method)
        for (const each of told) this.#take(method, each)
      } catch (error) {
        const isFirst = watch.state(clock.now()) === 'connected'
        await this.#broken(method, { isFirst, waitUs: watch.onBroken() }, error)
      } finally {
        callOff()
      }
    }
  }

  /** The stream stands: what was said before it did nobody heard. */
  #settled(method: StreamMethod): void {
    if (this.#isClosed || this.#standing.has(method)) return
    this.#standing.add(method)
    this.#setup.ear.onDeafness()
  }

  async #broken(method: StreamMethod, how: Break, error: unknown): Promise<void> {
    if (this.#isClosed) return
    const { account, clock, ear } = this.#setup
    this.#heard.delete(method)
    this.#standing.delete(method)
    if (how.isFirst) {
      const why = reasonOf(error).replace(/\?\S+/g, '').slice(0, 120)
      ear.onNotice(`${account.exchange.id}: the stream of ${subjects[method]} broke: ${why}`)
      ear.onDeafness()
    }
    await new Promise<void>((resolve) => {
      const callOff = clock.after(how.waitUs, resolve)
      this.#rests.set(method, () => {
        callOff()
        resolve()
      })
    })
    this.#rests.delete(method)
  }

  #take(method: StreamMethod, wire: unknown): void {
    if (this.#isClosed) return
    if (method === 'watchOrders') this.#takeOrder(wire)
    else this.#takeFill(wire)
  }

  #takeOrder(wire: unknown): void {
    const { numbers, ear, account } = this.#setup
    const { nameField, numberForm } = account.traits
    const { id, clientOrderId, info, symbol } = fieldsOf(wire)
    if (typeof id !== 'string') return
    const named = readOrderName(clientOrderId) ?? readRawName(info, nameField)
    // What has no form of a number could be anybody's.
    const isNumber = numberForm.test(id)
    if (named !== undefined && isNumber) numbers.note(id, named)
    const clientId = named ?? (isNumber ? numbers.nameOf(id) : undefined)
    if (clientId === undefined) return
    const of = this.#instruments.get(symbol)
    const told = of === undefined ? undefined : parseToldOrder(wire, of, nameField)
    const areFillsTold = account.traits.hasOneTradeId && this.isHeard
    const isOpen =
      told?.ok === true && told.value.status === 'open' && (told.value.filled === 0 || areFillsTold)
    const ended = of === undefined ? undefined : readEnded(wire, clientId, of, account.traits)
    if (ended !== undefined) this.#setup.onCanceled(clientId, ended)
    // Whatever is not plainly open is looked up.
    ear.onUpdate({ kind: 'state', clientId, status: isOpen ? 'open' : 'filled' })
  }

  #takeFill(wire: unknown): void {
    const { numbers, ear, account, reader } = this.#setup
    const { order, symbol, amount } = fieldsOf(wire)
    // Some venues tell of orders in the same stream.
    if (typeof order !== 'string' || amount === undefined) return
    if (!account.traits.numberForm.test(order)) return
    const clientId = numbers.nameOf(order)
    if (clientId === undefined) return
    const of = this.#instruments.get(symbol)
    const told = of === undefined ? undefined : reader.read(wire, of)
    // One that cost what has no price yet is looked up, and its price asked for.
    const isPriced = told?.ok === true && told.value.unpriced.length === 0
    if (isPriced && account.traits.hasOneTradeId) {
      if (told.value.notice !== undefined) ear.onNotice(told.value.notice)
      return ear.onUpdate({ kind: 'fill', clientId, fill: told.value.fill })
    }
    if (told?.ok === false) ear.onNotice(told.error)
    ear.onUpdate({ kind: 'state', clientId, status: 'filled' })
  }
}

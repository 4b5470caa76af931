import { Secret } from '../../src/base/index.ts'
import { instrument, type InstrumentId, type OrderIntent } from '../../src/domain/index.ts'
import type { VenueAnswer, VenueRequest, VenueUpdate } from '../../src/execution/index.ts'
import { liveClock } from '../../src/kernel/index.ts'
import { CcxtLink, openCcxtAccount } from '../../src/venue/index.ts'
import { BinanceVenue, middle } from './binance-scene.ts'
import { type OrderRequests, restingOrder } from './resting-order.ts'
import { TamperingProxy, type WireAnswer } from './tampering-proxy.ts'
import { keyOf, secretOf } from '../house/canaries.ts'
import { produced } from '../house/produced.ts'

/** A link to Binance's dialect through a proxy that changes what it answers. */
export class AskedLink {
  readonly venue: BinanceVenue
  readonly proxy: TamperingProxy
  readonly link: CcxtLink
  readonly notices: string[] = []
  readonly updates: VenueUpdate[] = []
  readonly #waiting = new Map<number, (answer: VenueAnswer) => void>()
  #ticket = 0
  #orders = 0

  private constructor(
    venue: BinanceVenue,
    proxy: TamperingProxy,
    link: (ear: AskedLink) => CcxtLink,
  ) {
    this.venue = venue
    this.proxy = proxy
    this.link = link(this)
  }

  /** @param key - Of the account; `other` holds no coin. */
  static async open(key: 'demo' | 'other' = 'demo'): Promise<AskedLink> {
    const venue = await BinanceVenue.open()
    const proxy = await TamperingProxy.open(venue.url)
    const made = instrument('BTC-USDT.BINANCE' as InstrumentId, '0.01', '0.00001')
    if (!made.ok) throw new Error(made.error)
    const account = await openCcxtAccount({
      venue: 'binance',
      keys: { key: new Secret(keyOf(key)), secret: new Secret(secretOf(key)) },
      instruments: [made.value],
      timeoutMs: 1_000,
      url: proxy.url,
    })
    return new AskedLink(
      venue,
      proxy,
      (ear) => new CcxtLink({ account, clock: liveClock, chance: () => 0.5, callUs: 1_000, ear }),
    )
  }

  onAnswer(ticket: number, answer: VenueAnswer): void {
    produced(answer)
    this.#waiting.get(ticket)?.(answer)
  }
  onUpdate(update: VenueUpdate): void {
    this.updates.push(update)
  }
  onDeafness(): void {}
  onNotice(sentence: string): void {
    produced(sentence)
    this.notices.push(sentence)
  }

  ask(request: VenueRequest): Promise<VenueAnswer> {
    this.#ticket += 1
    const ticket = this.#ticket
    return new Promise((resolve) => {
      this.#waiting.set(ticket, resolve)
      this.link.send(ticket, request)
    })
  }

  /** @returns A new order that would rest, and the requests about it. */
  order(more: Partial<OrderIntent> = {}): OrderRequests {
    this.#orders += 1
    return restingOrder(middle, this.#orders, more)
  }

  /** Answers to one kind of call are changed from now on. */
  change(which: string, how: (answer: WireAnswer) => WireAnswer | 'cut'): void {
    this.proxy.tamper = (call, answer) => (call === which ? how(answer) : undefined)
  }

  async close(): Promise<void> {
    await this.link.close()
    await this.proxy.close()
    await this.venue.close()
  }
}

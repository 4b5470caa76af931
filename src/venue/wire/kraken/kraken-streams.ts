import type { Micros } from '../../../domain/index.ts'
import type { AccountEvent, ExchangeEvent, MarketEvent } from '../../sim/exchange/exchange-event.ts'
import { AccountStream } from './account-stream.ts'
import { instrumentMessage } from './instrument-message.ts'
import type { KrakenHouse } from './kraken-house.ts'
import { channelMessage } from './kraken-json.ts'
import type { InstrumentNews, StreamTopic } from './stream-topic.ts'

/** Somebody who follows topics. */
export interface Follower {
  tell(message: string): void
  /** A message that carries the follower's own count of the account's messages. */
  tellNumbered(message: string): void
}

type Followed = { readonly topic: StreamTopic; readonly followers: Set<Follower> }
type Trades = (MarketEvent & { readonly kind: 'trade' })[]

/** Channels of one account. */
export type AccountChannel = 'executions' | 'balances'

/** All that is followed: takes note of what happens, and tells it once the exchange is at rest. */
export class KrakenStreams {
  readonly #house: KrakenHouse
  /** By instrument, then by the topic's name. */
  readonly #topics = new Map<number, Map<string, Followed>>()
  readonly #trades = new Map<number, Trades>()
  /** Instruments whose bids, and whose asks, were touched. */
  readonly #bids = new Set<number>()
  readonly #asks = new Set<number>()
  readonly #accounts = new Map<
    number,
    { readonly stream: AccountStream; readonly followers: Map<AccountChannel, Set<Follower>> }
  >()
  readonly #touchedAccounts = new Set<number>()
  readonly #listings = new Set<Follower>()
  #isListingTouched = false

  constructor(house: KrakenHouse) {
    this.#house = house
  }

  /** @returns The topic, made when nobody followed it yet. */
  follow(
    instrument: number,
    name: string,
    make: () => StreamTopic,
    follower: Follower,
  ): StreamTopic {
    const topics = this.#topics.get(instrument) ?? new Map<string, Followed>()
    this.#topics.set(instrument, topics)
    const followed = topics.get(name) ?? { topic: make(), followers: new Set<Follower>() }
    topics.set(name, followed)
    followed.followers.add(follower)
    return followed.topic
  }

  /** @returns Whether it was followed. */
  unfollow(instrument: number, name: string, follower: Follower): boolean {
    const topics = this.#topics.get(instrument)
    const followed = topics?.get(name)
    if (topics === undefined || followed === undefined) return false
    const wasFollowed = followed.followers.delete(follower)
    if (followed.followers.size === 0) topics.delete(name)
    if (topics.size === 0) this.#topics.delete(instrument)
    return wasFollowed
  }

  followListings(follower: Follower): void {
    this.#listings.add(follower)
  }

  unfollowListings(follower: Follower): void {
    this.#listings.delete(follower)
  }

  followAccount(account: number, channel: AccountChannel, follower: Follower): AccountStream {
    const known = this.#accounts.get(account)
    const stream = known?.stream ?? new AccountStream(this.#house, account)
    const followers = known?.followers ?? new Map<AccountChannel, Set<Follower>>()
    this.#accounts.set(account, { stream, followers })
    const ofChannel = followers.get(channel) ?? new Set<Follower>()
    followers.set(channel, ofChannel.add(follower))
    return stream
  }

  unfollowAccount(account: number, channel: AccountChannel, follower: Follower): void {
    const known = this.#accounts.get(account)
    known?.followers.get(channel)?.delete(follower)
    if (known !== undefined && [...known.followers.values()].every(({ size }) => size === 0))
      this.#accounts.delete(account)
  }

  onEvent(event: ExchangeEvent): void {
    if (event.kind === 'mode' || event.kind === 'listing') this.#isListingTouched = true
    else if (event.kind === 'book') {
      if (!this.#topics.has(event.instrument)) return
      const touched = event.side === 'buy' ? this.#bids : this.#asks
      touched.add(event.instrument)
    } else if (event.kind === 'trade') this.#noteTrade(event)
    else this.#noteAccount(event)
  }

  #noteTrade(event: MarketEvent & { readonly kind: 'trade' }): void {
    if (!this.#topics.has(event.instrument)) return
    const noted = this.#trades.get(event.instrument)
    if (noted === undefined) this.#trades.set(event.instrument, [event])
    else noted.push(event)
  }

  #noteAccount(event: AccountEvent): void {
    const known = this.#accounts.get(event.account)
    if (known === undefined) return
    known.stream.note(event)
    this.#touchedAccounts.add(event.account)
  }

  onRest(now: Micros): void {
    for (const account of this.#touchedAccounts) this.#tellAccount(account, now)
    this.#touchedAccounts.clear()
    for (const instrument of this.#trades.keys()) this.#tellTopics(instrument, now)
    for (const instrument of this.#bids) this.#tellTopics(instrument, now)
    for (const instrument of this.#asks) this.#tellTopics(instrument, now)
    if (this.#isListingTouched && this.#listings.size > 0) {
      const message = instrumentMessage(this.#house, 'update')
      for (const follower of this.#listings) follower.tell(message)
    }
    this.#isListingTouched = false
  }

  #tellTopics(instrument: number, now: Micros): void {
    const news: InstrumentNews = {
      trades: this.#trades.get(instrument) ?? [],
      isBidTouched: this.#bids.delete(instrument),
      isAskTouched: this.#asks.delete(instrument),
    }
    this.#trades.delete(instrument)
    for (const { topic, followers } of this.#topics.get(instrument)?.values() ?? [])
      for (const message of topic.update(news, now))
        for (const follower of followers) follower.tell(message)
  }

  /** One record a message: clients sort a message by its first record. */
  #tellAccount(account: number, now: Micros): void {
    const known = this.#accounts.get(account)
    if (known === undefined) return
    const { stream, followers } = known
    const ofExecutions = followers.get('executions') ?? []
    for (const record of stream.takeExecutions(now))
      for (const follower of ofExecutions)
        follower.tellNumbered(channelMessage('executions', 'update', [record]))
    const balances = stream.takeBalances()
    if (balances.length === 0) return
    for (const follower of followers.get('balances') ?? [])
      follower.tellNumbered(channelMessage('balances', 'update', balances))
  }
}

import { type Micros, secondUs } from '../../../domain/index.ts'
import type { WireSession, WireSocket } from '../dialect.ts'
import type { WireAccount } from '../wire-accounts.ts'
import { permissionDenied } from './kraken-error.ts'
import { instrumentMessage } from './instrument-message.ts'
import { KrakenFields } from './kraken-fields.ts'
import type { KrakenGate } from './kraken-gate.ts'
import type { KrakenHouse } from './kraken-house.ts'
import { channelMessage, jsonObject, jsonText } from './kraken-json.ts'
import type { AccountChannel, Follower, KrakenStreams } from './kraken-streams.ts'
import { systemStatus } from './market-answers.ts'
import type { OrderDesk } from './order-desk.ts'
import { queueDepths } from './order-queue-topic.ts'
import {
  firstMessages,
  type MarketChannel,
  marketChannel,
  wantsSnapshot,
} from './stream-channels.ts'
import { streamPair } from './stream-order-form.ts'
import { streamOrders } from './stream-orders.ts'
import { type StreamAsk, streamFailure, streamReply, streamSuccess } from './stream-reply.ts'

/** What a connection works with. */
export type SessionParts = {
  readonly house: KrakenHouse
  readonly streams: KrakenStreams
  readonly gate: KrakenGate
  readonly desk: OrderDesk
}

/** Pairs named in one message. */
const symbolsMax = 1_000
const silenceUs = secondUs

/** One connection to the second version of Kraken's WebSocket, public and private at once. */
export class KrakenSession implements WireSession, Follower {
  readonly #parts: SessionParts
  readonly #socket: WireSocket
  readonly #number: number
  readonly #onClose: () => void
  /** How each thing followed is let go of, by its name. */
  readonly #followed = new Map<string, () => void>()
  /** Tokens shown before: they last as long as the connection. */
  readonly #holders = new Map<string, WireAccount>()
  #sequence = 0
  #isClosed = false
  #hasSpoken = false
  #heartbeatTs = 0

  constructor(parts: SessionParts, socket: WireSocket, number: number, onClose: () => void) {
    this.#parts = parts
    this.#socket = socket
    this.#number = number
    this.#onClose = onClose
  }

  /** The first message of a connection. */
  greet(): void {
    const data = jsonObject({
      version: '"2.0.0"',
      system: jsonText(systemStatus(this.#parts.house)),
      api_version: '"v2"',
      connection_id: String(this.#number),
    })
    this.tell(channelMessage('status', 'update', [data]))
  }

  tell(message: string): void {
    if (this.#isClosed) return
    this.#hasSpoken = true
    this.#socket.send(message)
  }

  tellNumbered(message: string): void {
    this.#sequence += 1
    this.tell(`${message.slice(0, -1)},"sequence":${this.#sequence}}`)
  }

  /** Says it is alive when it said nothing else for a second. */
  onTime(now: Micros): void {
    if (now - this.#heartbeatTs < silenceUs) return
    this.#heartbeatTs = now
    if (!this.#hasSpoken && this.#followed.size > 0) this.tell('{"channel":"heartbeat"}')
    this.#hasSpoken = false
  }

  close(): void {
    if (this.#isClosed) return
    this.#isClosed = true
    for (const release of this.#followed.values()) release()
    this.#followed.clear()
    this.#onClose()
  }

  onText(text: string, now: Micros): void {
    const message = KrakenFields.ofBody(text, 'json')
    const method = message?.text('method')
    if (message === undefined || method === undefined) {
      const ask = { method: '', reqId: message?.whole('req_id'), ts: now }
      this.tell(streamFailure(ask, 'Malformed request'))
      return
    }
    const ask = { method: method.slice(0, 40), reqId: message.whole('req_id'), ts: now }
    const params = message.under('params') ?? new KrakenFields()
    if (method === 'ping') this.tell(streamReply({ ...ask, method: 'pong' }, {}))
    else if (method === 'subscribe') this.#subscribe(ask, params, now)
    else if (method === 'unsubscribe') this.#unsubscribe(ask, params, now)
    else this.#act(ask, params, now)
  }

  #act(ask: StreamAsk, params: KrakenFields, now: Micros): void {
    const handler = streamOrders.get(ask.method)
    if (handler === undefined) return this.tell(streamFailure(ask, 'Malformed request'))
    const holder = this.#holder(params, now)
    if (holder === undefined) return this.tell(streamFailure(ask, 'ESession:Invalid session'))
    const { house, desk } = this.#parts
    const { account, rights } = holder
    if (!rights.mayTrade) return this.tell(streamFailure(ask, permissionDenied))
    for (const answer of handler({ ask, params, house, desk, account, now })) this.tell(answer)
  }

  #holder(params: KrakenFields, now: Micros): WireAccount | undefined {
    const token = params.text('token')
    if (token === undefined) return undefined
    const holder = this.#holders.get(token) ?? this.#parts.gate.holderOf(token, now)
    if (holder !== undefined) this.#holders.set(token, holder)
    return holder
  }

  #subscribe(ask: StreamAsk, params: KrakenFields, now: Micros): void {
    const channel = params.text('channel') ?? ''
    if (channel === 'executions' || channel === 'balances')
      return this.#subscribeAccount(ask, channel, params, now)
    if (channel === 'instrument') return this.#subscribeListings(ask, params)
    if (channel === 'status' || channel === 'heartbeat')
      return this.tell(streamSuccess(ask, jsonObject({ channel: jsonText(channel) })))
    const market = marketChannel(channel, params)
    if (market === undefined) return this.tell(streamFailure(ask, 'Subscription name invalid'))
    // Single orders are shown to account holders only.
    if (channel === 'level3' && this.#holder(params, now) === undefined)
      return this.tell(streamFailure(ask, 'ESession:Invalid session'))
    if (typeof market === 'string') return this.tell(streamFailure(ask, market))
    const symbols = symbolsOf(params)
    if (symbols.length === 0) return this.tell(streamFailure(ask, 'Pair field must be an array'))
    for (const symbol of symbols) this.#subscribeMarket(ask, channel, market, symbol, params, now)
  }

  #subscribeMarket(
    ask: StreamAsk,
    channel: string,
    { name, make, settings }: MarketChannel,
    symbol: string,
    params: KrakenFields,
    now: Micros,
  ): void {
    const { house, streams } = this.#parts
    const named = { symbol: jsonText(symbol.slice(0, 40)) }
    const pair = streamPair(symbol, house.names)
    if (!pair.ok) return this.tell(streamFailure(ask, pair.error, named))
    const { index } = pair.value
    const key = `${name} ${index}`
    if (this.#isTaken(channel, key, index))
      return this.tell(streamFailure(ask, 'Already subscribed', named))
    const topic = streams.follow(index, name, () => make(house, pair.value, now), this)
    this.#followed.set(key, () => streams.unfollow(index, name, this))
    const snapshot = String(wantsSnapshot(params))
    const result = { channel: jsonText(channel), ...settings, snapshot, ...named }
    this.tell(streamSuccess(ask, jsonObject(result)))
    for (const message of firstMessages(topic, params, now)) this.tell(message)
  }

  /** Single orders can be followed at one depth only. */
  #isTaken(channel: string, key: string, index: number): boolean {
    if (this.#followed.has(key)) return true
    if (channel !== 'level3') return false
    return queueDepths.some((depth) => this.#followed.has(`level3 ${depth} ${index}`))
  }

  #subscribeListings(ask: StreamAsk, params: KrakenFields): void {
    const { house, streams } = this.#parts
    if (this.#followed.has('instrument')) return this.tell(streamFailure(ask, 'Already subscribed'))
    streams.followListings(this)
    this.#followed.set('instrument', () => streams.unfollowListings(this))
    this.tell(streamSuccess(ask, '{"channel":"instrument","snapshot":true}'))
    if (wantsSnapshot(params)) this.tell(instrumentMessage(house, 'snapshot'))
  }

  #subscribeAccount(
    ask: StreamAsk,
    channel: AccountChannel,
    params: KrakenFields,
    now: Micros,
  ): void {
    const { streams } = this.#parts
    const holder = this.#holder(params, now)
    if (holder === undefined) return this.tell(streamFailure(ask, 'ESession:Invalid session'))
    const key = `${channel} ${holder.account}`
    const isNew = !this.#followed.has(key)
    // A client may ask for the orders first and for the fills later: that is one channel.
    if (!isNew && channel === 'balances') return this.tell(streamFailure(ask, 'Already subscribed'))
    const stream = streams.followAccount(holder.account, channel, this)
    this.#followed.set(key, () => streams.unfollowAccount(holder.account, channel, this))
    this.tell(streamSuccess(ask, jsonObject({ channel: jsonText(channel), snapshot: 'true' })))
    const first = (data: readonly string[]): void =>
      this.tellNumbered(channelMessage(channel, 'snapshot', data))
    if (channel === 'balances') {
      if (wantsSnapshot(params)) first(stream.balanceSnapshot())
      return
    }
    const fills = params.flag('snap_trades') ? stream.fillSnapshot() : []
    if (fills.length > 0) first(fills)
    if (wantsSnapshot(params, 'snap_orders')) first(stream.orderSnapshot())
  }

  #unsubscribe(ask: StreamAsk, params: KrakenFields, now: Micros): void {
    const channel = params.text('channel') ?? ''
    const drop = (key: string, parts: Readonly<Record<string, string>>): void => {
      this.#followed.get(key)?.()
      const isKnown = this.#followed.delete(key)
      const result = jsonObject({ channel: jsonText(channel), ...parts })
      this.tell(
        isKnown ? streamSuccess(ask, result) : streamFailure(ask, 'Subscription not found', parts),
      )
    }
    if (channel === 'instrument') return drop(channel, {})
    if (channel === 'executions' || channel === 'balances')
      return drop(`${channel} ${this.#holder(params, now)?.account}`, {})
    const market = marketChannel(channel, params)
    if (market === undefined || typeof market === 'string')
      return this.tell(streamFailure(ask, market ?? 'Subscription name invalid'))
    const symbols = symbolsOf(params)
    if (symbols.length === 0) return this.tell(streamFailure(ask, 'Pair field must be an array'))
    for (const symbol of symbols) {
      const index = this.#parts.house.names.bySymbol(symbol)?.index
      drop(`${market.name} ${index}`, { symbol: jsonText(symbol.slice(0, 40)) })
    }
  }
}

function symbolsOf(params: KrakenFields): readonly string[] {
  return [...new Set(params.texts('symbol'))].slice(0, symbolsMax)
}

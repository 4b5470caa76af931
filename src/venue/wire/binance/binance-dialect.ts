import { declined, type Json } from '../../../base/index.ts'
import { type Micros, micros } from '../../../domain/index.ts'
import type { ExchangeEvent } from '../../sim/exchange/exchange-event.ts'
import type { Refusal } from '../../sim/exchange/refusal.ts'
import type {
  Dialect,
  FeedWords,
  WireReply,
  WireRequest,
  WireSession,
  WireSocket,
} from '../dialect.ts'
import type { WireExchange } from '../wire-exchange.ts'
import { ApiSession } from './api-session.ts'
import { accountOf, authenticate, restPayload } from './authenticate.ts'
import type { BinanceAnswer } from './binance-call.ts'
import type { BinanceDesk } from './binance-desk.ts'
import { binanceError, errorJson, newOrderError } from './binance-error.ts'
import { binanceFeed } from './binance-feed.ts'
import { type Endpoint, restEndpoints } from './endpoints.ts'
import { ListenKeys } from './listen-keys.ts'
import { MarketStreams } from './market-streams.ts'
import { OrderLists } from './order-lists.ts'
import { type Parameters, readParameters } from './parameters.ts'
import { RateLimits } from './rate-limits.ts'
import { StreamSession } from './stream-session.ts'
import { SymbolTable } from './symbol-table.ts'
import { UserSession } from './user-session.ts'
import { UserStreams } from './user-streams.ts'

export type BinanceOptions = {
  /** Whether who asks too much is sent away. */
  readonly isLimited: boolean
}

/** Binance's spot market: REST, streams, and the WebSocket API. */
export class BinanceDialect implements Dialect {
  readonly name = 'binance'
  readonly feed: FeedWords
  readonly #desk: BinanceDesk
  readonly #markets: MarketStreams
  readonly #users: UserStreams
  readonly #isLimited: boolean

  constructor(house: WireExchange, { isLimited }: BinanceOptions) {
    this.#isLimited = isLimited
    this.#desk = {
      house,
      symbols: new SymbolTable(house),
      lists: new OrderLists(),
      limits: new RateLimits(isLimited),
      listenKeys: new ListenKeys(),
      cancelNames: new Map(),
      pendingNames: new Set(),
    }
    this.feed = binanceFeed(this.#desk.symbols)
    this.#markets = new MarketStreams(this.#desk)
    this.#users = new UserStreams(this.#desk)
  }

  answer(request: WireRequest, now: Micros): WireReply {
    const endpoint = restEndpoints.get(`${request.method} ${request.path}`)
    const { limits } = this.#desk
    const limit = limits.request(request.address, endpoint?.weight ?? 1, now)
    const answer =
      limit !== undefined
        ? declined(limit)
        : endpoint === undefined
          ? declined(notFound)
          : this.#ask(endpoint, request, now)
    return this.#reply(answer, request, now)
  }

  stampOf({ query, body }: WireRequest): Micros | undefined {
    const found = /(?:^|&)timestamp=(\d{13})(?:&|$)/.exec(`${query}&${body}`)
    if (found === null) return undefined
    return micros(Math.min(Number(found[1]) * 1_000, Number.MAX_SAFE_INTEGER))
  }

  #ask(endpoint: Endpoint, request: WireRequest, now: Micros): BinanceAnswer {
    const { query, body } = request
    const read = readParameters(query, body)
    if (!read.ok) return read
    const params = read.value
    if (endpoint.access === 'public') return endpoint.handle(this.#desk, { params, now })
    const caller = this.#callerOf(endpoint, request, params, now)
    if (!caller.ok) return caller
    return endpoint.handle(this.#desk, { params, now, caller: caller.value })
  }

  #callerOf(
    { access }: Endpoint,
    { headers, query, body }: WireRequest,
    params: Parameters,
    now: Micros,
  ): ReturnType<typeof accountOf> {
    const { accounts } = this.#desk.house
    const key = headers['x-mbx-apikey']
    if (access === 'keyed') return accountOf(key, accounts)
    const payload = restPayload(query, body)
    const signature = params.text('signature')
    return authenticate(
      { key, payload, signature, changes: access === 'order' },
      params,
      accounts,
      now,
    )
  }

  #reply(answer: BinanceAnswer, { address, headers, path }: WireRequest, now: Micros): WireReply {
    const { limits, house } = this.#desk
    const used = String(limits.used(address))
    const sent: Record<string, string> = {
      'content-type': 'application/json;charset=UTF-8',
      'x-mbx-used-weight': used,
      'x-mbx-used-weight-1m': used,
    }
    const account = path.startsWith('/api/v3/order')
      ? house.accounts.byKey(headers['x-mbx-apikey'] ?? '')
      : undefined
    if (account !== undefined) {
      const { burst, day } = limits.sent(account.account, now)
      sent['x-mbx-order-count-10s'] = String(burst)
      sent['x-mbx-order-count-1d'] = String(day)
    }
    if (answer.ok) return { status: 200, headers: sent, body: JSON.stringify(answer.value) }
    const { status, retryAfter } = answer.error
    if (retryAfter !== undefined) sent['retry-after'] = String(retryAfter)
    return { status, headers: sent, body: JSON.stringify(errorJson(answer.error)) }
  }

  refuse(reason: 'too-large' | 'malformed' | Refusal): WireReply {
    const error =
      typeof reason === 'object'
        ? newOrderError(reason)
        : reason === 'too-large'
          ? binanceError(-1101, 'Too many parameters; the request is too large.', 413)
          : binanceError(-1100, 'Illegal characters found in the request.')
    const headers = { 'content-type': 'application/json;charset=UTF-8' }
    return { status: error.status, headers, body: JSON.stringify(errorJson(error)) }
  }

  open(path: string, query: string, socket: WireSocket, now: Micros): WireSession | undefined {
    if (path === '/ws-api/v3') return new ApiSession(this.#desk, this.#users, socket)
    const isCombined = path === '/stream'
    const raw = /^(?:\/stream)?\/ws(?:\/(.*))?$/.exec(path)
    if (!isCombined && raw === null) return undefined
    const names = isCombined ? streamNames(query) : (raw?.[1] ?? '').split('/')
    const account = this.#desk.listenKeys.accountOf(names[0] ?? '', now)
    if (account !== undefined) return new UserSession(this.#users, account, socket)
    const options = { isCombined, isPaced: this.#isLimited }
    const session = new StreamSession(this.#markets, socket, options)
    // What is no stream is passed over, as the venue does: clients number their connections so.
    for (const name of names.slice(0, 1_024)) session.join(name)
    return session
  }

  onEvent(event: ExchangeEvent): void {
    if ('account' in event) this.#users.onEvent(event)
    else this.#markets.onEvent(event)
  }

  onRest(now: Micros): void {
    this.#users.onRest(now)
    this.#markets.onRest(now)
  }

  onTime(now: Micros): void {
    this.#markets.onTime(now)
  }

  save(): Json {
    return { lists: this.#desk.lists.save() }
  }

  load(state: Json): void {
    const { lists } = state as unknown as { readonly lists: Json }
    this.#desk.lists.load(lists)
  }
}

const notFound = binanceError(-1099, 'Not found, authenticated, or authorized', 404)

function streamNames(query: string): readonly string[] {
  const read = readParameters(query, '')
  return read.ok ? (read.value.text('streams') ?? '').split('/') : []
}

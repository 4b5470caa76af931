import { declined, ok, type Result } from '../../../base/index.ts'
import type { Micros } from '../../../domain/index.ts'
import type { WireSession, WireSocket } from '../dialect.ts'
import type { WireAccount } from '../wire-accounts.ts'
import { accountOf, authenticate } from './authenticate.ts'
import type { BinanceAnswer } from './binance-call.ts'
import type { BinanceDesk } from './binance-desk.ts'
import { type BinanceError, binanceError, errorJson } from './binance-error.ts'
import { ms } from './binance-symbol.ts'
import { type Endpoint, socketEndpoints } from './endpoints.ts'
import { Parameters } from './parameters.ts'
import { parseObject } from './parse-object.ts'
import { rateLimits } from './rate-limits.ts'
import { idOf, type WireId } from './stream-session.ts'
import type { UserStreams } from './user-streams.ts'

const parametersMax = 64

/** A connection of the WebSocket API: requests as over REST, and the events of accounts. */
export class ApiSession implements WireSession {
  readonly #desk: BinanceDesk
  readonly #users: UserStreams
  readonly #socket: WireSocket
  /** Subscriptions to accounts, by number; each with its way to end. */
  readonly #subscriptions = new Map<number, () => void>()
  #made = 0

  constructor(desk: BinanceDesk, users: UserStreams, socket: WireSocket) {
    this.#desk = desk
    this.#users = users
    this.#socket = socket
  }

  onText(text: string, now: Micros): void {
    const message = parseObject(text)
    if (message === undefined)
      return this.#reply(null, declined(binanceError(-1135, 'Invalid JSON Request')), true)
    const id = idOf(message['id'])
    const method = message['method']
    const read = readParams(message['params'])
    const bad = binanceError(-1135, 'Invalid JSON Request')
    if (id === undefined || typeof method !== 'string' || !read.ok)
      return this.#reply(id ?? null, declined(read.ok ? bad : read.error), true)
    const params = new Parameters(read.value)
    const isTold = params.text('returnRateLimits') !== 'false'
    this.#reply(id, this.#answer(method, params, read.value, now), isTold)
  }

  close(): void {
    for (const leave of this.#subscriptions.values()) leave()
    this.#subscriptions.clear()
  }

  #answer(
    method: string,
    params: Parameters,
    values: ReadonlyMap<string, string>,
    now: Micros,
  ): BinanceAnswer {
    const endpoint = socketEndpoints.get(method)
    const weight = this.#desk.limits.request(this.#socket.address, endpoint?.weight ?? 2, now)
    if (weight !== undefined) return declined(weight)
    if (endpoint !== undefined) return this.#ask(endpoint, params, values, now)
    switch (method) {
      case 'userDataStream.subscribe.signature':
        return this.#subscribe(params, values, now)
      case 'userDataStream.unsubscribe':
        return this.#unsubscribe(params)
      case 'session.subscriptions':
        return ok([...this.#subscriptions.keys()].map((subscriptionId) => ({ subscriptionId })))
      case 'session.status':
        return ok({
          apiKey: null,
          authorizedSince: null,
          serverTime: ms(now),
          userDataStream: false,
        })
      case 'session.logon':
        return declined(binanceError(-4056, 'HMAC_SHA256 API key is not supported.'))
      default:
        return declined(binanceError(-1020, 'This operation is not supported.'))
    }
  }

  #ask(
    endpoint: Endpoint,
    params: Parameters,
    values: ReadonlyMap<string, string>,
    now: Micros,
  ): BinanceAnswer {
    if (endpoint.access === 'public') return endpoint.handle(this.#desk, { params, now })
    const caller =
      endpoint.access === 'keyed'
        ? accountOf(params.text('apiKey'), this.#desk.house.accounts)
        : this.#caller(params, values, now, endpoint.access === 'order')
    return caller.ok ? endpoint.handle(this.#desk, { params, now, caller: caller.value }) : caller
  }

  #caller(
    params: Parameters,
    values: ReadonlyMap<string, string>,
    now: Micros,
    changes: boolean,
  ): Result<WireAccount, BinanceError> {
    const signed = {
      key: params.text('apiKey'),
      payload: socketPayload(values),
      signature: params.text('signature'),
      changes,
    }
    return authenticate(signed, params, this.#desk.house.accounts, now)
  }

  #subscribe(params: Parameters, values: ReadonlyMap<string, string>, now: Micros): BinanceAnswer {
    const caller = this.#caller(params, values, now, false)
    if (!caller.ok) return caller
    const subscriptionId = this.#made
    this.#made += 1
    const { send } = this.#socket
    const leave = this.#users.listen(caller.value.account, (event) =>
      send(`{"subscriptionId":${subscriptionId},"event":${event}}`),
    )
    this.#subscriptions.set(subscriptionId, leave)
    return ok({ subscriptionId })
  }

  /** Ends one subscription, or all of them. */
  #unsubscribe(params: Parameters): BinanceAnswer {
    const number = params.integer('subscriptionId')
    if (params.fault !== undefined) return declined(params.fault)
    const ended = number === undefined ? [...this.#subscriptions.keys()] : [number]
    for (const each of ended) {
      this.#subscriptions.get(each)?.()
      this.#subscriptions.delete(each)
    }
    return ok({})
  }

  #reply(id: WireId, answer: BinanceAnswer, isTold: boolean): void {
    const { limits } = this.#desk
    const count = limits.used(this.#socket.address)
    const counts = isTold
      ? { rateLimits: rateLimits.slice(0, 1).map((limit) => ({ ...limit, count })) }
      : {}
    const told = answer.ok
      ? { id, status: 200, result: answer.value, ...counts }
      : { id, status: answer.error.status, error: errorJson(answer.error), ...counts }
    this.#socket.send(JSON.stringify(told))
  }
}

/** Values as the text they are signed as. */
function readParams(params: unknown): Result<ReadonlyMap<string, string>, BinanceError> {
  const values = new Map<string, string>()
  if (params === undefined) return ok(values)
  const bad = binanceError(-1135, 'Invalid JSON Request')
  if (typeof params !== 'object' || params === null || Array.isArray(params)) return declined(bad)
  const entries = Object.entries(params)
  if (entries.length > parametersMax)
    return declined(binanceError(-1101, `Too many parameters; expected '${parametersMax}'.`))
  for (const [name, value] of entries) {
    const isPlain = ['string', 'number', 'boolean'].includes(typeof value)
    values.set(name, isPlain ? String(value) : JSON.stringify(value))
  }
  return ok(values)
}

/** The text a request signs: its parameters by name, without the signature itself. */
function socketPayload(values: ReadonlyMap<string, string>): string {
  return [...values]
    .filter(([name]) => name !== 'signature')
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => `${name}=${value}`)
    .join('&')
}

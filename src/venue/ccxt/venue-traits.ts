import type { VenueWords } from './classify-error.ts'
import { binanceKeys, type KeyQuestions, krakenKeys, unknownKeys } from './key-questions.ts'
import { type IsSound, isDocument, isSoundBinance, isSoundKraken } from './sound-answers.ts'
import { binanceFees, type FeeQuestion, krakenFees, usualFees } from './read-fees.ts'
import type { OrderNaming } from './order-name.ts'
import { fieldsOf } from './parse-venue-order.ts'

/** An order of several, as far as it was told: with a number, or with why not. */
export type BatchedOrder = { readonly id: unknown; readonly info: { readonly error: unknown } }

/** How a venue takes several requests in one call. */
export type VenueBatch = {
  /** Orders of one instrument that can be placed in one call. */
  readonly max: number
  /** Orders of any instruments that can be taken back in one call. */
  readonly cancelsMax: number
  /** What such a call came to, order by order, where ccxt makes one error of it. */
  readonly orders: (answer: unknown) => readonly BatchedOrder[] | undefined
  /** Parameters of a call that takes orders back. @param names - In the form of the venue. */
  readonly canceling: (names: readonly string[]) => Readonly<Record<string, unknown>>
}

/** How a venue takes orders back. */
export type VenueCancels = {
  /** Calls at once after a silence that nothing else takes. */
  readonly burst: number
  /** What the venue allows of them in all, where it counts aloud what is left of that. */
  readonly countedMax: number
  /** Whether a venue that is asked too much of anything else still takes them, and exits too. */
  readonly isApart: boolean
  /** How many of them may be under way at once. */
  readonly inFlightMax: number
  /** The raw field with our name, where the answer tells what became of the order. */
  readonly nameField: string | undefined
  /** The raw field of a stream with what an order filled by its end, where ccxt has none. */
  readonly filledField: string | undefined
}

/** A change of an order; names are in the form of the venue. */
export type Change = {
  readonly name: string
  /** What it is called once it is changed, if the venue replaces it. */
  readonly next: string
  /** Where a stop is to fire. */
  readonly trigger: string | undefined
  /** After it the venue is to decline the change. */
  readonly deadline: Date
}

/** How a venue changes an open order. */
export type VenueChange = {
  /** Whether it ends the order and places another, in one step. */
  readonly isReplacing: boolean
  readonly params: (change: Change) => Readonly<Record<string, string>>
}

/** What one venue wants otherwise than the rest. */
export type VenueTraits = {
  readonly words: VenueWords
  readonly naming: OrderNaming
  /** The raw field with our name of an order, where ccxt does not read it everywhere. */
  readonly nameField: string | undefined
  /** Whether an order is asked for by our name, or looked for among the open and the closed. */
  readonly lookUp: 'by-name' | 'in-lists'
  /** A request that was signed longer ago is declined by venues that look at the time. Unit: us. */
  readonly lifeUs: number
  /** Parameters of every new order. @param deadline - After it the venue is to decline it. */
  readonly placing: (deadline: Date) => Readonly<Record<string, string>>
  /**
   * Whether the venue calls an execution the same in its stream and when it is asked. Where that
   * is not known the stream's word only makes us ask.
   */
  readonly hasOneTradeId: boolean
  /** Whether every execution comes with its fee. */
  readonly tellsFees: boolean
  /** The form of its own numbers, of orders and executions alike. */
  readonly numberForm: RegExp
  /** `undefined` where every request is a call of its own. */
  readonly batch: VenueBatch | undefined
  /** `undefined` where what takes an order back is counted and answered like anything else. */
  readonly cancels: VenueCancels | undefined
  /** `undefined` where an order is taken back and placed anew. */
  readonly change: VenueChange | undefined
  /** Whether calls must arrive in the order of their nonces, and so one after the other. */
  readonly countsNonces: boolean
  /** How a venue is asked what a key may do. */
  readonly keys: KeyQuestions
  readonly isSound: IsSound
  /** How a venue tells what an account pays. */
  readonly fees: FeeQuestion
  /** ccxt's own options. */
  readonly options: Readonly<Record<string, unknown>>
  /** ccxt's addresses of a server that speaks the venue's dialect. */
  readonly rehearsal: (
    rest: string,
    stream: string,
  ) => Readonly<Record<string, unknown>> | undefined
}

/** Life of a request where nothing else is known, and at Binance. Unit: us. */
const usualLifeUs = 2_500_000
const binanceLifeUs = 1_500_000

const generic: VenueTraits = {
  words: {
    ambiguous: /status unknown|unknown status|timed? ?out/i,
    throttled: /too many requests|rate limit/i,
    duplicate: /duplicat|already exists/i,
    refused: undefined,
  },
  naming: 'plain',
  nameField: undefined,
  lookUp: 'by-name',
  lifeUs: usualLifeUs,
  placing: () => ({}),
  hasOneTradeId: false,
  tellsFees: false,
  numberForm: /^[\w.:-]{1,128}$/,
  batch: undefined,
  cancels: undefined,
  change: undefined,
  countsNonces: false,
  keys: unknownKeys,
  isSound: isDocument,
  fees: usualFees,
  options: { adjustForTimeDifference: true, recvWindow: usualLifeUs / 1_000 },
  rehearsal: () => undefined,
}

const kraken: VenueTraits = {
  ...generic,
  words: {
    ambiguous: /EService:(Deadline|Unavailable|Busy|Timeout)|EGeneral:Internal/,
    throttled: /Rate limit exceeded|Temporary lockout|EGeneral:Too many requests/,
    duplicate: /duplicat|arguments:cl_ord_id/i,
    // Its status is 200 whatever happened: any other error is a request declined.
    refused: /"E[A-Z][A-Za-z]+:/,
  },
  naming: 'uuid',
  nameField: 'cl_ord_id',
  lookUp: 'in-lists',
  // It takes no deadline that is nearer than two seconds when the order arrives.
  lifeUs: 3_000_000,
  placing: (deadline) => ({ oflags: 'fciq', deadline: deadline.toISOString() }),
  hasOneTradeId: true,
  tellsFees: true,
  numberForm: /^[A-Z0-9]{3,8}(-[A-Z0-9]{3,8}){2}$/,
  batch: {
    max: 15,
    cancelsMax: 50,
    orders: (answer) => {
      const orders = fieldsOf(fieldsOf(answer)['result'])['orders']
      if (!Array.isArray(orders)) return undefined
      return orders.map((each: unknown) => {
        const { txid, error } = fieldsOf(each)
        return { id: txid, info: { error } }
      })
    },
    canceling: (names) => ({ cl_ord_ids: names }),
  },
  // Its counter of calls counts neither these nor orders; orders are counted by market.
  cancels: {
    burst: 60,
    countedMax: 60,
    isApart: true,
    inFlightMax: 1,
    nameField: undefined,
    filledField: 'cum_qty',
  },
  change: {
    isReplacing: false,
    params: ({ name, trigger, deadline }) => ({
      clientOrderId: name,
      deadline: deadline.toISOString(),
      ...(trigger === undefined ? {} : { stopLossPrice: trigger }),
    }),
  },
  countsNonces: true,
  keys: krakenKeys,
  isSound: isSoundKraken,
  fees: krakenFees,
  options: { adjustForTimeDifference: true },
  rehearsal: (rest, stream) => {
    const url = `${stream}/v2`
    const ws = { public: url, private: url, publicV2: url, privateV2: url }
    return { public: rest, private: rest, ws }
  },
}

const binance: VenueTraits = {
  ...generic,
  lifeUs: binanceLifeUs,
  keys: binanceKeys,
  isSound: isSoundBinance,
  fees: binanceFees,
  words: {
    ...generic.words,
    ambiguous: /"code":-100[067]\b|status unknown/i,
    // A replacement that came to nothing, or to half: what there is now, one look tells.
    refused: /"code":-202[12]\b/,
  },
  hasOneTradeId: true,
  tellsFees: true,
  numberForm: /^\d{1,20}$/,
  // Each weighs 1 of the 6,000 of a minute; it takes none of several markets in one call, and one
  // that takes all of a market would take its stops.
  cancels: {
    burst: 256,
    countedMax: 6_000,
    isApart: false,
    inFlightMax: 256,
    nameField: 'origClientOrderId',
    filledField: undefined,
  },
  change: {
    isReplacing: true,
    // One that has filled in part would be replaced by too much.
    params: ({ name, next, trigger }) => ({
      cancelOrigClientOrderId: name,
      cancelRestrictions: 'ONLY_NEW',
      clientOrderId: next,
      ...(trigger === undefined ? {} : { stopPrice: trigger }),
    }),
  },
  // Currencies are asked for with a key, for nothing a trade needs.
  options: {
    ...generic.options,
    recvWindow: binanceLifeUs / 1_000,
    fetchMarkets: { types: ['spot'] },
    fetchCurrencies: false,
  },
  rehearsal: (rest, stream) => {
    const spot = `${rest}/api/v3`
    const ws = { spot: `${stream}/stream/ws`, 'ws-api': { spot: `${stream}/ws-api/v3` } }
    return { public: spot, private: spot, sapi: `${rest}/sapi/v1`, ws }
  },
}

const traits: ReadonlyMap<string, VenueTraits> = new Map([
  ['kraken', kraken],
  ['binance', binance],
  // It declines with status 200.
  ['coinbase', { ...generic, words: { ...generic.words, refused: /"success":\s*false/ } }],
  ['coinbaseexchange', { ...generic, naming: 'uuid' as const }],
  ['hyperliquid', { ...generic, naming: 'prefixed' as const }],
])

/** What a venue wants otherwise. @param venue - ccxt's name of it. */
export function traitsOf(venue: string): VenueTraits {
  return traits.get(venue) ?? generic
}

/** How orders rest at a venue's spot markets. @param venue - ccxt's name of it. */
export function restingAt(venue: string): {
  /** Whether an open order can be changed without a moment without it. */
  readonly amends: boolean
  /** Whether what a resting order would sell is set aside. */
  readonly hasOneExit: boolean
} {
  return { amends: traitsOf(venue).change !== undefined, hasOneExit: true }
}

/**
 * How long after it was signed a request may still be carried out. Unit: us.
 *
 * @param venue - ccxt's name of it.
 */
export function requestLifeOf(venue: string): number {
  return traitsOf(venue).lifeUs
}

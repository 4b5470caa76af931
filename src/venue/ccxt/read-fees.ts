import type { Exchange } from 'ccxt'
import { decimals, formatDecimal, parseDecimal } from '../../base/index.ts'
import type { Instrument } from '../../domain/index.ts'
import { symbolOf } from './symbol-of.ts'
import { dearestFees, type FeeLevel, feePpm } from './published-fees.ts'
import { fieldsOf } from './parse-venue-order.ts'
import { wireDecimal } from './wire-amount.ts'

/** What an account pays for an instrument. Parts per million of what is traded. */
export type InstrumentFees = {
  readonly makerPpm: number
  readonly takerPpm: number
  /** Told of the account, or the dearest the venue publishes where it was not. */
  readonly source: 'account' | 'schedule'
  /** What it pays once its volume is there, where the venue says so. */
  readonly nextTier: FeeLevel | undefined
}

/** How a venue tells what an account pays. Throws whatever ccxt throws. */
export type FeeQuestion = {
  readonly ask: (exchange: Exchange, symbol: string) => Promise<unknown>
  /** `undefined` of what makes no sense. */
  readonly read: (answer: unknown) => Omit<InstrumentFees, 'source'> | undefined
}

/** By ccxt's own word for it. */
export const usualFees: FeeQuestion = {
  ask: (exchange, symbol) => exchange.fetchTradingFee(symbol),
  read: (answer) => {
    const { maker, taker } = fieldsOf(answer)
    return ratesOf(maker, taker, undefined)
  },
}

/** Kraken tells the next tier as well, in percent, which ccxt leaves in the raw answer. */
export const krakenFees: FeeQuestion = {
  ask: usualFees.ask,
  read: (answer) => {
    const { maker, taker, info } = fieldsOf(answer)
    const { fees, fees_maker: makers } = fieldsOf(info)
    const [next] = Object.values(fieldsOf(fees)).map(fieldsOf)
    const [nextMaker] = Object.values(fieldsOf(makers)).map(fieldsOf)
    return ratesOf(maker, taker, krakenTier(next, nextMaker))
  },
}

/**
 * Binance's commission of a symbol: its parts add up, and what is taken off for paying in BNB is
 * left out, for it ends when the BNB does.
 */
export const binanceFees: FeeQuestion = {
  ask: (exchange, symbol) =>
    exchange.request('account/commission', 'private', 'GET', {
      symbol: exchange.market(symbol)['id'],
    }),
  read: (answer) => {
    const told = fieldsOf(answer)
    const { standardCommission, specialCommission, taxCommission } = told
    const parts = [standardCommission, taxCommission, specialCommission].filter(
      (part) => part !== undefined,
    )
    return standardCommission === undefined
      ? undefined
      : summed(parts.map((part) => commissionOf(fieldsOf(part))))
  },
}

/** Fees of all instruments of an account, refreshed by whoever trades there. */
export class AccountFees {
  readonly #exchange: Exchange
  readonly #instruments: readonly Instrument[]
  readonly #question: FeeQuestion
  #fees: readonly InstrumentFees[]

  constructor(exchange: Exchange, instruments: readonly Instrument[], question: FeeQuestion) {
    this.#exchange = exchange
    this.#instruments = instruments
    this.#question = question
    this.#fees = instruments.map((of) => this.#published(of))
  }

  /** What the account pays for an instrument, as last told. */
  of(instrument: number): InstrumentFees {
    const of = this.#fees[instrument]
    if (of === undefined) throw new RangeError(`there is no instrument ${instrument}`)
    return of
  }

  /**
   * Asks the venue what the account pays. Where that cannot be read, what was told of the account
   * before stays, and without that the dearest the venue publishes counts. Never throws.
   *
   * @returns Sentences about what is paid otherwise than it was told of the account before.
   */
  async readAgain(): Promise<readonly string[]> {
    const before = this.#fees
    const now: InstrumentFees[] = []
    for (const [i, of] of this.#instruments.entries())
      now.push((await this.#told(of)) ?? before[i] ?? this.#published(of))
    this.#fees = now
    return this.#instruments.flatMap((of, i) => {
      const [old, fees] = [before[i], now[i]]
      if (old?.source !== 'account' || fees === undefined || isSame(old, fees)) return []
      return [`${of.id}: the account now pays ${feesText(fees)}; before it was ${feesText(old)}.`]
    })
  }

  async #told({ id }: Instrument): Promise<InstrumentFees | undefined> {
    const { ask, read } = this.#question
    try {
      const told = read(await ask(this.#exchange, symbolOf(id)))
      return told === undefined ? undefined : { ...told, source: 'account' }
    } catch {
      return undefined
    }
  }

  #published({ id }: Instrument): InstrumentFees {
    const dearest = dearestFees(this.#exchange, symbolOf(id))
    return { ...dearest, source: 'schedule', nextTier: undefined }
  }
}

/** Fees for people: `0.16 % as maker, 0.26 % as taker`. */
function feesText({ makerPpm, takerPpm }: Omit<FeeLevel, 'volume'>): string {
  return `${makerPpm / 10_000} % as maker, ${takerPpm / 10_000} % as taker`
}

function isSame(a: InstrumentFees, b: InstrumentFees): boolean {
  return a.makerPpm === b.makerPpm && a.takerPpm === b.takerPpm
}

function ratesOf(
  maker: unknown,
  taker: unknown,
  nextTier: FeeLevel | undefined,
): Omit<InstrumentFees, 'source'> | undefined {
  const [makerPpm, takerPpm] = [feePpm(maker), feePpm(taker)]
  if (makerPpm === undefined || takerPpm === undefined) return undefined
  return { makerPpm, takerPpm, nextTier }
}

type Row = Readonly<Record<string, unknown>>

function krakenTier(taker: Row | undefined, maker: Row | undefined): FeeLevel | undefined {
  const { nextfee, nextvolume } = taker ?? {}
  const volume = wireDecimal(nextvolume)
  const [makerPpm, takerPpm] = [percentPpm(maker?.['nextfee']), percentPpm(nextfee)]
  if (!volume.ok || makerPpm === undefined || takerPpm === undefined) return undefined
  return { volume: volume.value, makerPpm, takerPpm }
}

/** Percent in parts per million. */
function percentPpm(wire: unknown): number | undefined {
  const percent = wireDecimal(wire)
  if (!percent.ok) return undefined
  const scale = decimals(percent.value)
  return feePpm(formatDecimal(parseDecimal(percent.value, scale) ?? 0n, scale + 2))
}

/** A maker's and a taker's part, with what a buyer or a seller pays on top: the dearer. */
function commissionOf({
  maker,
  taker,
  buyer = '0',
  seller = '0',
}: Row): readonly (number | undefined)[] {
  const sides = [feePpm(buyer), feePpm(seller)]
  const side = sides.includes(undefined) ? undefined : Math.max(...sides.map(Number))
  return [plus(feePpm(maker), side), plus(feePpm(taker), side)]
}

function summed(
  parts: readonly (readonly (number | undefined)[])[],
): ReturnType<FeeQuestion['read']> {
  let [makerPpm, takerPpm]: (number | undefined)[] = [0, 0]
  for (const [maker, taker] of parts) {
    makerPpm = plus(makerPpm, maker)
    takerPpm = plus(takerPpm, taker)
  }
  if (makerPpm === undefined || takerPpm === undefined) return undefined
  return { makerPpm, takerPpm, nextTier: undefined }
}

function plus(a: number | undefined, b: number | undefined): number | undefined {
  return a === undefined || b === undefined ? undefined : a + b
}

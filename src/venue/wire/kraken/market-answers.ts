import { formatDecimal } from '../../../base/index.ts'
import { type Micros, minuteUs } from '../../../domain/index.ts'
import type { TradingMode } from '../../sim/exchange/listing.ts'
import { textOfMinor, textOfSteps } from '../wire-step.ts'
import type { KrakenFields } from './kraken-fields.ts'
import type { KrakenHouse } from './kraken-house.ts'
import type { KrakenAsset, KrakenPair } from './kraken-names.ts'
import { krakenPercent } from './market-view.ts'

/** A result, or Kraken's word for what is wrong. */
export type Answer = { readonly result: unknown } | { readonly error: string }

export const modeWords: Readonly<Record<TradingMode, string>> = {
  trading: 'online',
  'post-only': 'post_only',
  'cancel-only': 'cancel_only',
  halted: 'maintenance',
  delisted: 'delisted',
}

export function timeAnswer(now: Micros): Answer {
  const unixtime = Math.floor(now / 1_000_000)
  return { result: { unixtime, rfc1123: new Date(unixtime * 1_000).toUTCString() } }
}

/** What holds for the venue as a whole: the mode of its markets when they all have the same. */
export function systemStatus(house: KrakenHouse): string {
  const modes = new Set(house.names.pairs.map(({ index }) => house.exchange.modeOf(index)))
  const [mode] = modes
  return mode === undefined || modes.size > 1 ? 'online' : modeWords[mode]
}

export function statusAnswer(house: KrakenHouse, now: Micros): Answer {
  const timestamp = `${new Date(now / 1_000).toISOString().slice(0, 19)}Z`
  return { result: { status: systemStatus(house), timestamp } }
}

/** Every currency is counted to the same minor unit. */
const assetDecimals = 8

export function assetsAnswer(fields: KrakenFields, { names }: KrakenHouse): Answer {
  const wanted = fields.text('asset')
  const chosen: KrakenAsset[] = []
  for (const name of wanted?.split(',') ?? []) {
    const asset = names.asset(name)
    if (asset === undefined) return { error: 'EQuery:Unknown asset' }
    chosen.push(asset)
  }
  const assets = wanted === undefined ? names.assets : chosen
  const view = ({ altname }: KrakenAsset): object => ({
    aclass: 'currency',
    altname,
    decimals: assetDecimals,
    display_decimals: 5,
    status: 'enabled',
  })
  return { result: Object.fromEntries(assets.map((asset) => [asset.id, view(asset)])) }
}

/** The pairs named in `pair`, all of them when none is; `undefined` when a name is unknown. */
export function pairsAsked(
  fields: KrakenFields,
  { names, exchange }: KrakenHouse,
): readonly KrakenPair[] | undefined {
  const wanted = fields.text('pair')
  if (wanted === undefined)
    return names.pairs.filter(({ index }) => exchange.modeOf(index) !== 'delisted')
  const pairs: KrakenPair[] = []
  for (const name of wanted.split(',')) {
    const pair = names.pair(name)
    if (pair === undefined) return undefined
    pairs.push(pair)
  }
  return pairs
}

export function pairsAnswer(fields: KrakenFields, house: KrakenHouse): Answer {
  const pairs = pairsAsked(fields, house)
  if (pairs === undefined) return { error: 'EQuery:Unknown asset pair' }
  const view = (pair: KrakenPair): object => {
    const { makerPpm, takerPpm } = house.exchange.feeTier(0, pair.index)
    return {
      ...pairView(pair, modeWords[house.exchange.modeOf(pair.index)], house.leverages),
      fees: [[0, krakenPercent(takerPpm)]],
      fees_maker: [[0, krakenPercent(makerPpm)]],
    }
  }
  return { result: Object.fromEntries(pairs.map((pair) => [pair.id, view(pair)])) }
}

function pairView(pair: KrakenPair, status: string, leverages: readonly number[]): object {
  const { altname, wsname, base, quote, lot, priceStep, lotStep } = pair
  const { rules } = pair.listing
  return {
    altname,
    wsname,
    aclass_base: 'currency',
    base: base.id,
    aclass_quote: 'currency',
    quote: quote.id,
    lot: 'unit',
    cost_decimals: assetDecimals,
    pair_decimals: priceStep.scale,
    lot_decimals: lotStep.scale,
    lot_multiplier: 1,
    leverage_buy: leverages,
    leverage_sell: leverages,
    fee_volume_currency: quote.id,
    margin_call: 80,
    margin_stop: 40,
    ordermin: textOfSteps(rules.lotsMin, lot),
    costmin: textOfMinor(rules.notionalMin),
    tick_size: priceStep.text,
    status,
  }
}

const intervals = [1, 5, 15, 30, 60, 240, 1440, 10_080, 21_600]

/** A length of bars that is offered, in microseconds. */
export function intervalUs(minutes: number | undefined): number | undefined {
  if (minutes === undefined || !intervals.includes(minutes)) return undefined
  return minutes * minuteUs
}

/** A share of a hundred, as a number with four decimals. */
export function tradeVolumeAnswer(
  fields: KrakenFields,
  house: KrakenHouse,
  account: number,
): Answer {
  const pairs = fields.has('pair') ? pairsAsked(fields, house) : []
  if (pairs === undefined) return { error: 'EQuery:Unknown asset pair' }
  const [first = house.names.pairs[0]] = pairs
  const { volume } = house.exchange.feeTier(account, first?.index ?? 0)
  const table = (who: 'makerPpm' | 'takerPpm'): object =>
    Object.fromEntries(pairs.map(({ id, index }) => [id, feeView(house, account, index, who)]))
  return {
    result: {
      currency: first?.quote.id ?? 'ZUSD',
      volume: textOfMinor(volume),
      ...(pairs.length === 0
        ? {}
        : {
            fees: table('takerPpm'),
            fees_maker: table('makerPpm'),
          }),
    },
  }
}

function feeView(
  { exchange }: KrakenHouse,
  account: number,
  instrument: number,
  who: 'makerPpm' | 'takerPpm',
): object {
  const next = exchange.nextFeeTier(account, instrument)
  const percent = percentText(exchange.feeTier(account, instrument)[who])
  return {
    fee: percent,
    minfee: percent,
    maxfee: percent,
    nextfee: next === undefined ? null : percentText(next[who]),
    nextvolume: next === undefined ? null : textOfMinor(next.volume),
    tiervolume: '0.0000',
  }
}

function percentText(ppm: number): string {
  return formatDecimal(BigInt(Math.round(ppm)), 4)
}

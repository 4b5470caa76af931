import { textOfMinor, textOfSteps } from '../wire-step.ts'
import type { KrakenHouse } from './kraken-house.ts'
import { jsonList, jsonObject, jsonText } from './kraken-json.ts'
import type { KrakenAsset, KrakenPair } from './kraken-names.ts'
import { modeWords } from './market-answers.ts'

/** What is listed and how: the message of the `instrument` channel. */
export function instrumentMessage(house: KrakenHouse, type: 'snapshot' | 'update'): string {
  const { assets, pairs } = house.names
  const data = jsonObject({
    assets: jsonList(assets.map(assetRecord)),
    pairs: jsonList(pairs.map((pair) => pairRecord(house, pair))),
  })
  return `{"channel":"instrument","type":"${type}","data":${data}}`
}

function assetRecord({ code }: KrakenAsset): string {
  return jsonObject({
    id: jsonText(code),
    status: '"enabled"',
    precision: '8',
    precision_display: '5',
    borrowable: 'false',
    collateral_value: '0.00',
    margin_rate: '0.00',
  })
}

function pairRecord(house: KrakenHouse, pair: KrakenPair): string {
  const { rules } = pair.listing
  return jsonObject({
    symbol: jsonText(pair.symbol),
    base: jsonText(pair.base.code),
    quote: jsonText(pair.quote.code),
    status: jsonText(modeWords[house.exchange.modeOf(pair.index)]),
    // Digits of the channels' own numbers, which checksums are made of; not of new orders.
    qty_precision: String(pair.lot.scale),
    qty_increment: pair.lotStep.text,
    qty_min: textOfSteps(rules.lotsMin, pair.lot),
    price_precision: String(pair.tick.scale),
    price_increment: pair.priceStep.text,
    cost_precision: '8',
    cost_min: textOfMinor(rules.notionalMin),
    marginable: String(house.leverages.length > 0),
    has_index: 'true',
  })
}

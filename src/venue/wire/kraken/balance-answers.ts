import { minorPerUnit } from '../../../domain/index.ts'
import { textOfMinor } from '../wire-step.ts'
import type { KrakenFields } from './kraken-fields.ts'
import type { KrakenHouse } from './kraken-house.ts'
import { krakenAsset } from './kraken-names.ts'
import type { Answer } from './market-answers.ts'
import { positionSums } from './position-answers.ts'

export function balanceAnswer(house: KrakenHouse, account: number): Answer {
  const rows = [...house.exchange.balances(account)].map(([currency, { free, held }]) => [
    krakenAsset(currency).id,
    textOfMinor(free + held),
  ])
  return { result: Object.fromEntries(rows) }
}

export function balanceExAnswer(house: KrakenHouse, account: number): Answer {
  const rows = [...house.exchange.balances(account)].map(([currency, { free, held }]) => [
    krakenAsset(currency).id,
    { balance: textOfMinor(free + held), hold_trade: textOfMinor(held) },
  ])
  return { result: Object.fromEntries(rows) }
}

/** Everything held, in one currency at the last prices; what has no price in it counts nothing. */
export function tradeBalanceAnswer(
  fields: KrakenFields,
  house: KrakenHouse,
  account: number,
): Answer {
  const name = fields.text('asset') ?? house.names.pairs[0]?.quote.id ?? 'ZUSD'
  const asset = house.names.asset(name)
  if (asset === undefined) return { error: 'EQuery:Unknown asset' }
  let worth = 0n
  let cash = 0n
  for (const [currency, { free, held }] of house.exchange.balances(account)) {
    const own = free + held
    if (currency === asset.code) cash = own
    worth += currency === asset.code ? own : valueIn(house, currency, asset.code, own)
  }
  const { margin, net, cost, value } = positionSums(house, account, asset.code)
  // What is owed is below zero in `worth`, and what it bought is in it at the last price.
  const equity = margin > 0n ? worth : cash
  return {
    result: {
      eb: textOfMinor(worth),
      tb: textOfMinor(equity - net),
      m: textOfMinor(margin),
      n: textOfMinor(net),
      c: textOfMinor(cost),
      v: textOfMinor(value),
      e: textOfMinor(equity),
      mf: textOfMinor(equity - margin),
      ...(margin > 0n ? { ml: ((Number(equity) / Number(margin)) * 100).toFixed(2) } : {}),
    },
  }
}

const perUnit = BigInt(minorPerUnit)

/** `amount` of a currency in another one, by the market there is between them. Minor units. */
function valueIn(house: KrakenHouse, currency: string, into: string, amount: bigint): bigint {
  for (const { index, listing } of house.names.pairs) {
    const { base, quote, notionalFactor, notionalDivisor, baseFactor } = listing.instrument
    const last = BigInt(house.exchange.lastPrice(index))
    if (last === 0n) continue
    // Minor quote units of one whole unit of the base.
    const price = (last * notionalFactor * perUnit) / (notionalDivisor * baseFactor)
    if (base === currency && quote === into) return (amount * price) / perUnit
    if (base === into && quote === currency && price > 0n) return (amount * perUnit) / price
  }
  return 0n
}

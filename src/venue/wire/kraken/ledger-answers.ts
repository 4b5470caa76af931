import type { AccountFill } from '../../sim/exchange/exchange-order.ts'
import { textOfMinor } from '../wire-step.ts'
import { isIn, pageOf } from './history-answers.ts'
import { invalid } from './kraken-error.ts'
import type { KrakenFields } from './kraken-fields.ts'
import type { Adjustment, KrakenHouse } from './kraken-house.ts'
import { changeTxid, ledgerTxid, namedFills } from './kraken-id.ts'
import { type KrakenPair, krakenAsset } from './kraken-names.ts'
import { krakenSeconds } from './kraken-time.ts'
import type { Answer } from './market-answers.ts'

/** One change of one balance. Minor units. */
export type LedgerEntry = {
  readonly id: string
  readonly cause: string
  readonly ts: number
  readonly type: string
  readonly currency: string
  /** Without the fee. */
  readonly amount: bigint
  readonly fee: bigint
}

/** What a trade did to balances: base and quote, and a third currency when that paid the fee. */
export function tradeEntries(
  fill: AccountFill,
  pair: KrakenPair,
  txid: string,
): readonly LedgerEntry[] {
  const { instrument } = pair.listing
  const isBuy = fill.side === 'buy'
  const base = BigInt(fill.lots) * instrument.baseFactor
  const quote = fill.value
  const moves: [string, bigint][] = [
    [instrument.base, isBuy ? base : -base],
    [instrument.quote, isBuy ? -quote : quote],
  ]
  if (moves.every(([currency]) => currency !== fill.feeCurrency)) moves.push([fill.feeCurrency, 0n])
  return moves.flatMap(([currency, amount], leg) => {
    const fee = currency === fill.feeCurrency ? fill.fee : 0n
    if (amount === 0n && fee === 0n) return []
    return [
      { id: ledgerTxid(txid, leg), cause: txid, ts: fill.ts, type: 'trade', currency, amount, fee },
    ]
  })
}

const types: Readonly<Record<string, string>> = {
  deposit: 'deposit',
  withdrawal: 'withdrawal',
  interest: 'rollover',
}

export function changeEntry({ sequence, ts, currency, change, reason }: Adjustment): LedgerEntry {
  const cause = changeTxid(sequence)
  const type = types[reason] ?? 'adjustment'
  return { id: ledgerTxid(cause, 0), cause, ts, type, currency, amount: change, fee: 0n }
}

type Balanced = LedgerEntry & { readonly balance: bigint }

/** Latest first, each with the balance it left behind: told backwards from the balances of now. */
function ledgerOf(house: KrakenHouse, account: number): readonly Balanced[] {
  const trades = namedFills(house.exchange.fills(account)).flatMap(({ txid, fill }) => {
    const pair = house.names.byIndex(fill.instrument)
    return pair === undefined ? [] : tradeEntries(fill, pair, txid)
  })
  const entries = [...trades, ...house.adjustments(account).map(changeEntry)]
  entries.sort((a, b) => a.ts - b.ts).reverse()
  const balances = new Map<string, bigint>()
  for (const [currency, { free, held }] of house.exchange.balances(account))
    balances.set(currency, free + held)
  return entries.map((entry) => {
    const balance = balances.get(entry.currency) ?? 0n
    balances.set(entry.currency, balance - entry.amount + entry.fee)
    return { ...entry, balance }
  })
}

const pageSize = 50

export function ledgersAnswer(fields: KrakenFields, house: KrakenHouse, account: number): Answer {
  const page = pageOf(fields)
  if (typeof page === 'string') return { error: invalid(page) }
  const wanted = fields.text('asset')
  const currencies = wanted === undefined || wanted === 'all' ? undefined : wanted.split(',')
  const assets = currencies?.map((name) => house.names.asset(name)?.code)
  if (assets?.includes(undefined) === true) return { error: 'EQuery:Unknown asset' }
  const type = fields.text('type') ?? 'all'
  const found = ledgerOf(house, account).filter(
    (entry) =>
      isIn(page, entry.ts) &&
      (type === 'all' || entry.type === type) &&
      (assets === undefined || assets.includes(entry.currency)),
  )
  const shown = found.slice(page.offset, page.offset + pageSize)
  return { result: { ledger: views(shown), count: found.length } }
}

export function queryLedgersAnswer(
  fields: KrakenFields,
  house: KrakenHouse,
  account: number,
): Answer {
  const ids = (fields.text('id') ?? '').split(',')
  return { result: views(ledgerOf(house, account).filter(({ id }) => ids.includes(id))) }
}

function views(entries: readonly Balanced[]): object {
  return Object.fromEntries(
    entries.map(({ id, cause, ts, type, currency, amount, fee, balance }) => [
      id,
      {
        refid: cause,
        time: krakenSeconds(ts),
        type,
        subtype: '',
        aclass: 'currency',
        asset: krakenAsset(currency).id,
        amount: textOfMinor(amount),
        fee: textOfMinor(fee),
        balance: textOfMinor(balance),
      },
    ]),
  )
}

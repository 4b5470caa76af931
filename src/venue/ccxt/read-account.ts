import type { OpenOrder, VenueAnswer } from '../../execution/index.ts'
import type { CcxtAccount } from './ccxt-account.ts'
import { symbolOf } from './symbol-of.ts'
import { readOrderName } from './order-name.ts'
import { fieldsOf, readRawName } from './parse-venue-order.ts'
import { readBalances } from './read-balances.ts'

/**
 * What an account holds and has open. A venue tells of the two one after the other: the reading
 * counts when it holds the same before and after. @throws whatever ccxt throws.
 */
export async function readAccount(account: CcxtAccount): Promise<VenueAnswer> {
  const { exchange } = account
  const before = readBalances(await exchange.fetchBalance())
  const openOrders = await readOpenOrders(account)
  const balances = readBalances(await exchange.fetchBalance())
  if (before === undefined || balances === undefined)
    return { kind: 'ambiguous', reason: 'the balances cannot be read' }
  const isStill =
    before.size === balances.size &&
    [...before].every(([currency, minor]) => balances.get(currency) === minor)
  if (!isStill) return { kind: 'ambiguous', reason: 'the balances changed while they were read' }
  return { kind: 'account', account: { balances, openOrders } }
}

async function readOpenOrders({
  exchange,
  instruments,
  traits,
}: CcxtAccount): Promise<readonly OpenOrder[]> {
  const bySymbol = new Map<unknown, number>(instruments.map(({ id }, i) => [symbolOf(id), i]))
  // Of all instruments where that is one call: ccxt leaves out what has a name it cannot read.
  const asked = traits.lookUp === 'in-lists' ? [undefined] : [...bySymbol.keys()].map(String)
  const open: OpenOrder[] = []
  for (const symbol of asked)
    for (const wire of await exchange.fetchOpenOrders(symbol)) {
      const { symbol: of, clientOrderId, info } = fieldsOf(wire)
      const instrument = bySymbol.get(of)
      if (instrument === undefined && exchange.markets?.[String(of)] === undefined)
        throw new Error('an order of an instrument nobody knows is open')
      if (instrument === undefined) continue
      const name = readOrderName(clientOrderId) ?? readRawName(info, traits.nameField)
      open.push({ clientId: name ?? '', instrument })
    }
  return open
}

import type { OpenOrder, VenueAnswer } from '../../execution/index.ts'
import type { CcxtAccount } from './ccxt-account.ts'
import { symbolOf } from './ccxt-client.ts'
import { readOrderName } from './order-name.ts'
import { fieldsOf, readRawName } from './parse-venue-order.ts'
import { wireMoney } from './wire-amount.ts'

/**
 * What an account holds and has open. A venue tells of the two one after the other: the reading
 * counts when it holds the same before and after. @throws whatever ccxt throws.
 */
export async function readAccount(account: CcxtAccount): Promise<VenueAnswer> {
  const before = await readBalances(account)
  const openOrders = await readOpenOrders(account)
  const balances = await readBalances(account)
  if (before === undefined || balances === undefined)
    return { kind: 'ambiguous', reason: 'the balances cannot be read' }
  const isStill =
    before.size === balances.size &&
    [...before].every(([currency, minor]) => balances.get(currency) === minor)
  if (!isStill) return { kind: 'ambiguous', reason: 'the balances changed while they were read' }
  return { kind: 'account', account: { balances, openOrders } }
}

async function readBalances({
  exchange,
}: CcxtAccount): Promise<ReadonlyMap<string, bigint> | undefined> {
  const { total } = fieldsOf(await exchange.fetchBalance())
  if (typeof total !== 'object' || total === null) return undefined
  const balances = new Map<string, bigint>()
  for (const [currency, amount] of Object.entries(total)) {
    const minor = wireMoney(amount)
    if (!minor.ok) return undefined
    if (minor.value !== 0n) balances.set(currency, minor.value)
  }
  return balances
}

async function readOpenOrders({
  exchange,
  instruments,
  traits,
}: CcxtAccount): Promise<readonly OpenOrder[]> {
  const open: OpenOrder[] = []
  for (const [instrument, { id }] of instruments.entries())
    for (const wire of await exchange.fetchOpenOrders(symbolOf(id))) {
      const { clientOrderId, info } = fieldsOf(wire)
      const name = readOrderName(clientOrderId) ?? readRawName(info, traits.nameField)
      open.push({ clientId: name ?? '', instrument })
    }
  return open
}

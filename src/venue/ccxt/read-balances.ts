import { fieldsOf } from './parse-venue-order.ts'
import { wireMoney } from './wire-amount.ts'

/** Minor units by currency of a balance as ccxt gives it; `undefined` when one makes no sense. */
export function readBalances(wire: unknown): ReadonlyMap<string, bigint> | undefined {
  const { total } = fieldsOf(wire)
  if (typeof total !== 'object' || total === null) return undefined
  const balances = new Map<string, bigint>()
  for (const [currency, amount] of Object.entries(total)) {
    const minor = wireMoney(amount)
    if (!minor.ok) return undefined
    if (minor.value !== 0n) balances.set(currency, minor.value)
  }
  return balances
}

import { stepsText } from '../../base/index.ts'
import type { OrderIntent } from '../../domain/index.ts'
import type { VenueAnswer } from '../../execution/index.ts'
import { type CcxtAccount, instrumentAt } from './ccxt-account.ts'
import { symbolOf } from './symbol-of.ts'
import { venueOrderName } from './order-name.ts'

/**
 * Changes an open order in place, at venues that do that and keep its name. Asked twice it is the
 * same, so a lost answer is no danger. Throws whatever ccxt throws.
 */
export async function amendOrder(
  account: CcxtAccount,
  clientId: string,
  { instrument, type, side, quantity, price }: OrderIntent,
): Promise<VenueAnswer> {
  const { exchange, traits } = account
  if (!traits.amends)
    return { kind: 'refused', reason: 'the venue changes no order', isDuplicate: false }
  const of = instrumentAt(account, instrument)
  const at = stepsText(price, of.tick)
  await exchange.editOrder(
    '',
    symbolOf(of.id),
    type === 'limit' ? 'limit' : 'market',
    side,
    Number(stepsText(quantity, of.lot)),
    type === 'limit' ? Number(at) : undefined,
    {
      ...(type === 'stop' ? { stopLossPrice: at } : {}),
      clientOrderId: venueOrderName(clientId, traits.naming),
    },
  )
  return { kind: 'done' }
}

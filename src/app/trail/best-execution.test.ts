import { expect, it } from 'vitest'
import { toldInstrument } from '../../../test/simulation/told-desk.ts'
import {
  micros,
  type OrderFilled,
  type OrderIntent,
  orderId,
  price,
  quantity,
} from '../../domain/index.ts'
import { executionOf } from './best-execution.ts'
import type { OrderLife } from './order-lives.ts'

const ts = micros(1_704_067_200_000_000)
const unit = 1_000_000

function bought(paid: Pick<OrderFilled, 'fee' | 'taken'>): OrderLife {
  const intent: OrderIntent = {
    ...{ orderId: orderId(1), instrument: 0, side: 'buy', type: 'market', role: 'entry', ts },
    ...{ quantity: quantity(unit), price: price(0), arrival: price(13_000), isReduceOnly: false },
  }
  const fill: OrderFilled = {
    ...{ kind: 'order-filled', orderId: orderId(1), tsEvent: ts, tsInit: ts, fill: 1, trade: '' },
    ...{ price: price(13_000), quantity: quantity(unit), liquidity: 'taker', ...paid },
  }
  const none = { decision: undefined, cut: undefined, moments: [] }
  return { intent, ...none, fills: [fill], status: 'filled' }
}

it('counts what a venue kept of what was bought among the fees of best execution', () => {
  const taken = (BigInt(unit) * toldInstrument.baseFactor) / 1_000n
  const inQuote = executionOf('quote', [bought({ fee: 1_300_000_000n })], [toldInstrument])
  const inKind = executionOf('base', [bought({ fee: 0n, taken })], [toldInstrument])
  expect(inQuote).toMatchObject({ fees: 1_300_000_000n, feesBps: 10 })
  expect(inKind).toEqual({ ...inQuote, name: 'base' })
})

import type { Random } from '../../src/base/index.ts'
import { micros } from '../../src/domain/index.ts'
import { type OrderRequest, plainRequest } from '../../src/venue/sim/index.ts'
import type { NaiveClient } from './fault-client.ts'

/** Something to do for a client that has nothing else in mind. */
export function drawIntent(random: Random, client: NaiveClient, last: readonly number[]): void {
  const instrument = random.below(last.length)
  const price = last[instrument] ?? 0
  const { open } = client.picture
  const order = open[random.below(Math.max(1, open.length))]
  const draw = random.next()
  if (draw < 0.2 && order !== undefined)
    client.command({ kind: 'cancel', ref: { clientId: order.request.clientId } })
  else if (draw < 0.3 && order !== undefined && order.request.type === 'limit') {
    const change = {
      lots: undefined,
      price: order.price + random.below(21) - 10,
      trigger: undefined,
    }
    client.command({ kind: 'amend', ref: { number: order.number }, change })
  } else if (draw < 0.32) client.command({ kind: 'cancel-all', instrument: undefined })
  else if (draw < 0.34)
    client.command({ kind: 'cancel-all-after', us: random.below(2) * 2_000_000 })
  else if (price > 0) client.submit(drawRequest(random, client, { instrument, price }))
}

function drawRequest(
  random: Random,
  client: NaiveClient,
  { instrument, price }: { readonly instrument: number; readonly price: number },
): OrderRequest {
  const isBuy = random.next() < 0.5
  const sign = isBuy ? 1 : -1
  const request: OrderRequest = {
    ...plainRequest,
    clientId: `c${client.account}-${client.sent.size + 1}`,
    instrument,
    side: isBuy ? 'buy' : 'sell',
    lots: 1 + random.below(2_000),
    price: price - sign * (random.below(200) - 40),
  }
  const draw = random.next()
  if (draw < 0.2) return { ...request, type: 'market', price: 0 }
  if (draw < 0.3) return { ...request, timeInForce: 'ioc' }
  if (draw < 0.4) return { ...request, isPostOnly: true }
  if (draw < 0.5) return { ...request, type: 'stop', price: 0, trigger: price + sign * 50 }
  if (draw > 0.6) return request
  const expiryTs = micros(client.now + 3_000_000)
  return { ...request, timeInForce: 'gtd', expiryTs }
}

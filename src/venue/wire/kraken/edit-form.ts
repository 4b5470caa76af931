import { declined, formatDecimal, ok, type Result } from '../../../base/index.ts'
import type { ExchangeOrder } from '../../sim/exchange/exchange-order.ts'
import type { OrderRequest } from '../../sim/exchange/order-request.ts'
import { stepsOfText } from '../wire-step.ts'
import { exchangeName, namingOf } from './kraken-client-id.ts'
import { invalid } from './kraken-error.ts'
import { type KrakenPair, priceText } from './kraken-names.ts'
import type { KrakenPrice } from './kraken-price.ts'
import { legDraft } from './leg-draft.ts'
import { typeWord } from './order-words.ts'

/** An order to be sent again with changes. What is `undefined` stays. */
export type EditForm = {
  readonly volume: string | undefined
  readonly display: string | undefined
  readonly limit: KrakenPrice | undefined
  readonly trigger: KrakenPrice | undefined
  readonly isPostOnly: boolean | undefined
  readonly userref: number | undefined
  readonly isCheckOnly: boolean
}

/** The changed order, under a name of its own. */
export function editedRequest(
  order: ExchangeOrder,
  form: EditForm,
  pair: KrakenPair,
  last: number,
  unique: number,
): Result<OrderRequest> {
  const { request } = order
  const type = typeWord(request)
  const isAnyPrice = form.limit !== undefined || form.trigger !== undefined
  const leg = isAnyPrice
    ? legDraft(
        {
          type,
          limit: form.limit ?? limitOf(order, pair),
          trigger: form.trigger ?? triggerOf(order, pair),
        },
        pair,
        request.side,
        last,
      )
    : ok({ price: order.price, trigger: request.trail === undefined ? order.trigger : 0 })
  if (!leg.ok) return leg
  const lots = stepsOf(form.volume, order.lots, pair)
  if (lots === undefined) return declined(invalid('volume'))
  if (lots < pair.listing.rules.lotsMin) return declined('EOrder:Order minimum not met')
  const display = stepsOf(form.display, request.display, pair)
  if (display === undefined) return declined(invalid('displayvol'))
  const userref = form.userref ?? namingOf(request.clientId).userref
  return ok({
    ...request,
    ...leg.value,
    lots,
    display,
    quoteAmount: undefined,
    isPostOnly: form.isPostOnly ?? request.isPostOnly,
    clientId: exchangeName({ clOrdId: undefined, userref }, unique),
  })
}

function stepsOf(
  text: string | undefined,
  now: number,
  { lot, listing }: KrakenPair,
): number | undefined {
  if (text === undefined) return now
  const steps = stepsOfText(text, lot, listing.rules.lotStep)
  return steps.ok ? steps.value : undefined
}

function limitOf({ request, price }: ExchangeOrder, pair: KrakenPair): KrakenPrice | undefined {
  if (request.trail === undefined)
    return price === 0 ? undefined : { kind: 'static', text: priceText(pair, price) }
  const { limitOffset, side } = request
  const sign = (side === 'buy') === limitOffset >= 0 ? '+' : '-'
  const text = priceText(pair, Math.abs(limitOffset))
  return { kind: 'distance', sign, unit: 'quote', text }
}

function triggerOf({ request, trigger }: ExchangeOrder, pair: KrakenPair): KrakenPrice | undefined {
  const { trail } = request
  if (trail === undefined)
    return trigger === 0 ? undefined : { kind: 'static', text: priceText(pair, trigger) }
  if (trail.kind === 'ticks')
    return { kind: 'distance', sign: '+', unit: 'quote', text: priceText(pair, trail.ticks) }
  const text = formatDecimal(BigInt(trail.ppm), 4)
  return { kind: 'distance', sign: '+', unit: 'percent', text }
}

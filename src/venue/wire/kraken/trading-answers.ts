import type { Micros } from '../../../domain/index.ts'
import type { ExchangeOrder } from '../../sim/exchange/exchange-order.ts'
import type { AmendForm } from './amend-form.ts'
import { deadManView } from './history-answers.ts'
import { isUserref } from './kraken-client-id.ts'
import { invalid } from './kraken-error.ts'
import type { KrakenFields } from './kraken-fields.ts'
import type { KrakenHouse } from './kraken-house.ts'
import { orderTxid } from './kraken-id.ts'
import { priceText, volumeText } from './kraken-names.ts'
import { parseKrakenPrice } from './kraken-price.ts'
import type { Answer } from './market-answers.ts'
import {
  batchMax,
  batchMin,
  cancelsMax,
  deadManSeconds,
  missedDeadline,
  type OrderDesk,
} from './order-desk.ts'
import type { OrderDraft } from './order-draft.ts'
import { openByName, openByText, openOrder } from './order-refs.ts'
import { closeSentence, orderSentence } from './order-words.ts'
import { restFlags, restOrderForm, restPrice } from './rest-order-form.ts'

/** Who asks for what to be done, and when. */
export type Errand = {
  readonly fields: KrakenFields
  readonly house: KrakenHouse
  readonly desk: OrderDesk
  readonly account: number
  readonly now: Micros
}

const unknownOrder: Answer = { error: 'EOrder:Unknown order' }

export function addOrder({ fields, house, desk, account, now }: Errand): Answer {
  const late = missedDeadline(fields.text('deadline'), now)
  if (late !== undefined) return { error: late }
  const form = restOrderForm(fields, fields.text('pair'), house.names)
  if (!form.ok) return form
  const placed = desk.place(account, form.value, fields.flag('validate'), now)
  if (!placed.ok) return placed
  const { draft, order } = placed.value
  const descr = draftWords(draft)
  return { result: order === undefined ? { descr } : { descr, txid: [orderTxid(order.number)] } }
}

function draftWords({ request, close, pair }: OrderDraft): object {
  const order = orderSentence(request, pair, request)
  return close === undefined ? { order } : { order, close: closeSentence(close, pair) }
}

/** One order that is wrong keeps all of them out; one that cannot be paid for only itself. */
export function addOrderBatch({ fields, house, desk, account, now }: Errand): Answer {
  const late = missedDeadline(fields.text('deadline'), now)
  if (late !== undefined) return { error: late }
  const records = fields.records('orders')
  if (records.length < batchMin || records.length > batchMax) return { error: invalid('orders') }
  const drafts: OrderDraft[] = []
  for (const record of records) {
    const form = restOrderForm(record, fields.text('pair'), house.names)
    const draft = form.ok ? desk.draft(form.value, now) : form
    if (!draft.ok) return draft
    const why = desk.check(draft.value)
    if (why !== undefined) return { error: why }
    drafts.push(draft.value)
  }
  const isCheckOnly = fields.flag('validate')
  const orders = drafts.map((draft) => {
    const descr = draftWords(draft)
    if (isCheckOnly) return { descr }
    const sent = desk.send(account, draft, now)
    return sent.ok ? { descr, txid: orderTxid(sent.value.number) } : { descr, error: sent.error }
  })
  return { result: { orders } }
}

/** The open order named by `txid` or `cl_ord_id`. */
function namedOrder({ fields, house, account }: Errand): ExchangeOrder | undefined {
  return openOrder(house, account, fields.text('txid'), fields.text('cl_ord_id'))
}

export function amendOrder(errand: Errand): Answer {
  const { fields, desk, now } = errand
  const late = missedDeadline(fields.text('deadline'), now)
  if (late !== undefined) return { error: late }
  if (!fields.has('txid') && !fields.has('cl_ord_id')) return { error: invalid('txid') }
  const order = namedOrder(errand)
  if (order === undefined) return unknownOrder
  const form = amendForm(fields)
  if (typeof form === 'string') return { error: form }
  const amended = desk.amend(order, form, now)
  return amended.ok ? { result: { amend_id: amended.value } } : amended
}

function amendForm(fields: KrakenFields): AmendForm | string {
  const price = (name: string): ReturnType<typeof parseKrakenPrice> =>
    parseKrakenPrice(fields.text(name) ?? '')
  const limit = price('limit_price')
  const trigger = price('trigger_price')
  if (fields.has('limit_price') && limit === undefined) return invalid('limit_price')
  if (fields.has('trigger_price') && trigger === undefined) return invalid('trigger_price')
  return {
    quantity: fields.text('order_qty'),
    display: fields.text('display_qty'),
    limit,
    trigger,
    isPostOnly: fields.flag('post_only'),
  }
}

export function editOrder(errand: Errand): Answer {
  const { fields, house, desk, now } = errand
  const late = missedDeadline(fields.text('deadline'), now)
  if (late !== undefined) return { error: late }
  if (!fields.has('txid')) return { error: invalid('txid') }
  const order = namedOrder(errand)
  const pair = order === undefined ? undefined : house.names.byIndex(order.request.instrument)
  if (order === undefined || pair === undefined) return unknownOrder
  const name = fields.text('pair')
  if (name !== undefined && house.names.pair(name) !== pair)
    return { error: 'EQuery:Unknown asset pair' }
  const first = restPrice(fields, 'price')
  const second = restPrice(fields, 'price2')
  const flags = restFlags(fields)
  const userref = fields.whole('userref')
  if (!first.ok) return first
  if (!second.ok) return second
  if (flags === undefined) return { error: invalid('oflags') }
  if (userref !== undefined && !isUserref(userref)) return { error: invalid('userref') }
  const isPlain = order.request.type === 'limit'
  const edited = desk.edit(
    order,
    {
      volume: fields.text('volume'),
      display: fields.text('displayvol'),
      limit: isPlain ? first.value : second.value,
      trigger: isPlain ? undefined : first.value,
      isPostOnly: fields.has('oflags') ? flags.includes('post') : undefined,
      userref,
      isCheckOnly: fields.flag('validate'),
    },
    now,
  )
  if (!edited.ok) return edited
  const { draft } = edited.value
  const { request } = draft
  return {
    result: {
      status: 'ok',
      descr: draftWords(draft),
      ...(edited.value.order === undefined
        ? {}
        : { txid: orderTxid(edited.value.order.number), orders_cancelled: 1 }),
      originaltxid: orderTxid(order.number),
      volume: volumeText(pair, request.lots),
      price: priceText(pair, request.price > 0 ? request.price : request.trigger),
    },
  }
}

export function cancelOrder({ fields, house, desk, account, now }: Errand): Answer {
  const txid = fields.text('txid')
  const clOrdId = fields.text('cl_ord_id')
  if (txid === undefined && clOrdId === undefined) return { error: invalid('txid') }
  const orders =
    txid === undefined
      ? openByName(house, account, clOrdId ?? '')
      : txid.split(',').flatMap((text) => openByText(house, account, text.trim()))
  const count = orders.filter((order) => desk.cancel(order, now)).length
  return count === 0 ? unknownOrder : { result: { count } }
}

export function cancelOrderBatch({ fields, house, desk, account, now }: Errand): Answer {
  const texts = fields.texts('orders')
  const names = fields.texts('cl_ord_ids')
  const asked = texts.length + names.length
  if (asked === 0 || asked > cancelsMax) return { error: invalid('orders') }
  const orders = [
    ...texts.flatMap((text) => openByText(house, account, text)),
    ...names.flatMap((name) => openByName(house, account, name)),
  ]
  const count = orders.filter((order) => desk.cancel(order, now)).length
  return count === 0 ? unknownOrder : { result: { count } }
}

export function cancelAllAfter({ fields, desk, account, now }: Errand): Answer {
  const seconds = deadManSeconds(fields)
  if (seconds === undefined) return { error: invalid('timeout') }
  desk.cancelAllAfter(account, seconds, now)
  const format = (ts: number): string => `${new Date(ts / 1_000).toISOString().slice(0, 19)}Z`
  return { result: deadManView(seconds, now, format) }
}

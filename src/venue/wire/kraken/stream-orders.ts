import type { Micros } from '../../../domain/index.ts'
import type { ExchangeOrder } from '../../sim/exchange/exchange-order.ts'
import type { AmendForm } from './amend-form.ts'
import { deadManView } from './history-answers.ts'
import { invalid } from './kraken-error.ts'
import type { KrakenFields } from './kraken-fields.ts'
import type { KrakenHouse } from './kraken-house.ts'
import { orderTxid } from './kraken-id.ts'
import { jsonList, jsonObject, jsonText } from './kraken-json.ts'
import { krakenIso } from './kraken-time.ts'
import {
  batchMax,
  batchMin,
  cancelsMax,
  deadManSeconds,
  missedDeadline,
  type OrderDesk,
} from './order-desk.ts'
import type { OrderDraft } from './order-draft.ts'
import type { OrderForm } from './order-form.ts'
import { openByName, openByText, openOrder } from './order-refs.ts'
import { streamOrderForm, streamPair, streamPrice } from './stream-order-form.ts'
import { type StreamAsk, streamFailure, streamReply, streamSuccess } from './stream-reply.ts'

/** An account's wish, come in over the WebSocket. */
export type StreamErrand = {
  readonly ask: StreamAsk
  readonly params: KrakenFields
  readonly house: KrakenHouse
  readonly desk: OrderDesk
  readonly account: number
  readonly now: Micros
}

type Handler = (errand: StreamErrand) => readonly string[]

/** What an account may do over the WebSocket, and the messages it is answered with. */
export const streamOrders: ReadonlyMap<string, Handler> = new Map<string, Handler>([
  ['add_order', addOrder],
  ['batch_add', batchAdd],
  ['amend_order', amendOrder],
  ['edit_order', editOrder],
  ['cancel_order', cancelOrder],
  ['batch_cancel', batchCancel],
  ['cancel_all', ({ ask, desk, account, now }) => [counted(ask, desk.cancelAll(account, now))]],
  ['cancel_all_orders_after', cancelAllAfter],
])

function counted(ask: StreamAsk, count: number): string {
  return streamSuccess(ask, `{"count":${count}}`)
}

function placedResult({ naming }: OrderForm, order: ExchangeOrder | undefined): string {
  const { clOrdId, userref } = naming
  return jsonObject({
    order_id: order === undefined ? undefined : jsonText(orderTxid(order.number)),
    cl_ord_id: clOrdId === undefined ? undefined : jsonText(clOrdId),
    order_userref: userref === undefined ? undefined : String(userref),
  })
}

function addOrder({ ask, params, house, desk, account, now }: StreamErrand): readonly string[] {
  const late = missedDeadline(params.text('deadline'), now)
  if (late !== undefined) return [streamFailure(ask, late)]
  const form = streamOrderForm(params, params.text('symbol'), house.names)
  if (!form.ok) return [streamFailure(ask, form.error)]
  const placed = desk.place(account, form.value, params.flag('validate'), now)
  if (!placed.ok) return [streamFailure(ask, placed.error)]
  return [streamSuccess(ask, placedResult(form.value, placed.value.order))]
}

function batchAdd({ ask, params, house, desk, account, now }: StreamErrand): readonly string[] {
  const fail = (error: string): readonly string[] => [streamFailure(ask, error)]
  const late = missedDeadline(params.text('deadline'), now)
  if (late !== undefined) return fail(late)
  const records = params.records('orders')
  if (records.length < batchMin || records.length > batchMax) return fail(invalid('orders'))
  const drafts: { readonly form: OrderForm; readonly draft: OrderDraft }[] = []
  for (const record of records) {
    const form = streamOrderForm(record, params.text('symbol'), house.names)
    if (!form.ok) return fail(form.error)
    const draft = desk.draft(form.value, now)
    if (!draft.ok) return fail(draft.error)
    const why = desk.check(draft.value)
    if (why !== undefined) return fail(why)
    drafts.push({ form: form.value, draft: draft.value })
  }
  const isCheckOnly = params.flag('validate')
  const results = drafts.map(({ form, draft }) => {
    if (isCheckOnly) return placedResult(form, undefined)
    const sent = desk.send(account, draft, now)
    return sent.ok ? placedResult(form, sent.value) : `{"error":${jsonText(sent.error)}}`
  })
  return [streamSuccess(ask, jsonList(results))]
}

/** The open order named by `order_id` or `cl_ord_id`. */
function namedOrder({ params, house, account }: StreamErrand): ExchangeOrder | undefined {
  return openOrder(house, account, params.text('order_id'), params.text('cl_ord_id'))
}

function amendOrder(errand: StreamErrand): readonly string[] {
  const { ask, params, desk, now } = errand
  const late = missedDeadline(params.text('deadline'), now)
  if (late !== undefined) return [streamFailure(ask, late)]
  const order = namedOrder(errand)
  if (order === undefined) return [streamFailure(ask, 'EOrder:Unknown order')]
  const limit = streamPrice(params, 'limit_price', 'limit_price_type')
  const trigger = streamPrice(params, 'trigger_price', 'trigger_price_type')
  if (!limit.ok) return [streamFailure(ask, limit.error)]
  if (!trigger.ok) return [streamFailure(ask, trigger.error)]
  const form: AmendForm = {
    quantity: params.text('order_qty'),
    display: params.text('display_qty'),
    limit: limit.value,
    trigger: trigger.value,
    isPostOnly: params.flag('post_only'),
  }
  const amended = desk.amend(order, form, now)
  if (!amended.ok) return [streamFailure(ask, amended.error)]
  const clOrdId = params.text('cl_ord_id')
  const result = jsonObject({
    amend_id: jsonText(amended.value),
    order_id: params.has('order_id') ? jsonText(orderTxid(order.number)) : undefined,
    cl_ord_id: clOrdId === undefined ? undefined : jsonText(clOrdId),
  })
  return [streamSuccess(ask, result)]
}

function editOrder(errand: StreamErrand): readonly string[] {
  const { ask, params, house, desk, now } = errand
  const fail = (error: string): readonly string[] => [streamFailure(ask, error)]
  const late = missedDeadline(params.text('deadline'), now)
  if (late !== undefined) return fail(late)
  const order = namedOrder(errand)
  if (order === undefined) return fail('EOrder:Unknown order')
  const pair = streamPair(params.text('symbol'), house.names)
  if (!pair.ok) return fail(pair.error)
  if (pair.value.index !== order.request.instrument) return fail(invalid('symbol'))
  const limit = streamPrice(params, 'limit_price', 'limit_price_type')
  if (!limit.ok) return fail(limit.error)
  const triggers = params.under('triggers')
  const trigger = triggers === undefined ? undefined : streamPrice(triggers, 'price', 'price_type')
  if (trigger !== undefined && !trigger.ok) return fail(trigger.error)
  const edited = desk.edit(
    order,
    {
      volume: params.text('order_qty'),
      display: params.text('display_qty'),
      limit: limit.value,
      trigger: trigger?.value,
      isPostOnly: params.has('post_only') ? params.flag('post_only') : undefined,
      userref: params.whole('order_userref'),
      isCheckOnly: params.flag('validate'),
    },
    now,
  )
  if (!edited.ok) return fail(edited.error)
  const next = edited.value.order
  const result = jsonObject({
    order_id: next === undefined ? undefined : jsonText(orderTxid(next.number)),
    original_order_id: jsonText(orderTxid(order.number)),
  })
  return [streamSuccess(ask, result)]
}

/** One answer for each order. */
function cancelOrder({ ask, params, house, desk, account, now }: StreamErrand): readonly string[] {
  const ids = [...params.texts('order_id'), ...params.texts('order_userref')]
  const names = params.texts('cl_ord_id')
  const asked = ids.length + names.length
  if (asked === 0 || asked > cancelsMax) return [streamFailure(ask, invalid('order_id'))]
  const cancel = (found: readonly ExchangeOrder[], name: string, text: string): string[] => {
    const canceled = found.filter((order) => desk.cancel(order, now))
    if (canceled.length === 0)
      return [streamFailure(ask, 'EOrder:Unknown order', { [name]: jsonText(text.slice(0, 40)) })]
    return canceled.map(({ number, request }) =>
      streamSuccess(
        ask,
        jsonObject({
          order_id: jsonText(orderTxid(number)),
          cl_ord_id: name === 'cl_ord_id' ? jsonText(request.clientId) : undefined,
        }),
      ),
    )
  }
  return [
    ...ids.flatMap((id) => cancel(openByText(house, account, id), 'order_id', id)),
    ...names.flatMap((name) => cancel(openByName(house, account, name), 'cl_ord_id', name)),
  ]
}

function batchCancel({ ask, params, house, desk, account, now }: StreamErrand): readonly string[] {
  const ids = params.texts('orders')
  const names = params.texts('cl_ord_id')
  const asked = ids.length + names.length
  if (asked < batchMin || asked > cancelsMax) return [streamFailure(ask, invalid('orders'))]
  const orders = [
    ...ids.flatMap((id) => openByText(house, account, id)),
    ...names.flatMap((name) => openByName(house, account, name)),
  ]
  const count = orders.filter((order) => desk.cancel(order, now)).length
  if (count === 0) return [streamFailure(ask, 'EOrder:Unknown order')]
  return [streamReply(ask, { orders_cancelled: String(count), success: 'true' })]
}

function cancelAllAfter({ ask, params, desk, account, now }: StreamErrand): readonly string[] {
  const seconds = deadManSeconds(params)
  if (seconds === undefined) return [streamFailure(ask, invalid('timeout'))]
  desk.cancelAllAfter(account, seconds, now)
  return [streamSuccess(ask, JSON.stringify(deadManView(seconds, now, krakenIso)))]
}

import { declined, ok } from '../../../base/index.ts'
import { binanceError, errorJson, notSent } from './binance-error.ts'
import type { BinanceAnswer, BinanceCall } from './binance-call.ts'
import type { BinanceDesk } from './binance-desk.ts'
import { cancelOrder, readPlacing, refOf, sendOrder } from './order-endpoints.ts'

const modes = ['STOP_ON_FAILURE', 'ALLOW_FAILURE'] as const
const limitModes = ['DO_NOTHING', 'CANCEL_ONLY'] as const
const badLimitMode = binanceError(
  -1102,
  "Param 'orderRateLimitExceededMode' was malformed or has unsupported value.",
)

/** The old order's parameters begin with `cancel`. */
const cancelNames: Readonly<Record<string, string>> = {
  orderId: 'cancelOrderId',
  origClientOrderId: 'cancelOrigClientOrderId',
  newClientOrderId: 'cancelNewClientOrderId',
}

/**
 * Cancels one order and places another; one mode says whether the one needs the other, one what is
 * done when too many orders were sent: nothing, or the cancellation alone.
 */
export function replaceOrder(desk: BinanceDesk, call: BinanceCall): BinanceAnswer {
  const { params, caller, now } = call
  const mode = params.word('cancelReplaceMode', modes, notSent('cancelReplaceMode'))
  params.required('cancelReplaceMode')
  const limitMode = params.word('orderRateLimitExceededMode', limitModes, badLimitMode)
  const ref = params.named((name) => cancelNames[name] ?? name)
  if (params.fault !== undefined) return declined(params.fault)
  // What is malformed is said before anything is touched.
  const read = readPlacing(desk, params, 1)
  if (!read.ok) return read
  if (refOf(ref) === undefined) return declined(ref.fault ?? notSent('cancelOrderId'))
  const limit = desk.limits.order(caller.account, 1, now)
  if (limit !== undefined && limitMode !== 'CANCEL_ONLY') return declined(limit)
  const canceled = cancelOrder(desk, { ...call, params: ref })
  const isStopped = !canceled.ok && mode === 'STOP_ON_FAILURE'
  const placed = isStopped
    ? undefined
    : limit === undefined
      ? sendOrder(desk, call, read.value)
      : declined(limit)
  return told(canceled, placed, limit !== undefined && mode === 'STOP_ON_FAILURE')
}

/** @param isOver - Whether the answer has the status of too many orders. */
function told(
  canceled: BinanceAnswer,
  placed: BinanceAnswer | undefined,
  isOver: boolean,
): BinanceAnswer {
  if (canceled.ok && placed?.ok === true)
    return ok({
      cancelResult: 'SUCCESS',
      newOrderResult: 'SUCCESS',
      cancelResponse: canceled.value,
      newOrderResponse: placed.value,
    })
  const isHalf = canceled.ok || placed?.ok === true
  return declined({
    status: isOver ? 429 : isHalf ? 409 : 400,
    code: isHalf ? -2021 : -2022,
    msg: isHalf ? 'Order cancel-replace partially failed.' : 'Order cancel-replace failed.',
    data: {
      cancelResult: canceled.ok ? 'SUCCESS' : 'FAILURE',
      newOrderResult: placed === undefined ? 'NOT_ATTEMPTED' : placed.ok ? 'SUCCESS' : 'FAILURE',
      cancelResponse: canceled.ok ? canceled.value : errorJson(canceled.error),
      newOrderResponse:
        placed === undefined ? null : placed.ok ? placed.value : errorJson(placed.error),
    },
  })
}

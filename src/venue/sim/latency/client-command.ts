import { declined, ok, type Result } from '../../../base/index.ts'
import type { Micros } from '../../../domain/index.ts'
import type { Exchange, OrderRef } from '../exchange/exchange.ts'
import type { ExchangeOrder } from '../exchange/exchange-order.ts'
import type { OrderChange, OrderGroup, OrderRequest } from '../exchange/order-request.ts'
import { refusal } from '../exchange/check-request.ts'
import type { Refusal } from '../exchange/refusal.ts'

/** What an account can ask of an exchange. */
export type ClientCommand =
  | { readonly kind: 'submit'; readonly request: OrderRequest }
  | { readonly kind: 'submit-group'; readonly group: OrderGroup }
  | { readonly kind: 'amend'; readonly ref: OrderRef; readonly change: OrderChange }
  /** Ends an order of which nothing was filled and, once it is gone, sends another for it. */
  | { readonly kind: 'replace'; readonly ref: OrderRef; readonly request: OrderRequest }
  | { readonly kind: 'cancel'; readonly ref: OrderRef }
  /** All instruments when `undefined`. */
  | { readonly kind: 'cancel-all'; readonly instrument: number | undefined }
  | { readonly kind: 'cancel-all-after'; readonly us: number }

/** The orders a command was about, as they stand when it is done. */
export type CommandResult = Result<readonly ExchangeOrder[], Refusal>

/** Has the exchange do it, now. */
export function carryOut(
  exchange: Exchange,
  account: number,
  command: ClientCommand,
  ts: Micros,
): CommandResult {
  switch (command.kind) {
    case 'submit':
      return single(exchange.submit(account, command.request, ts))
    case 'submit-group':
      return copied(exchange.submitGroup(account, command.group, ts))
    case 'amend':
      return single(exchange.amend(account, command.ref, command.change, ts))
    case 'replace':
      return single(replace(exchange, account, command, ts))
    case 'cancel':
      return single(exchange.cancel(account, command.ref, ts))
    case 'cancel-all':
      return copied(ok(exchange.cancelAll(account, command.instrument, ts)))
    case 'cancel-all-after':
      exchange.cancelAllAfter(account, command.us, ts)
      return ok([])
  }
}

/** The old order is gone even when the new one is declined. */
function replace(
  exchange: Exchange,
  account: number,
  { ref, request }: Extract<ClientCommand, { readonly kind: 'replace' }>,
  ts: Micros,
): Result<ExchangeOrder, Refusal> {
  const old = exchange.order(account, ref)
  if (old !== undefined && old.filled > 0)
    return declined(refusal('bad-request', 'some of the order was filled'))
  const canceled = exchange.cancel(account, ref, ts)
  return canceled.ok ? exchange.submit(account, request, ts) : canceled
}

function single(answer: Result<ExchangeOrder, Refusal>): CommandResult {
  return answer.ok ? ok([{ ...answer.value }]) : answer
}

/** Orders are live records: an answer that is under way must not change any more. */
function copied(answer: CommandResult): CommandResult {
  return answer.ok ? ok(answer.value.map((order) => ({ ...order }))) : answer
}

import {
  type AccountObserved,
  type DeskEvent,
  formatMoney,
  type Instrument,
  minorPerUnit,
  money,
  type OrderCommand,
  type OrderEvent,
  type OrderId,
} from '../domain/index.ts'
import { controlText } from './control-text.ts'

/**
 * One event of the journal in words, for the page.
 *
 * @param instrumentOf - The instrument of an order, as far as it is still known.
 */
export function describeEvent(
  event: DeskEvent,
  instruments: readonly Instrument[],
  instrumentOf: (order: OrderId) => number | undefined,
): string {
  const words = new Words(instruments)
  switch (event.kind) {
    case 'run-started':
      return 'the desk began'
    case 'market-referenced':
      return `${words.name(event.instrument)}: rows ${event.fromRow} to ${event.toRow}`
    case 'bar-closed': {
      const { instrument: i, close, phase } = event
      return `${words.name(i)} closed at ${words.at(i, close)} (${phase})`
    }
    case 'decision-made':
      return `${words.name(event.instrument)}: wants ${percent(event.exposure)} of equity`
    case 'intent-refused':
      return `${words.name(event.instrument)}: ${refusalText(event.limit, event.was, event.max)}`
    case 'intent-cut': {
      const { instrument: i, limit, was, max } = event
      return `${words.name(i)}: ${percent(was)} wished, ${percent(max)} left by ${limit}`
    }
    case 'mode-changed':
      return `${event.from} to ${event.to}${event.isHold === true ? ', holding' : ''} by ${event.actor}: ${event.reason}`
    case 'breaker-moved':
    case 'standing-changed':
    case 'tier-changed':
    case 'limit-asked':
    case 'agents-dismissed':
    case 'team-moved':
    case 'plan-approved':
    case 'memory-agreed':
    case 'champion-changed':
    case 'outside-observed':
    case 'alert-raised':
      return controlText(event, (i) => words.name(i))
    case 'account-observed':
      return `besides the books the account holds ${amountsText(event.beyond)}, says ${event.actor}`
    case 'legs-asked':
      return `${event.actor} wants ${event.intent.legs.length} legs together`
    case 'feed-silent':
      return `${words.name(event.instrument)}: no bar comes, what is offered is taken back`
    case 'time-passed':
      return 'something is due, though no bar came'
    case 'checkpoint':
      return `state ${event.stateHash.slice(0, 16)}`
    case 'submit': {
      const { order } = event
      const { instrument: i, side, type, role } = order
      const price = type === 'market' ? '' : ` at ${words.at(i, order.price)}`
      const size = words.size(i, order.quantity)
      return `order ${order.orderId}: ${role}, ${side} ${size} ${words.name(i)}, ${type}${price}`
    }
    default:
      return `order ${event.orderId}: ${ofOrder(event, words, instrumentOf(event.orderId) ?? -1)}`
  }
}

/** What became of an order on `i`, and what is asked of it. */
function ofOrder(
  event: OrderEvent | Exclude<OrderCommand, { readonly kind: 'submit' }>,
  words: Words,
  i: number,
): string {
  switch (event.kind) {
    case 'cancel':
      return 'asked back'
    case 'amend':
      return `to be ${words.size(i, event.quantity)} at ${words.at(i, event.price)}`
    case 'order-amended':
      return `is ${words.size(i, event.quantity)} at ${words.at(i, event.price)} now`
    case 'order-amend-rejected':
      return `stays as it was, ${event.reason}`
    case 'order-unresolved':
      return 'nobody knows whether it arrived, it is looked up'
    case 'order-rejected':
      return `rejected, ${event.reason}`
    case 'order-filled': {
      const fee = (Number(event.fee) / minorPerUnit).toFixed(2)
      const kept = event.taken === undefined ? '' : `, ${words.coins(i, event.taken)} kept as fee`
      const filled = `filled ${words.size(i, event.quantity)} at ${words.at(i, event.price)}`
      return `${filled}${kept !== '' && event.fee === 0n ? '' : `, fee ${fee}`}${kept}`
    }
    default:
      return event.kind.slice('order-'.length)
  }
}

/** Numbers of a journal as a person reads them; as they stand where the instrument is not known. */
class Words {
  readonly #instruments: readonly Instrument[]

  constructor(instruments: readonly Instrument[]) {
    this.#instruments = instruments
  }

  name(i: number): string {
    return this.#instruments[i]?.id ?? `#${i}`
  }

  at(i: number, ticks: number): string {
    const of = this.#instruments[i]
    return of === undefined ? `${ticks}` : decimal(ticks * of.tickSize, of.tick)
  }

  size(i: number, lots: number): string {
    const of = this.#instruments[i]
    return of === undefined ? `${lots}` : decimal(lots * of.lotSize, of.lot)
  }

  /** @param minor - Minor base units. */
  coins(i: number, minor: bigint): string {
    return `${decimal(Number(minor) / minorPerUnit, '0.00000001')} ${this.#instruments[i]?.base ?? ''}`.trim()
  }
}

/** `refused by daily-loss: 5.10 %, limit 5.00 %`. Shares are shown as such, others as numbers. */
export function refusalText(limit: string, was: number, max: number): string {
  if (limit === 'mode') return 'refused: the desk takes no new risk in its present mode'
  if (limit === 'unresolved') return 'refused: of an order nobody knows whether it arrived'
  if (limit === 'account') return 'refused: what the account holds has not been read yet'
  if (limit === 'journal') return 'refused: the disk is full, what is left is kept for exits'
  const isShare = ['drawdown', 'daily-loss', 'position', 'gross'].includes(limit)
  const show = isShare ? percent : (value: number): string => value.toFixed(2)
  return `refused by ${limit}: ${show(was)}, limit ${show(max)}`
}

function amountsText(beyond: AccountObserved['beyond']): string {
  const some = beyond.filter(([, amount]) => amount !== 0n)
  return (
    some.map(([of, amount]) => `${formatMoney(money(amount, of))} ${of}`).join(', ') || 'nothing'
  )
}

/** A float with as many decimals as a step of the grid has. */
function decimal(value: number, step: string): string {
  return value.toFixed(step.includes('.') ? (step.split('.')[1] ?? '').length : 0)
}

function percent(share: number): string {
  return `${(100 * share).toFixed(2)} %`
}

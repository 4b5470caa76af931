import { type Instrument, clientOrderId } from '../../domain/index.ts'
import { executionOf, feeOf, type Execution, slippageOf } from './best-execution.ts'
import type { OrderLife } from './order-lives.ts'
import { fileColumn, numberColumn, textColumn, type TrailTable } from './trail-paper.ts'
import { amountText, floatText, priceText, quantityText, timeText } from './trail-text.ts'

/** What tables of orders are made from. */
export type OrdersOf = {
  readonly lives: readonly OrderLife[]
  readonly instruments: readonly Instrument[]
  /** Part of every order's name at a venue. */
  readonly desk: bigint
  readonly currency: string
}

/** Orders, their fills, how well these were executed, and every step in between. */
export function orderTables(of: OrdersOf): readonly TrailTable[] {
  return [executionTable(of), ordersTable(of), fillsTable(of), momentsTable(of)]
}

function ordersTable({ lives, instruments, desk }: OrdersOf): TrailTable {
  return {
    name: 'orders',
    title: 'Orders',
    about:
      'The wish is a share of equity, with how sure the committee was. Risk passed all of it, or left ' +
      'what the named limit allows; orders it refused are under Refusals. Prices are exact.',
    columns: [
      ...[
        numberColumn('order', 'Order'),
        fileColumn('clientOrderId'),
        textColumn('time', 'Sent (UTC)'),
      ],
      ...[
        textColumn('instrument', 'Instrument'),
        textColumn('side', 'Side'),
        textColumn('role', 'Role'),
      ],
      ...[
        textColumn('type', 'Type'),
        numberColumn('quantity', 'Quantity'),
        numberColumn('price', 'Price'),
      ],
      ...[numberColumn('arrival', 'Arrival'), fileColumn('decided'), numberColumn('wish', 'Wish')],
      ...[numberColumn('confidence', 'Sure'), fileColumn('dissent'), textColumn('risk', 'Risk')],
      ...[textColumn('status', 'End'), numberColumn('filled', 'Filled')],
      ...[numberColumn('fees', 'Fees'), numberColumn('slippage', 'Slippage')],
    ],
    rows: lives.map((life) => orderCells(life, instruments[life.intent.instrument], desk)),
    none: 'No order was sent.',
  }
}

function orderCells(
  { intent, decision, cut, fills, status }: OrderLife,
  of: Instrument | undefined,
  desk: bigint,
): readonly string[] {
  if (of === undefined) return []
  const filled = fills.reduce((sum, { quantity }) => sum + quantity, 0)
  const fees = fills.reduce((sum, fill) => sum + feeOf(of, fill), 0n)
  const slippage = fills.reduce((sum, fill) => sum + slippageOf(of, intent, fill).cost, 0n)
  const risk =
    cut === undefined
      ? 'passed'
      : `cut by ${cut.limit}: ${floatText(cut.was)} to ${floatText(cut.max)}`
  return [
    ...[String(intent.orderId), clientOrderId(desk, intent.orderId, 0), timeText(intent.ts)],
    ...[of.id, intent.side, intent.role, intent.type, quantityText(of, intent.quantity)],
    ...[priceText(of, intent.price), priceText(of, intent.arrival)],
    ...(decision === undefined
      ? ['', '', '', '']
      : [
          timeText(decision.ts),
          ...[decision.exposure, decision.confidence, decision.dissent].map(floatText),
        ]),
    ...[risk, status, quantityText(of, filled), amountText(fees), amountText(slippage)],
  ]
}

function fillsTable({ lives, instruments, currency }: OrdersOf): TrailTable {
  const rows = lives.flatMap(({ intent, fills }) => {
    const of = instruments[intent.instrument]
    if (of === undefined) return []
    return fills.map((fill) => {
      const { cost, bps } = slippageOf(of, intent, fill)
      return [
        ...[timeText(fill.tsEvent), String(intent.orderId), String(fill.fill), fill.trade],
        ...[of.id, intent.side, quantityText(of, fill.quantity), priceText(of, fill.price)],
        ...[priceText(of, intent.arrival), amountText(cost), floatText(bps)],
        ...[amountText(fill.fee), amountText(fill.taken ?? 0n), amountText(fill.elsewhere ?? 0n)],
        fill.liquidity,
      ]
    })
  })
  return {
    name: 'fills',
    title: 'Fills',
    about: `Slippage is fill less arrival, times side and size, in ${currency}; above 0 is a cost.`,
    columns: [
      ...[
        textColumn('time', 'Time (UTC)'),
        numberColumn('order', 'Order'),
        numberColumn('fill', 'Fill'),
      ],
      ...[
        textColumn('trade', "Venue's name"),
        textColumn('instrument', 'Instrument'),
        textColumn('side', 'Side'),
      ],
      ...[
        numberColumn('quantity', 'Quantity'),
        numberColumn('price', 'Price'),
        numberColumn('arrival', 'Arrival'),
      ],
      ...[
        numberColumn('slippage', 'Slippage'),
        numberColumn('bps', 'bps'),
        numberColumn('fee', 'Fee'),
      ],
      ...[fileColumn('taken'), fileColumn('elsewhere'), textColumn('liquidity', 'Liquidity')],
    ],
    rows,
    none: 'Nothing was filled.',
  }
}

function executionTable({ lives, instruments, currency }: OrdersOf): TrailTable {
  const cells = (by: string, of: Execution): readonly string[] => [
    ...[by, of.name, String(of.orders), String(of.fills), String(of.makers)],
    ...[of.value, of.slippage, of.fees].map(amountText),
    ...[of.slippageBps, of.feesBps, of.worstBps, of.delaySeconds].map(floatText),
  ]
  const by = (
    kind: string,
    nameOf: (life: OrderLife) => string,
  ): readonly (readonly string[])[] => {
    const names = [...new Set(lives.map(nameOf))].sort()
    return names.map((name) => {
      const own = lives.filter((life) => nameOf(life) === name)
      return cells(kind, executionOf(name, own, instruments))
    })
  }
  return {
    name: 'execution',
    title: 'Execution',
    about:
      `Fills against the price at which each order was decided, in ${currency}. Basis points are of ` +
      'the value at that price; the delay is the middle one from an order to its first fill.',
    columns: [
      ...[
        textColumn('by', 'By'),
        textColumn('name', 'Of'),
        numberColumn('orders', 'Orders'),
        numberColumn('fills', 'Fills'),
      ],
      ...[
        numberColumn('makers', 'Makers'),
        numberColumn('value', 'Value'),
        numberColumn('slippage', 'Slippage'),
      ],
      ...[
        numberColumn('fees', 'Fees'),
        numberColumn('slippageBps', 'Slippage bps'),
        numberColumn('feesBps', 'Fees bps'),
      ],
      ...[numberColumn('worstBps', 'Worst bps'), numberColumn('delaySeconds', 'Delay, s')],
    ],
    rows: [
      cells('total', executionOf('all', lives, instruments)),
      ...by('instrument', ({ intent }) => instruments[intent.instrument]?.id ?? ''),
      ...by('role', ({ intent }) => intent.role),
    ],
    none: '',
  }
}

function momentsTable({ lives }: OrdersOf): TrailTable {
  const moments = lives.flatMap(({ intent, moments: own }) =>
    own.map((moment) => ({ order: intent.orderId, ...moment })),
  )
  return {
    name: 'order-events',
    title: 'Lives of orders',
    about: 'Every step of every order, in the order in which it was recorded.',
    columns: [
      ...[
        numberColumn('event', 'Event'),
        textColumn('time', 'Time (UTC)'),
        numberColumn('order', 'Order'),
      ],
      ...[textColumn('what', 'What'), textColumn('words', 'Words')],
    ],
    rows: moments
      .sort((a, b) => a.sequence - b.sequence)
      .map(({ sequence, ts, order, kind, words }) => [
        ...[String(sequence), timeText(ts), String(order), kind, words],
      ]),
    none: 'No order was sent.',
    isFileOnly: true,
  }
}

import { notional } from '../../../domain/index.ts'
import { textOfMinor } from '../wire-step.ts'
import type { KrakenFields } from './kraken-fields.ts'
import type { KrakenHouse } from './kraken-house.ts'
import { orderTxid } from './kraken-id.ts'
import { type KrakenPair, volumeText } from './kraken-names.ts'
import type { KrakenPosition } from './kraken-positions.ts'
import { krakenSeconds } from './kraken-time.ts'
import type { Answer } from './market-answers.ts'

/** Sums over positions, in minor quote units. */
export type PositionSums = {
  /** What they cost, less what is closed again. */
  readonly cost: bigint
  readonly fee: bigint
  /** What is bound for them. */
  readonly margin: bigint
  /** At the last price. */
  readonly value: bigint
  /** Unrealised profit. */
  readonly net: bigint
  readonly lots: number
  readonly closed: number
}

const nothing: PositionSums = {
  cost: 0n,
  fee: 0n,
  margin: 0n,
  value: 0n,
  net: 0n,
  lots: 0,
  closed: 0,
}

export function openPositionsAnswer(
  fields: KrakenFields,
  house: KrakenHouse,
  account: number,
): Answer {
  const wanted = fields.text('txid')?.split(',')
  const positions = house.positions
    .of(account)
    .filter((each) => wanted === undefined || wanted.includes(positionId(each)))
  return {
    result: fields.has('consolidation')
      ? consolidated(positions, house)
      : Object.fromEntries(
          positions.flatMap((each) => {
            const pair = house.names.byIndex(each.instrument)
            return pair === undefined ? [] : [[positionId(each), positionView(each, pair, house)]]
          }),
        ),
  }
}

/** Of all positions of an account whose pairs are counted in one currency. */
export function positionSums(house: KrakenHouse, account: number, currency: string): PositionSums {
  const own = house.positions.of(account)
  return sumOf(
    own.filter(({ instrument }) => house.names.byIndex(instrument)?.quote.code === currency),
    house,
  )
}

function sumOf(positions: readonly KrakenPosition[], house: KrakenHouse): PositionSums {
  return positions.map((each) => sumsOf(each, house)).reduce(plus, nothing)
}

function plus(a: PositionSums, b: PositionSums): PositionSums {
  return {
    cost: a.cost + b.cost,
    fee: a.fee + b.fee,
    margin: a.margin + b.margin,
    value: a.value + b.value,
    net: a.net + b.net,
    lots: a.lots + b.lots,
    closed: a.closed + b.closed,
  }
}

function sumsOf(position: KrakenPosition, house: KrakenHouse): PositionSums {
  const { instrument, side, lots, closed, leverage, fee } = position
  const pair = house.names.byIndex(instrument)
  if (pair === undefined) return nothing
  const open = lots - closed
  const cost = (position.cost * BigInt(open)) / BigInt(lots)
  const last = house.exchange.lastPrice(instrument)
  const value = notional(pair.listing.instrument, last, open, 'floor')
  const net = side === 'buy' ? value - cost : cost - value
  return { cost, fee, margin: cost / BigInt(leverage), value, net, lots, closed }
}

/** The id of the order that opened it, as that of a position. */
function positionId({ order }: KrakenPosition): string {
  return orderTxid(order).replace('O', 'T')
}

function positionView(position: KrakenPosition, pair: KrakenPair, house: KrakenHouse): object {
  const { order, ts, side, type } = position
  return {
    ordertxid: orderTxid(order),
    posstatus: 'open',
    pair: pair.id,
    time: krakenSeconds(ts),
    type: side,
    ordertype: type,
    ...sumsView(sumsOf(position, house), pair),
    terms: '0.0050% per hour',
    misc: '',
    oflags: '',
  }
}

function sumsView(sums: PositionSums, pair: KrakenPair): object {
  return {
    cost: textOfMinor(sums.cost),
    fee: textOfMinor(sums.fee),
    vol: volumeText(pair, sums.lots),
    vol_closed: volumeText(pair, sums.closed),
    margin: textOfMinor(sums.margin),
    value: textOfMinor(sums.value),
    net: textOfMinor(sums.net),
  }
}

/** One row for each pair and side. */
function consolidated(positions: readonly KrakenPosition[], house: KrakenHouse): readonly object[] {
  return house.names.pairs.flatMap((pair) =>
    (['buy', 'sell'] as const).flatMap((side) => {
      const own = positions.filter((each) => each.instrument === pair.index && each.side === side)
      const [first] = own
      if (first === undefined) return []
      const sums = sumOf(own, house)
      const leverage = Number(sums.cost) / Math.max(1, Number(sums.margin))
      return [
        {
          pair: pair.id,
          positions: String(own.length),
          type: side,
          leverage: leverage.toFixed(5),
          ...sumsView(sums, pair),
        },
      ]
    }),
  )
}

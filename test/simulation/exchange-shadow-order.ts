import type { ExchangeOrder, OrderGroup } from '../../src/venue/sim/index.ts'

/** An order as the checker knows it: from the events about it, and from nothing else. */
export type ShadowOrder = {
  readonly number: number
  readonly account: number
  readonly instrument: number
  readonly isBuy: boolean
  /** The record the last event carried. */
  live: ExchangeOrder
  filled: number
  lots: number
  price: number
  /** Lots it shows while it rests. */
  shown: number
  /** Step in which it went to the back of its level; -1 while it does not rest. */
  restStep: number
  /** Whether the exchange took lots off an iceberg, which does not tell what it shows now. */
  isUnclear: boolean
  hasEnded: boolean
  /** Whether anything was heard of it since it may act. */
  isStarted: boolean
  /** Filled in part or triggered: from here on its rivals are out. */
  isDecided: boolean
  group: ShadowGroup | undefined
}

export type ShadowGroup = {
  readonly kind: OrderGroup['kind']
  readonly members: ShadowOrder[]
}

export function shadowOf(live: ExchangeOrder): ShadowOrder {
  return {
    number: live.number,
    account: live.account,
    instrument: live.request.instrument,
    isBuy: live.request.side === 'buy',
    live,
    filled: 0,
    lots: live.lots,
    price: live.price,
    shown: 0,
    restStep: -1,
    isUnclear: false,
    hasEnded: false,
    isStarted: false,
    isDecided: false,
    group: undefined,
  }
}

/** The others of its group that must end when it goes on. */
export function rivalsOf({ group, number }: ShadowOrder): readonly ShadowOrder[] {
  if (group === undefined || group.kind === 'oto') return []
  const legs = group.kind === 'oco' ? group.members : group.members.slice(1)
  if (!legs.some((leg) => leg.number === number)) return []
  return legs.filter((leg) => leg.number !== number)
}

/** The order it waits for. */
export function leaderOf({ group, number }: ShadowOrder): ShadowOrder | undefined {
  if (group === undefined || group.kind === 'oco') return undefined
  const leader = group.members[0]
  return leader?.number === number ? undefined : leader
}

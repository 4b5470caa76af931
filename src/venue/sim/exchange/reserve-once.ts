import type { ExchangeOrder } from './exchange-order.ts'
import type { Hold, Holds } from './holds.ts'
import type { Refusal } from './refusal.ts'

/** What it takes to set money aside for an order. */
type Reserving = {
  readonly parts: { readonly holds: Holds }
  reserveAlone(order: ExchangeOrder): Refusal | undefined
}

/**
 * Sets money aside for two orders of which only one can be filled: the dearer one's, or both
 * where they are not of one currency. Declined, it leaves what was set aside as it was.
 */
export function reserveOnce(
  flow: Reserving,
  one: ExchangeOrder,
  other: ExchangeOrder,
): Refusal | undefined {
  const { holds } = flow.parts
  const before = [one, other].map(({ number }) => [number, holds.get(number)] as const)
  for (const [number] of before) holds.drop(number)
  const why = reserveDearer(flow, one, other)
  if (why !== undefined) for (const [number, hold] of before) restore(holds, number, hold)
  return why
}

function reserveDearer(
  flow: Reserving,
  one: ExchangeOrder,
  other: ExchangeOrder,
): Refusal | undefined {
  const { holds } = flow.parts
  const whyOne = flow.reserveAlone(one)
  if (whyOne !== undefined) return whyOne
  const first = holds.get(one.number)
  holds.drop(one.number)
  const whyOther = flow.reserveAlone(other)
  if (whyOther !== undefined) return whyOther
  const second = holds.get(other.number)
  if (first === undefined || second === undefined) return undefined
  if (first.currency !== second.currency) return flow.reserveAlone(one)
  if (first.amount <= second.amount) return undefined
  holds.drop(other.number)
  return flow.reserveAlone(one)
}

function restore(holds: Holds, number: number, hold: Hold | undefined): void {
  if (hold === undefined) holds.drop(number)
  else holds.set(number, hold)
}

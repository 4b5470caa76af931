/**
 * The most lots that `cash` pays for with their worst cost, when what is being bought already has
 * been paid. As `check-order` reckons it, to the last bit: what it allows passes there. Minor
 * units.
 *
 * @param buying - Value of all buys in flight. @param costBuffer - Worst cost, a share of value.
 * @returns 0 where something of it is not known.
 */
export function affordableLots(
  lotValue: number,
  cash: number,
  buying: number,
  costBuffer: number,
): number {
  const most = Math.floor((cash / (1 + costBuffer) - buying) / lotValue)
  const isPaid = (buying + most * lotValue) * (1 + costBuffer) <= cash
  const lots = isPaid ? most : most - 1
  return lots > 0 ? lots : 0
}

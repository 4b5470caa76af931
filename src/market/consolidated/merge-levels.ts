/** One venue's quantity at one price, on the grid all venues share. */
export type ConsolidatedLevel = {
  readonly ticks: number
  readonly lots: number
  /** The venue's place in the list of sources. */
  readonly source: number
  /** Since the venue's book was last heard. Unit: us. */
  readonly ageUs: number
}

/** Bids and asks, best first; of one price in the order of the sources. */
export type Ladders = {
  readonly bids: readonly ConsolidatedLevel[]
  readonly asks: readonly ConsolidatedLevel[]
}

/** What could be bought at one venue and sold at another, or a sign that one of the two is old. */
export type Crossing = {
  readonly bid: ConsolidatedLevel
  readonly ask: ConsolidatedLevel
  /** Of the levels shown, what is bid at or above what is asked for. */
  readonly lots: number
}

/** Merges ladders that are sorted already. @param depth - Levels of the result at most. */
export function mergeLevels(
  ladders: readonly (readonly ConsolidatedLevel[])[],
  isBid: boolean,
  depth: number,
): readonly ConsolidatedLevel[] {
  const heads = ladders.map(() => 0)
  const merged: ConsolidatedLevel[] = []
  while (merged.length < depth) {
    let best: ConsolidatedLevel | undefined
    let from = -1
    for (const [i, ladder] of ladders.entries()) {
      const level = ladder[heads[i] ?? 0]
      if (level === undefined) continue
      // Strictly better: of equals the first source stays.
      if (best !== undefined && !(isBid ? level.ticks > best.ticks : level.ticks < best.ticks))
        continue
      best = level
      from = i
    }
    if (best === undefined) return merged
    merged.push(best)
    heads[from] = (heads[from] ?? 0) + 1
  }
  return merged
}

/** Whether somebody bids as much as another asks for, or more; `undefined` when nobody does. */
export function crossingOf({ bids, asks }: Ladders): Crossing | undefined {
  const [bid] = bids
  const [ask] = asks
  if (bid === undefined || ask === undefined || bid.ticks < ask.ticks) return undefined
  let lots = 0
  let [bidAt, askAt] = [0, 0]
  let [bidLeft, askLeft] = [bid.lots, ask.lots]
  for (;;) {
    const [buyer, seller] = [bids[bidAt], asks[askAt]]
    if (buyer === undefined || seller === undefined || buyer.ticks < seller.ticks) break
    const met = Math.min(bidLeft, askLeft)
    lots += met
    bidLeft -= met
    askLeft -= met
    if (bidLeft === 0) bidLeft = bids[++bidAt]?.lots ?? 0
    if (askLeft === 0) askLeft = asks[++askAt]?.lots ?? 0
  }
  return { bid, ask, lots }
}

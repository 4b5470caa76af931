import type { SwarmView } from '../../../src/app/swarm-view.ts'

/**
 * The newer view, with those rows of the older one that say the same: of hundreds of agents only
 * those are drawn again of whom something is another.
 */
export function mergeSwarm(
  known: SwarmView | undefined,
  fresh: SwarmView | undefined,
): SwarmView | undefined {
  if (known === undefined || fresh === undefined) return fresh ?? known
  return {
    ...fresh,
    agents: keepSame(known.agents, fresh.agents),
    instruments: keepSame(known.instruments, fresh.instruments),
    streams: keepSame(known.streams, fresh.streams),
    alike: keepSame(known.alike, fresh.alike),
  }
}

/** Rows keep their places between views; the list itself is kept when all of them are the same. */
function keepSame<Row>(known: readonly Row[], fresh: readonly Row[]): readonly Row[] {
  const rows = fresh.map((row, i) => {
    const before = known[i]
    return before !== undefined && JSON.stringify(before) === JSON.stringify(row) ? before : row
  })
  return rows.length === known.length && rows.every((row, i) => row === known[i]) ? known : rows
}

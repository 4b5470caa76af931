import type { SwarmUpdate, SwarmView } from '../../../src/app/swarm-view.ts'

const nothing: SwarmView = {
  ...{ agents: [], instruments: [], streams: [], roster: [], alike: [], dissent: 0 },
}

/**
 * The swarm after an update. What did not change keeps its identity: of hundreds of agents only
 * those are drawn again of whom something is another.
 */
export function mergeSwarm(
  known: SwarmView | undefined,
  update: SwarmUpdate | undefined,
): SwarmView | undefined {
  if (update === undefined) return known
  const { agents, instruments, ...parts } = update
  const before = known ?? nothing
  return {
    ...before,
    ...changesOf(before, parts),
    agents: mergeRows(before.agents, agents ?? [], ({ agent }) => agent),
    instruments: mergeRows(before.instruments, instruments ?? [], ({ instrument }) => instrument),
  }
}

/** Rows in their order, each with what is new of it; a name that was not known comes last. */
function mergeRows<Row extends object>(
  known: readonly Row[],
  told: readonly Partial<Row>[],
  nameOf: (row: Partial<Row>) => string | undefined,
): readonly Row[] {
  if (told.length === 0) return known
  const news = new Map(told.map((row) => [nameOf(row), row]))
  const rows = known.map((row) => {
    const name = nameOf(row)
    const changed = news.get(name)
    news.delete(name)
    const kept = changed === undefined ? {} : changesOf(row, changed)
    return Object.keys(kept).length === 0 ? row : { ...row, ...kept }
  })
  // Of whom nothing was known all is told.
  const added = [...news.values()] as Row[]
  return added.length === 0 && rows.every((row, i) => row === known[i])
    ? known
    : [...rows, ...added]
}

/** Those of `told` that are not what is known. */
function changesOf<Row extends object>(known: Row, told: Partial<Row>): Partial<Row> {
  const before = known as Readonly<Record<string, unknown>>
  const changed = Object.entries(told).filter(
    ([key, value]) => JSON.stringify(before[key]) !== JSON.stringify(value),
  )
  return Object.fromEntries(changed) as Partial<Row>
}

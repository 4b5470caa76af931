import type { DecisionRow, DeskFeed, DeskSnapshot, DeskUpdate } from '../desk-view.ts'
import type { AgentRow, SwarmInstrument, SwarmUpdate, SwarmView } from '../swarm-view.ts'

/** Keeps what a page would show of a desk, as it is told of it: nothing is asked of the desk. */
export class SeenDesk {
  readonly #stop: () => void
  readonly header: DeskSnapshot['desk']
  status: DeskSnapshot['status']
  positions: DeskSnapshot['positions']
  orders: DeskSnapshot['orders']
  risk: DeskSnapshot['risk']
  swarm: SwarmView | undefined
  /** The newest of each instrument. */
  readonly decisions: Map<string, DecisionRow> = new Map()

  constructor(feed: DeskFeed) {
    const { desk, status, positions, orders, risk, swarm, decisions } = feed.snapshot()
    this.header = desk
    this.status = status
    this.positions = positions
    this.orders = orders
    this.risk = risk
    this.swarm = swarm
    this.#decided(decisions)
    this.#stop = feed.subscribe((update) => this.#take(update))
  }

  stop(): void {
    this.#stop()
  }

  #take({ status, positions, orders, risk, swarm, decisions }: DeskUpdate): void {
    this.status = status ?? this.status
    this.positions = positions ?? this.positions
    this.orders = orders ?? this.orders
    this.risk = risk ?? this.risk
    if (swarm !== undefined) this.swarm = merged(this.swarm, swarm)
    this.#decided(decisions ?? [])
  }

  /** @param rows - Newest first. */
  #decided(rows: readonly DecisionRow[]): void {
    for (const row of rows.toReversed()) {
      const known = this.decisions.get(row.instrument)
      if (known === undefined || known.t <= row.t) this.decisions.set(row.instrument, row)
    }
  }
}

const nothing: SwarmView = {
  agents: [],
  instruments: [],
  streams: [],
  roster: [],
  alike: [],
  dissent: 0,
}

function merged(was: SwarmView = nothing, update: SwarmUpdate): SwarmView {
  const { agents = [], instruments = [], ...rest } = update
  return {
    ...was,
    ...rest,
    agents: mergedRows(was.agents, agents, ({ agent }) => agent) as AgentRow[],
    instruments: mergedRows(
      was.instruments,
      instruments,
      ({ instrument }) => instrument,
    ) as SwarmInstrument[],
  }
}

/** A name that is new is told whole; of the others, those parts that are others. */
function mergedRows<T extends object>(
  was: readonly T[],
  update: readonly T[],
  nameOf: (row: T) => string,
): readonly T[] {
  const rows = new Map(was.map((row) => [nameOf(row), row]))
  for (const row of update) rows.set(nameOf(row), { ...rows.get(nameOf(row)), ...row })
  return [...rows.values()]
}

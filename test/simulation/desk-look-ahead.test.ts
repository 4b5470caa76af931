import { describe, expect, it } from 'vitest'
import { type Agent, agentByName } from '../../src/agents/index.ts'
import { defined, Random } from '../../src/base/index.ts'
import { BarColumns, type DeskEvent } from '../../src/domain/index.ts'
import { Desk, nobody, runMarket } from '../../src/engine/index.ts'
import { ByteWriter, encodeEvent, MemoryJournal } from '../../src/journal/index.ts'
import { generateMarket } from '../../src/market/index.ts'
import { wideLimits } from '../../src/risk/index.ts'
import { defaultCosts } from '../../src/venue/index.ts'

const rows = 6_000
const market = generateMarket({ seed: 3, rows }).slice(0, 2)

function seated(name: string, parameters: Record<string, number>): Agent {
  const made = agentByName(name)?.seat(parameters)
  return defined(made?.ok === true ? made.value : undefined, name)
}

const agents = [
  seated('trend', { minutes: 1, hurdle: 0 }),
  seated('trend', {}),
  seated('hold', {}),
  seated('random', { short: 0.5, exposure: 0.3 }),
]

/** Everything the desk decided up to and including `until`, in the journal's own bytes. */
function decided(agent: Agent, columns: readonly BarColumns[], until: number): Uint8Array {
  const setup = {
    seed: 1,
    instruments: market.map((of) => of.instrument),
    intervalsUs: market.map((of) => of.intervalUs),
    agents: [agent],
    quorum: 1,
    limits: { ...wideLimits, isLongOnly: false },
    costs: defaultCosts,
    cash: 10_000_000_000_000n,
    rebalanceMin: 0.05,
  }
  const journal = new MemoryJournal()
  runMarket(new Desk(setup, columns, journal, nobody), columns, 0)
  const bytes = new ByteWriter(1 << 16)
  for (const { event } of journal.entries()) if (timeOf(event) <= until) encodeEvent(event, bytes)
  return bytes.written()
}

function timeOf(event: DeskEvent): number {
  if (event.kind === 'submit') return event.order.ts
  return 'tsEvent' in event ? event.tsEvent : event.ts
}

/** The same bars up to row `cut`; after it bars of another world, or none. */
function withOtherFuture(cut: number, isTruncated: boolean): BarColumns[] {
  const random = Random.fromSeed(cut)
  return market.map(({ bars }) => {
    const other = new BarColumns(rows)
    for (let row = 0; row < (isTruncated ? cut + 1 : rows); row += 1) {
      const at = (column: Float64Array): number => column[row] as number
      const scale = row <= cut ? 1 : 0.5 + random.next()
      const moved = (column: Float64Array): number => Math.max(1, Math.round(at(column) * scale))
      const { open, high, low, close, volume } = bars
      other.push(at(bars.ts), moved(open), moved(high), moved(low), moved(close), moved(volume))
    }
    return other
  })
}

describe('no decision knows what comes after it', () => {
  it.each(agents.map((agent) => [agent.id, agent] as const))('%s', (_id, agent) => {
    const columns = market.map((of) => of.bars)
    for (const cut of [1_000, 2_047, 2_048, 3_333, 5_990]) {
      const until = columns[0]?.ts[cut] as number
      const known = decided(agent, columns, until)
      expect(known.length).toBeGreaterThan(0)
      for (const isTruncated of [true, false]) {
        const other = decided(agent, withOtherFuture(cut, isTruncated), until)
        expect(Buffer.compare(known, other)).toBe(0)
      }
    }
  })
})

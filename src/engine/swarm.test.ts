import { beforeAll, describe, expect, it } from 'vitest'
import { type Agent, agentByName, LearnerMind, type PatternRecord } from '../agents/index.ts'
import { defined } from '../base/index.ts'
import { type BarColumns, type ControlEvent, hourUs, type TeamMoved } from '../domain/index.ts'
import { MemoryJournal } from '../journal/index.ts'
import { generateMarket, type LoadedBars } from '../market/index.ts'
import { wideLimits } from '../risk/index.ts'
import { defaultCosts } from '../venue/index.ts'
import { Desk } from './desk.ts'
import type { DeskSetup } from './desk-setup.ts'
import { nobody } from './observer.ts'
import { runMarket } from './run-market.ts'
import { swarmDefaults } from './swarm-rules.ts'

const rows = 1_500
const half = 700
const capacity = 3

function seated(name: string): Agent {
  const agent = defined(agentByName(name), name).seat({})
  return defined(agent.ok ? agent.value : undefined, name)
}

const agents = ['trend', 'momentum', 'hold'].map(seated)

function setupOf(market: readonly LoadedBars[]): DeskSetup {
  return {
    seed: 4,
    instruments: market.map(({ instrument }) => instrument),
    intervalsUs: market.map(({ intervalUs }) => intervalUs),
    agents,
    quorum: 1,
    swarm: { ...swarmDefaults, capacity },
    limits: wideLimits,
    costs: defaultCosts,
    cash: 10_000_000_000_000n,
    rebalanceMin: 0.05,
  }
}

type Ran = {
  readonly desk: Desk
  readonly moved: readonly TeamMoved[]
  readonly decided: ReadonlyMap<number, number>
  readonly hash: string
}

/** @param from - Rows that a desk saw before, whose state is `state`. */
function run(market: readonly LoadedBars[], to: number): Ran {
  const journal = new MemoryJournal()
  const moved: TeamMoved[] = []
  const decided = new Map<number, number>()
  const onControl = (event: ControlEvent): void => {
    if (event.kind === 'team-moved') moved.push(event)
  }
  const observer = {
    ...nobody,
    onControl,
    onDecision: ({
      instrument,
      ts,
    }: {
      readonly instrument: number
      readonly ts: number
    }): void => {
      if (!decided.has(instrument)) decided.set(instrument, ts)
    },
  }
  const columns = market.map(({ bars }) => bars)
  const desk = new Desk(setupOf(market), columns, journal, observer)
  for (const bars of columns) bars.length = to
  runMarket(desk, columns, 0)
  return { desk, moved, decided, hash: journal.decisionHash() }
}

function market(): readonly LoadedBars[] {
  return generateMarket({ seed: 4, rows, intervalUs: hourUs })
}

describe('a desk with a swarm', () => {
  let whole: Ran

  beforeAll(() => {
    whole = run(market(), rows)
  })

  it('deploys teams from the start and on consensus, never more than there is room for', () => {
    const { moved, desk } = whole
    const active = new Set<number>()
    let most = 0
    for (const { instrument, isDeployed } of moved) {
      expect(active.has(instrument)).toBe(!isDeployed)
      if (isDeployed) active.add(instrument)
      else active.delete(instrument)
      most = Math.max(most, active.size)
    }
    expect(most).toBe(capacity)
    const by = new Set(moved.filter(({ isDeployed }) => isDeployed).map((event) => event.by))
    expect(by.size).toBeGreaterThan(1)
    expect(by.has('start')).toBe(true)
    const { swarm } = desk
    expect(swarm?.figures.active).toBe(active.size)
    for (let i = 0; i < desk.seats.length; i += 1) expect(swarm?.isActive(i)).toBe(active.has(i))
  })

  it('decides on nothing that has no team', () => {
    const { moved, decided } = whole
    for (const [instrument, ts] of decided) {
      const since = moved.find((event) => event.isDeployed && event.instrument === instrument)
      expect(since?.ts ?? Number.NaN).toBeLessThanOrEqual(ts)
    }
    expect(decided.size).toBeGreaterThan(0)
    expect(decided.size).toBeLessThanOrEqual(whole.desk.seats.length)
  })

  it('does the same every time, and after a restart', () => {
    expect(run(market(), rows).hash).toBe(whole.hash)
    const known = market()
    const first = run(known, half)
    const columns: readonly BarColumns[] = market().map(({ bars }) => bars)
    for (const bars of columns) bars.length = half
    const desk = new Desk(setupOf(known), columns, new MemoryJournal(), nobody)
    desk.load(JSON.parse(JSON.stringify(first.desk.save())))
    for (const bars of columns) bars.length = rows
    for (let row = half; row < rows; row += 1)
      for (const i of columns.keys()) desk.onBar(i, row, rows, 'live')
    expect(desk.save()).toEqual(whole.desk.save())
  })

  it('shares its watchers out, and every one of them once', () => {
    const { desk } = whole
    const all = desk.seats.map((_, i) => desk.swarm?.watchersOf(i) ?? 0)
    expect(all.reduce((sum, each) => sum + each, 0)).toBe(swarmDefaults.watchers)
    expect(Math.max(...all) - Math.min(...all)).toBeLessThanOrEqual(1)
  })
})

describe('learners of a team that is new', () => {
  const record: Omit<PatternRecord, 'instrumentId'> = {
    ...{ learner: 'pattern-learner 0', moat: 'market', kind: 'long', key: 2, traits: [], bins: [] },
    ...{ sizes: [], features: '', value: 0.01, deviation: 0.01, evidence: 60, probability: 0.99 },
    ...{ count: 60, claims: 0, claimValue: 0, age: 9, rested: 0, decay: 1, quality: 0.66 },
    verdict: 'archive',
  }

  /** Instruments of a desk that recall something; all archives hold one pattern from the start. */
  function recalling(recalls: true | undefined): { desk: Desk; which: readonly boolean[] } {
    const known = market()
    const { recalls: _, ...rest } = swarmDefaults
    const swarm = { ...rest, capacity, ...(recalls === undefined ? {} : { recalls }) }
    const columns = known.map(({ bars }) => bars)
    for (const bars of columns) bars.length = half
    const setup = { ...setupOf(known), swarm, agents: [seated('pattern-learner')] }
    const desk = new Desk(setup, columns, new MemoryJournal(), nobody)
    const minds = desk.seats.flatMap(({ views }) => views.map(({ mind }) => mind))
    const learners = minds.filter((mind) => mind instanceof LearnerMind)
    for (const [i, mind] of learners.entries()) {
      const { id: instrumentId } = defined(known[i], 'market').instrument
      mind.valued.put({ ...record, instrumentId })
    }
    runMarket(desk, columns, 0)
    return { desk, which: learners.map(({ recalled }) => !recalled.isEmpty) }
  }

  it('recall what archives hold, and on older desks nothing', () => {
    const { desk, which } = recalling(true)
    const deployed = desk.swarm?.figures.deployed ?? 0
    expect(deployed).toBeGreaterThan(0)
    // Those that were there from the start began before anything was archived.
    expect(which.filter((each) => each).length).toBeGreaterThan(0)
    expect(which.filter((each) => each).length).toBeLessThanOrEqual(deployed)
    expect(recalling(undefined).which).not.toContain(true)
  })
})

import { expect, it } from 'vitest'
import { toldInstrument, toldSetup, toldStart } from '../../test/simulation/told-desk.ts'
import { type Agent, agentByName } from '../agents/index.ts'
import { defined } from '../base/index.ts'
import { BarColumns, minuteUs } from '../domain/index.ts'
import { Desk, nobody } from '../engine/index.ts'
import { MemoryJournal } from '../journal/index.ts'
import { AgentMeter } from './agent-meter.ts'
import { SwarmTold } from './swarm-told.ts'

function seated(name: string): Agent {
  const agent = defined(agentByName(name), name).seat({})
  return defined(agent.ok ? agent.value : undefined, name)
}

type Shown = { desk: Desk; show: (row: number) => void }

function deskOf(votes: 'earned' | undefined, isKept = true): Shown {
  const bars = new BarColumns(64)
  const agents = ['hold', 'random'].map(seated)
  const setup = toldSetup(seated('hold'), {
    agents,
    votes,
    ...(isKept ? { yardsticks: true } : {}),
  })
  const desk = new Desk(setup, [bars], new MemoryJournal(), nobody)
  const show = (row: number): void => {
    bars.push(toldStart + (row + 1) * minuteUs, 50_000, 50_000, 50_000, 50_000, 9_000)
    desk.onBar(0, row, row + 1, 'live')
  }
  return { desk, show }
}

it('tells of every agent and instrument where votes are earned, and of nothing elsewhere', () => {
  const { desk, show } = deskOf('earned')
  show(0)
  const { swarm } = new SwarmTold({ instruments: [toldInstrument] }).all(desk)
  expect(swarm?.agents.map(({ agent, weight }) => [agent, weight])).toEqual([
    ['hold', 0.2],
    ['random', 0.2],
  ])
  expect(swarm?.instruments).toMatchObject([
    { instrument: toldInstrument.id, hasTeam: true, exposure: 0 },
  ])
  expect(JSON.stringify(swarm)).not.toContain('NaN')
  expect(new SwarmTold({ instruments: [toldInstrument] }).all(deskOf(undefined).desk)).toEqual({})
})

it('tells of holding and of random traders where that is kept, and counts who there is', () => {
  const { desk, show } = deskOf('earned')
  for (let row = 0; row < 3; row += 1) show(row)
  const { swarm } = new SwarmTold({ instruments: [toldInstrument] }).all(desk)
  expect(swarm?.yardsticks).toMatchObject({
    ...{ size: 0, traders: 19, place: null },
    holdAsMuch: { total: -0 },
  })
  const { costs } = desk.setup
  const perSide = costs.feeTakerPpm / 1_000_000 + costs.slippage
  expect(swarm?.yardsticks?.hold.total).toBeCloseTo(-perSide, 12)
  expect(swarm?.roster).toEqual([
    { kind: 'strategies', now: 2, capacity: 2 },
    { kind: 'risk', now: 1, capacity: 1 },
    { kind: 'trader', now: 1, capacity: 1 },
  ])
  const older = deskOf('earned', false)
  older.show(0)
  expect(
    new SwarmTold({ instruments: [toldInstrument] }).all(older.desk).swarm?.yardsticks,
  ).toBeUndefined()
})

it('tells again once bars have come, with one update in ten', () => {
  const { desk, show } = deskOf('earned')
  const told = new SwarmTold({ instruments: [toldInstrument] })
  const updates = (count: number): number =>
    Array.from({ length: count }, () => told.fresh(desk)).filter(({ swarm }) => swarm).length
  show(0)
  expect([updates(9), updates(1), updates(30)]).toEqual([0, 1, 0])
  show(1)
  expect([updates(5), updates(5), updates(10)]).toEqual([0, 1, 0])
})

it('tells of a row only what is another than every page knows', () => {
  const { desk, show } = deskOf('earned')
  const told = new SwarmTold({ instruments: [toldInstrument] })
  const next = (): ReturnType<SwarmTold['fresh']> =>
    Array.from({ length: 10 }, () => told.fresh(desk)).reduce((all, each) => ({ ...all, ...each }))
  show(0)
  const { swarm: first } = next()
  expect(Object.keys(first?.agents?.[0] ?? {})).toContain('curve')
  show(1)
  const { swarm: second } = next()
  expect(second?.agents?.flatMap((row) => Object.keys(row)) ?? []).not.toContain('curve')
  expect(JSON.stringify(second ?? {}).length).toBeLessThan(JSON.stringify(first).length / 2)
})

it('tells what agents cost with one in thirty of those updates', () => {
  const meter = new AgentMeter(() => 0, 0.05)
  const { desk, show } = deskOf('earned')
  const told = new SwarmTold({ instruments: [toldInstrument], meter })
  const withCosts: number[] = []
  for (let row = 0; row < 35; row += 1) {
    show(row)
    for (let update = 0; update < 10; update += 1) {
      // Every bar it has worked longer.
      meter.work(() => undefined)
      if (told.fresh(desk).swarm?.costs !== undefined) withCosts.push(row)
    }
  }
  expect(withCosts).toEqual([0])
  expect(told.all(desk).swarm?.costs?.agents.map(({ agent }) => agent)).toEqual(['hold', 'random'])
})

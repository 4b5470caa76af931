import { expect, it } from 'vitest'
import { type Agent, defineAgent, type Opinion } from '../agents/index.ts'
import { defined } from '../base/index.ts'
import { BarColumns, minuteUs } from '../domain/index.ts'
import { MemoryJournal } from '../journal/index.ts'
import { toldSetup, toldStart } from '../../test/simulation/told-desk.ts'
import { type AgentFault, faultText } from './agent-faults.ts'
import { Desk } from './desk.ts'
import { nobody } from './observer.ts'

function agentThat(name: string, opine: () => Opinion | undefined): Agent {
  const seated = defineAgent({
    name,
    summary: '',
    parameters: {},
    features: () => ({}),
    opine,
  }).seat({})
  return defined(seated.ok ? seated.value : undefined, name)
}

/** Runs some bars. @returns What the agents threw, and what was sent. */
function run(...agents: readonly Agent[]): { faults: AgentFault[]; desk: Desk } {
  const bars = new BarColumns(16)
  const faults: AgentFault[] = []
  const [first] = agents
  const setup = { ...toldSetup(defined(first, 'an agent')), agents }
  const observer = { ...nobody, onFault: (fault: AgentFault) => void faults.push(fault) }
  const desk = new Desk(setup, [bars], new MemoryJournal(), observer)
  for (let row = 0; row < 4; row += 1) {
    bars.push(toldStart + (row + 1) * minuteUs, 50_000, 50_005, 49_995, 50_000, 9_000_000_000)
    desk.onBar(0, row, row + 1, 'live')
  }
  return { faults, desk }
}

const long = agentThat('long', () => ({ exposure: 0.1, confidence: 0.9 }))

it('counts an agent that throws as silent, and goes on with the others', () => {
  const broken = agentThat('broken', () => {
    throw new Error('no such reading')
  })
  const { faults, desk } = run(broken, long)
  expect(faults).toHaveLength(4)
  expect(faults[0]).toMatchObject({ agent: 'broken', instrument: 0, reason: 'no such reading' })
  expect(desk.risk.lots[0]).toBeGreaterThan(0)
  const alone = run(long)
  expect(desk.ledger.save()).toEqual(alone.desk.ledger.save())
})

it('trades nothing where all of them throw', () => {
  const thrown: unknown = 'not even an error'
  const broken = agentThat('broken', () => {
    throw thrown
  })
  const { faults, desk } = run(broken)
  expect(faults).toHaveLength(4)
  expect(desk.risk.lots[0]).toBe(0)
})

it('tells of a fault in one sentence, however much was thrown', () => {
  const { faults } = run(
    agentThat('a', () => {
      throw new Error('x'.repeat(1_000))
    }),
  )
  expect(faultText(defined(faults[0], 'a fault'))).toBe(
    `agent a failed at the close of 2024-01-01 00:01 UTC (${'x'.repeat(200)})`,
  )
})

import { expect, it } from 'vitest'
import type { RunHeader } from '../../engine/index.ts'
import { swarmDefaults } from '../../engine/index.ts'
import { toldSetup } from '../../../test/simulation/told-desk.ts'
import { idleChampion } from './champion-idle.ts'
import { refuseChampionWith } from './refuse-champion.ts'

const seated = idleChampion.seat({})
if (!seated.ok) throw new Error(seated.error)
const { agents: _, ...setup } = toldSetup(seated.value)

function refusal(more: Partial<RunHeader['setup']>, seats = ['champion', 'trend']): string {
  const agents = seats.map((from) => ({ from, parameters: {} }))
  const source = { kind: 'file', label: 'a file', market: [] } as const
  try {
    refuseChampionWith({ desk: '0', agents, source, setup: { ...setup, ...more } })
    return ''
  } catch (error) {
    return error instanceof Error ? error.message : ''
  }
}

it('lets a champion sit beside others, and anything be where none sits', () => {
  expect(refusal({})).toBe('')
  expect(refusal({ votes: 'earned', recallWeight: 1 }, ['trend'])).toBe('')
})

it.each([
  [{ votes: 'earned' }, 'earned votes; set desk.votes to claimed'],
  [{ recallWeight: 0.5 }, 'a memory that agents go by; set memory.recallWeight to 0'],
  [{ swarm: { ...swarmDefaults } }, 'a swarm; set swarm.isOn to false'],
] as const)('declines a champion beside %o', (more, why) => {
  expect(refusal(more)).toBe(
    `The seat of the champion does not go with ${why}, or leave --agent champion out.`,
  )
})

it('declines two of them', () => {
  expect(refusal({}, ['champion', 'champion'])).toContain('name it once')
})

import { expect, it } from 'vitest'
import type { Json } from '../base/index.ts'
import { runNames, stepsToNumber } from './run-names.ts'

it('counts steps exactly', () => {
  for (const [count, step, number] of [
    [15, '0.01', 0.15],
    [3, '0.05', 0.15],
    [7, '25', 175],
    [-3, '0.1', -0.3],
    [0, '0.05', 0],
    [4, 'no number', 4],
  ] as const)
    expect([step, stepsToNumber(count, step)]).toEqual([step, number])
})

it('names by position what the header of a run does not name, or names otherwise', () => {
  const nothing = { instruments: [], agents: [] }
  for (const header of [null, 7, 'agents', true, [], {}, { agents: 7, instruments: 'x' }])
    expect(runNames(header)).toEqual(nothing)
  const unnamed = { id: 'instrument 0', tick: '1', lot: '1' }
  const wrong: readonly Json[] = [null, 7, 'x', {}, { id: 7, tick: 0.01, lot: [] }, { tick: 'x' }]
  for (const entry of wrong)
    expect(runNames({ instruments: [entry] }).instruments).toEqual([unnamed])
  const btc = { id: 'BTC-USD.SIM', tick: '0.05', lot: '10' }
  expect(runNames({ instruments: [btc, {}], agents: ['trend', 7, 'carry', null] })).toEqual({
    instruments: [btc, { ...unnamed, id: 'instrument 1' }],
    agents: ['trend', 'agent 1', 'carry', 'agent 3'],
  })
})

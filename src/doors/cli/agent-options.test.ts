import { expect, it } from 'vitest'
import { UserError } from '../../base/index.ts'
import { parametersOf, settingOf } from './agent-options.ts'

const mine = { from: 'own/rsi.ts', name: 'rsi-revert' }
const trend = { from: 'trend', name: 'trend' }

/** Parameters of each agent when `texts` are given with `--param`. */
function given(agents: readonly (typeof mine)[], ...texts: readonly string[]): unknown {
  return parametersOf(agents, { agent: agents.map(({ from }) => from), param: texts }, [])
}

it('gives a parameter to the agent that it names, by its own name or as it was asked for', () => {
  expect(given([mine, trend], 'rsi-revert.length=5', 'trend.fast=3')).toEqual([
    { length: '5' },
    { fast: '3' },
  ])
  expect(given([mine, trend], 'own/rsi.ts.hurdle=0.5')).toEqual([{ hurdle: '0.5' }, {}])
  expect(given([mine], 'length=5')).toEqual([{ length: '5' }])
})

it.each([
  [[trend], 'trned.fast=3', /^--param trned\.fast=3 is for trned, .* what runs is trend\.$/],
  [[mine, trend], 'rsi.length=5', /is for rsi, .* what runs is rsi-revert, trend\.$/],
  [[mine, trend], 'length=5', /say whose: --param rsi-revert\.length=5\.$/],
  [[mine], 'length', /must be like fast=12/],
])('declines what none of the agents takes: %j %s', (agents, text, sentence) => {
  expect(() => given(agents, text)).toThrow(UserError)
  expect(() => given(agents, text)).toThrow(sentence)
})

it('gives an agent that the settings name twice the parameters of each place', () => {
  const settings = [
    { name: 'trend', parameters: { fast: 4 } },
    { name: 'trend', parameters: { fast: 20 } },
  ]
  expect(parametersOf([trend, trend], {}, settings)).toEqual([{ fast: 4 }, { fast: 20 }])
  expect(settings.map(({ name }, i) => settingOf(name, i, settings))).toEqual(settings)
})

it('takes parameters of the settings only where the agents are those of the settings', () => {
  const settings = [{ name: 'trend', parameters: { fast: 4, slow: 9 } }]
  expect(parametersOf([trend], { param: ['fast=3'] }, settings)).toEqual([{ fast: '3', slow: 9 }])
  expect(parametersOf([trend], { agent: ['trend'] }, settings)).toEqual([{}])
})

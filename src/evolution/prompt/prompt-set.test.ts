import fc from 'fast-check'
import { expect, it } from 'vitest'
import { defined } from '../../base/index.ts'
import { fillLayer, type PromptSet, promptSet } from './prompt-set.ts'
import { promptHoles, promptLayers, shippedPrompts } from './shipped-prompts.ts'

function setOf(change: Partial<typeof shippedPrompts> = {}): PromptSet {
  const made = promptSet({ ...shippedPrompts, ...change })
  return defined(made.ok ? made.value : undefined, 'a set')
}

it('ships templates that ask for all there is, and preach no threshold', () => {
  const set = setOf()
  for (const layer of promptLayers)
    for (const hole of promptHoles[layer])
      expect(fillLayer(set, layer, { [hole]: 'HERE' })).toContain('HERE')
  expect(Object.values(shippedPrompts).join('')).not.toMatch(/\d+ ?%|sharpe/i)
})

it('names a set by what is in it', () => {
  expect(setOf().version).toMatch(/^[0-9a-f]{16}$/)
  expect(setOf().version).toBe(setOf().version)
  expect(setOf({ memory: 'other' }).version).not.toBe(setOf().version)
})

it('declines what nobody could fill', () => {
  const said = (system: string): string => {
    const made = promptSet({ ...shippedPrompts, system })
    return made.ok ? 'taken' : made.error
  }
  expect(said('{{keys}}')).toMatch(/asks for \{\{keys\}\}; it can have limits/)
  expect(said('{{mandate}}')).toMatch(/asks for/)
  expect(said('{{ limits }} and {{a b}}')).toMatch(/brace pair/)
  expect(said(' ')).toMatch(/empty/)
  expect(said('x'.repeat(40_000))).toMatch(/32768/)
  expect(said('only words')).toBe('taken')
})

it('puts in what it is given as it stands: no value opens a hole or is replaced again', () => {
  const set = setOf({ system: '{{limits}}|{{fees}}' })
  expect(fillLayer(set, 'system', { limits: '{{fees}}', fees: '$& $1 {{limits}}' })).toBe(
    '{{fees}}|$& $1 {{limits}}',
  )
  expect(fillLayer(set, 'system', { limits: '' })).toBe('nothing yet|nothing yet')
  fc.assert(
    fc.property(fc.string(), fc.string(), (limits, fees) => {
      const filled = fillLayer(set, 'system', { limits, fees })
      expect(filled).toBe(`${limits || 'nothing yet'}|${fees || 'nothing yet'}`)
    }),
  )
})

import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { agentsDocument, toldOf } from '../../tools/agents-page/agents-document.ts'
import { trackedFiles } from '../../tools/tracked-files.ts'

it('documents every agent as it is (npm run agents-page)', () => {
  expect(readFileSync('docs/agents.md', 'utf8')).toBe(agentsDocument(trackedFiles()))
})

it('reads what the docstring over an agent assumes, and its source', () => {
  const text = `/** Something else. */
const parameters = {}

/**
 * Buys.
 *
 * Assumed: that what rises
 * goes on.
 *
 * @see Somebody 1999;
 *   and another.
 */
export const one: AgentKind = defineAgent({`
  expect(toldOf(text)).toEqual({
    assumes: 'What rises goes on.',
    source: 'Somebody 1999; and another.',
  })
  expect(toldOf('/** Buys. */\nexport const one = 1')).toEqual({ assumes: '', source: '' })
})

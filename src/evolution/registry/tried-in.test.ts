import { generateKeyPairSync } from 'node:crypto'
import { expect, test } from 'vitest'
import { SimulatedDisk } from '../../kernel/index.ts'
import { printRecipe } from '../recipe/print-recipe.ts'
import { firstRecipe } from '../recipe/recipe.ts'
import { renamedStrategy } from '../recipe/renamed-strategy.ts'
import { StrategyRegistry } from './strategy-registry.ts'
import { triedIn } from './tried-in.ts'

test('breeding learns from recipes that were run, and not from files by hand', () => {
  const registry = StrategyRegistry.open(new SimulatedDisk(), 's', generateKeyPairSync('ed25519'))
  const rest = { parents: [], author: 'ada', cycle: 0, ts: 1, note: '' }
  const source = printRecipe(firstRecipe)
  const id = registry.add({ module: 'strategy', source, ...rest })
  const own = renamedStrategy(source, 'mine')
  expect(own).toContain("name: 'mine'")
  expect(own).not.toContain('// recipe')
  registry.add({ module: 'strategy', source: own, ...rest })
  registry.add({ module: 'market', source, ...rest })
  expect(triedIn(registry).tried).toEqual([{ recipe: firstRecipe, loss: Number.NaN }])
  expect(triedIn(registry).idOf(firstRecipe)).toBe(id)
  expect(triedIn(registry).idOf({ ...firstRecipe, holdBars: 9 })).toBeUndefined()
  const by = { id, ts: 2, cycle: 1, actor: 'ada', reason: 'run' }
  registry.move({ ...by, to: 'reviewed', evidence: { loss: 3 } })
  registry.move({ ...by, to: 'declined', evidence: { loss: -1.5, trades: 12 } })
  expect(triedIn(registry).tried).toEqual([{ recipe: firstRecipe, loss: -1.5 }])
})

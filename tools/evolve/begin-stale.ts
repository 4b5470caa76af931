import { changeStrategies } from '../../src/app/index.ts'
import { printRecipe, type Recipe } from '../../src/evolution/index.ts'
import { staleRecipe } from './stale-recipe.ts'

/**
 * A desk that begins with the stale strategy as its control.
 *
 * @param author - On record.
 * @param stale - That of most markets when left out.
 */
export function beginStale(desk: string, author: string, stale: Recipe = staleRecipe): void {
  changeStrategies(desk, (registry) => {
    const id = registry.add({
      ...{
        module: 'strategy',
        source: printRecipe(stale),
        parents: [],
        author,
      },
      ...{ cycle: 0, ts: 0, note: 'right once' },
    })
    registry.freeze(id, { ts: 0, actor: author, reason: 'the control' })
  })
}

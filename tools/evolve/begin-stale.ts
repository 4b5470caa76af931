import { changeStrategies } from '../../src/app/index.ts'
import { printRecipe } from '../../src/evolution/index.ts'
import { staleRecipe } from './stale-recipe.ts'

/** A desk that begins with the stale strategy as its control. @param author - On record. */
export function beginStale(desk: string, author: string): void {
  changeStrategies(desk, (registry) => {
    const id = registry.add({
      ...{ module: 'strategy', source: printRecipe(staleRecipe), parents: [], author },
      ...{ cycle: 0, ts: 0, note: 'right once' },
    })
    registry.freeze(id, { ts: 0, actor: author, reason: 'the control' })
  })
}

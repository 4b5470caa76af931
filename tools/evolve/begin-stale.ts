import { changeStrategies } from '../../src/app/index.ts'
import { printRecipe } from '../../src/evolution/index.ts'
import { staleRecipe } from './stale-recipe.ts'

/**
 * A desk that begins with the stale strategy as its control.
 *
 * @param author - On record.
 * @param minutes - Length of the bars it reads: days when left out.
 */
export function beginStale(desk: string, author: string, minutes: number = 1_440): void {
  changeStrategies(desk, (registry) => {
    const id = registry.add({
      ...{
        module: 'strategy',
        source: printRecipe({ ...staleRecipe, minutes }),
        parents: [],
        author,
      },
      ...{ cycle: 0, ts: 0, note: 'right once' },
    })
    registry.freeze(id, { ts: 0, actor: author, reason: 'the control' })
  })
}

import { firstRecipe, type Recipe } from '../../src/evolution/index.ts'

const flow = {
  kind: 'reading',
  feature: 'chaikinMoneyFlow',
  parameters: [10],
  line: 'flow',
} as const

/** Reads where bars close by a level that is not right any more: see `driftingMarket`. */
export const staleRecipe: Recipe = staleAt(-0.3)

/** @param level - From -0.6, where nothing is told apart any more, to 0.6. */
export function staleAt(level: number): Recipe {
  return {
    ...firstRecipe,
    minutes: 1_440,
    side: 'long',
    entry: [{ kind: 'level', of: flow, is: 'above', level }],
    exit: [{ kind: 'level', of: flow, is: 'below', level }],
    ...{ stopAtr: 0, targetAtr: 0, holdBars: 0, size: 0.2 },
  }
}

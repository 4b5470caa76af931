import { firstRecipe, type Recipe } from '../../src/evolution/index.ts'

const flow = {
  kind: 'reading',
  feature: 'chaikinMoneyFlow',
  parameters: [10],
  line: 'flow',
} as const

/** Reads where bars close by a level that is not right any more: see `driftingMarket`. */
export const staleRecipe: Recipe = {
  ...firstRecipe,
  minutes: 1_440,
  side: 'long',
  entry: [{ kind: 'level', of: flow, is: 'above', level: -0.3 }],
  exit: [{ kind: 'level', of: flow, is: 'below', level: -0.3 }],
  ...{ stopAtr: 0, targetAtr: 0, holdBars: 0, size: 0.2 },
}

import { type BoxPlan, planForBox } from '../../../src/app/index.ts'
import { micros } from '../../../src/domain/index.ts'
import { generateMarket } from '../../../src/market/index.ts'
import { wideLimits } from '../../../src/risk/index.ts'
import { defaultCosts } from '../../../src/venue/index.ts'

/** Two thousand bars of one instrument, for whatever runs in a box. */
export const boxPlan: BoxPlan = planForBox({
  setup: {
    ...{ seed: 11, quorum: 1, limits: wideLimits, costs: defaultCosts },
    ...{ cash: 10_000_000_000_000n, rebalanceMin: 0.05 },
  },
  stretches: [
    { market: generateMarket({ seed: 5, rows: 2_000 }).slice(0, 1), warmUntil: micros(0) },
  ],
})

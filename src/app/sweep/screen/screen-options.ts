import type { AgentKind } from '../../../agents/index.ts'
import type { TrialLedger } from '../../../engine/index.ts'
import type { LoadedBars } from '../../../market/index.ts'
import { screenLimits, type ScreenTerms } from '../../../research/index.ts'
import type { SweepDefinition } from '../sweep-definition.ts'

export type ScreenOptions = {
  readonly definition: SweepDefinition
  readonly kind: AgentKind
  readonly market: readonly LoadedBars[]
  readonly trials: TrialLedger
  readonly threads: number
  /** How many of the best are left for the engine. */
  readonly finalists: number
  readonly onProgress?: ((variants: number) => void) | undefined
}

/** The settings of a sweep as far as a screen goes by them. */
export function screenSetup({ setup }: SweepDefinition): SweepDefinition['setup'] {
  const { seed, quorum, costs, cash, rebalanceMin, limits } = setup
  const own = { ...screenLimits, costBuffer: limits.costBuffer }
  return { seed, quorum, costs, cash, rebalanceMin, limits: own }
}

/** The same for a screen. */
export function screenTerms({ setup }: SweepDefinition): ScreenTerms {
  const { costs, cash, limits } = setup
  return { costs, cash: Number(cash), costBuffer: limits.costBuffer }
}

import type { TokenBook } from '../../app/index.ts'
import type { Clock } from '../../kernel/index.ts'
import type { ActBudget } from './act-budget.ts'
import type { Capability } from './act-tools.ts'

/** What a server of MCP lets models do, and who may. */
export type ActOptions = {
  readonly allowed: readonly Capability[]
  readonly budget: ActBudget
  readonly tokens: TokenBook
  readonly clock: Clock
}

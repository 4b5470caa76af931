import type { Desk } from '../../src/engine/index.ts'
import type { FaultPlan, SimulatedExchange } from '../../src/venue/sim/index.ts'
import type { KillSites } from './kill-sites.ts'

/** What a run came to. */
export type GatewayRun = {
  readonly hash: string
  readonly orders: number
  readonly fills: number
  readonly restarts: number
  readonly unresolved: number
  readonly isMeddled: boolean
}

/** How a run may differ from what its seed draws. */
export type GatewayOptions = {
  /** What goes wrong; drawn from the seed when left out. */
  readonly plan?: FaultPlan
  readonly watch?: Watch
  /** One agent, to whose desk nobody comes. */
  readonly isAlone?: boolean
  /** Where power is cut besides. */
  readonly sites?: KillSites
}

/** Looks at a desk that is up and at its exchange, many times a second. */
export type Watch = (desk: Desk, exchange: SimulatedExchange) => void

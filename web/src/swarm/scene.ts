import type { DecisionRow } from '../../../src/app/desk-view.ts'
import type { SwarmInstrument } from '../../../src/app/swarm-view.ts'
import type { Trail } from './trail.ts'

/** One decision as it is watched: `row` as of now, `decision` as it was made. */
export type Scene = {
  readonly row: SwarmInstrument
  readonly decision: DecisionRow | undefined
  readonly isLatest: boolean
  readonly trail: Trail | undefined
}

/** What a step is shown with. @param chooseAgent - Leads to an agent's own numbers. */
export type VoicePaneProps = {
  readonly scene: Scene
  readonly chooseAgent: (agent: string) => void
}

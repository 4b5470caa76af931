export {
  type Agent,
  type AgentDefinition,
  type AgentKind,
  type Crossing,
  defineAgent,
  isAgentKind,
  type AgentStream,
} from './agent.ts'
export { type CrossingDefinition, defineCrossing } from './crossing.ts'
export type { Expectation } from './expectation.ts'
// What the functions of this door speak of, made further left.
export type { Result } from '../base/index.ts'
export type { Moat } from '../domain/index.ts'
export type { ScenarioName } from '../market/index.ts'
export type { LegWish, LegWishes } from './legs.ts'
export type { Mind } from './mind.ts'
export { isSound, type Opinion, type Quotes } from './opinion.ts'
export { opinionFault } from './opinion-fault.ts'
export {
  type Parameter,
  type ParameterRange,
  type ParameterSchema,
  type ParameterValue,
  type ParameterValues,
  real,
  whole,
} from './parameters.ts'
export { BarPeer, type Peer } from './peer.ts'
export type { Recall, RecallQuestion, Recollection } from './recall.ts'
export { agentByName, roster } from './roster.ts'
export { BarView, type FeatureSpecs, type Readings, type View } from './view.ts'
export { type MoatColumn, moatColumns } from './moat.ts'
export * from './module/index.ts'
export * from './explorer/index.ts'
export * from './learner/index.ts'
export * from './miner/index.ts'
export * from './instigator/index.ts'
export * from './researcher/index.ts'

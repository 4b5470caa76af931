export {
  type Agent,
  type AgentDefinition,
  type AgentKind,
  type Crossing,
  defineAgent,
  isAgentKind,
} from './agent.ts'
export { type CrossingDefinition, defineCrossing } from './crossing.ts'
export type { Expectation } from './expectation.ts'
export { isSound, type Opinion, type Quotes } from './opinion.ts'
export {
  type Parameter,
  type ParameterSchema,
  type ParameterValue,
  type ParameterValues,
  parseParameters,
  real,
  whole,
} from './parameters.ts'
export { agentByName, roster } from './roster.ts'
export { BarView, type FeatureSpecs, type Readings, type View } from './view.ts'

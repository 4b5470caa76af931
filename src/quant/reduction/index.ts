export { absorptionRatio, absorptionShift } from './absorption.ts'
export { type CorrelationBreak, correlationBreak } from './correlation-break.ts'
export {
  type PrincipalComponents,
  principalComponents,
  projectOnto,
} from './principal-components.ts'

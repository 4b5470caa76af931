export { absorptionRatio, absorptionShift } from './absorption.ts'
export {
  type PrincipalComponents,
  principalComponents,
  projectOnto,
} from './principal-components.ts'

export { absorptionRatio, absorptionShift } from './absorption.ts'
export { type JennrichTest, jennrichTest } from './jennrich-test.ts'
export {
  type PrincipalComponents,
  principalComponents,
  projectOnto,
} from './principal-components.ts'

export { stressLimits } from './scenarios.ts'
export { type StressRow, stressTests } from './stress-tests.ts'

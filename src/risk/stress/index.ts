export { stressLimits, type StressLimits, type StressScenario } from './scenarios.ts'
export type { StressPortfolio, StressPosition } from './stress-portfolio.ts'
export { type StressRow, stressTests } from './stress-tests.ts'

export { kellyShare } from './kelly-share.ts'
export { MarketRisk } from './market-risk.ts'
export type { MarketRiskOptions } from './market-risk-options.ts'

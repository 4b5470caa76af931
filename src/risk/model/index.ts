export { type KellyBet, kellyShare } from './kelly-share.ts'
export { MarketRisk } from './market-risk.ts'
export { defaultMarketRisk, type MarketRiskOptions } from './market-risk-options.ts'

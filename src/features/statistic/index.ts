export { dominantCycle } from './dominant-cycle.ts'
export { percentRank } from './percent-rank.ts'
export { returnStatistics } from './return-statistics.ts'
export { rollingDrawdown } from './rolling-drawdown.ts'

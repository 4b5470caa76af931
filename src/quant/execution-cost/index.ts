export {
  executionFrontier,
  type Liquidation,
  liquidationCost,
  type LiquidationPlan,
  optimalLiquidation,
} from './almgren-chriss.ts'
export { type KyleEquilibrium, kyleAuction } from './kyle.ts'
export {
  type AvellanedaStoikovQuotes,
  asymptoticQuotes,
  avellanedaStoikov,
  type BoundedQuoting,
  boundedQuotes,
  type QuoteDistances,
  type QuotingModel,
} from './market-making.ts'
export { squareRootImpact } from './square-root-impact.ts'

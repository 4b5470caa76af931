export { BarExchange } from './bar-exchange.ts'
export { type Costs, defaultCosts } from './costs.ts'

export { BarExchange, type Costs, defaultCosts } from './sim/index.ts'

export {
  BarExchange,
  BookExchange,
  type Costs,
  type DeskExchange,
  defaultCosts,
  type FillReading,
  fillReadings,
} from './sim/index.ts'
export {
  answered,
  type CcxtClient,
  type CcxtClientOptions,
  type CcxtMarketOptions,
  type HistoryPagesOptions,
  historyPages,
  openCcxtClient,
  openCcxtMarket,
  probeVenue,
  reachVenue,
} from './ccxt/index.ts'

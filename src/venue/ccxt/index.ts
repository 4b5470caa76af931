export { type CcxtClient, type CcxtClientOptions, openCcxtClient } from './ccxt-client.ts'
export { answered, type HistoryPagesOptions, historyPages } from './ccxt-history.ts'
export {
  type CcxtMarketOptions,
  openCcxtMarket,
  probeVenue,
  reachVenue,
} from './open-ccxt-market.ts'

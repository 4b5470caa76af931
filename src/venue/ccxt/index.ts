export { isOtherServer, testNetwork } from './test-network.ts'
export {
  type CcxtAccount,
  type CcxtAccountOptions,
  openCcxtAccount,
  type VenueKeys,
} from './ccxt-account.ts'
export { type CcxtClient, type CcxtClientOptions, openCcxtClient } from './ccxt-client.ts'
export { ccxtFeed } from './ccxt-feed.ts'
export { waitAfter } from './backoff.ts'
export { openTickFeed, type TickFeed } from './ccxt-tick-feed.ts'
export { type TickExchange, TickStream } from './tick-stream.ts'
export { answered, type HistoryPagesOptions, historyPages } from './ccxt-history.ts'
export {
  type CcxtMarketOptions,
  openCcxtMarket,
  probeVenue,
  reachVenue,
} from './open-ccxt-market.ts'
export { accountNow } from './account-now.ts'
export { CcxtLink, type LinkEar, type LinkSetup } from './ccxt-link.ts'
export { type FeeLevel, publishedFees } from './published-fees.ts'
export {
  allVenueCapabilities,
  type VenueCapabilities,
  venueCapabilities,
} from './venue-capabilities.ts'
export { requestLifeOf, restingAt } from './venue-traits.ts'

/**
 * The simulated exchange as a library: an exchange with accounts, money, rules and a price-time
 * book, driven by whatever market data there is.
 */
export { BarExchange } from './bar-exchange.ts'
export { BookExchange, type BookExchangeSetup } from './book-exchange.ts'
export {
  type Costs,
  defaultCosts,
  type FillReading,
  fillReadings,
  type ReadCosts,
  readCosts,
} from './costs.ts'
export type { DeskExchange } from './desk-exchange.ts'
export type {
  Balance,
  BookLevel,
  Exchange,
  FeeTier,
  OrderRef,
  PerpetualPosition,
} from './exchange/exchange.ts'
export type {
  AccountEvent,
  ExchangeEvent,
  ExchangeSink,
  MarketEvent,
} from './exchange/exchange-event.ts'
export {
  type AccountFill,
  type EndReason,
  type ExchangeOrder,
  type ExchangeOrderStatus,
  hasEnded,
} from './exchange/exchange-order.ts'
export type { AccountTerms, ExchangeSetup } from './exchange/exchange-setup.ts'
export { type FeePaidIn, type Fees, FlatFees } from './exchange/fees.ts'
export { type Frictions, frictionless } from './exchange/frictions.ts'
export {
  type Listing,
  openRules,
  type PerpetualTerms,
  type TradingMode,
  type TradingRules,
} from './exchange/listing.ts'
export {
  type ExchangeOrderType,
  type OrderChange,
  type OrderGroup,
  type OrderRequest,
  plainRequest,
  type SelfTradePolicy,
  type TimeInForce,
  type Trail,
} from './exchange/order-request.ts'
export { FeesByInstrument } from './exchange/fees-by-instrument.ts'
export { type FeeStep, krakenFeeSteps, TieredFees } from './exchange/tiered-fees.ts'
export {
  type Fate,
  fateOf,
  type Refusal,
  type RefusalCode,
  refusalCodes,
} from './exchange/refusal.ts'
export { SimulatedExchange } from './exchange/simulated-exchange.ts'
export type { MarginTerms } from './exchange/spot-margin.ts'
export { BarDriver, type BarDriverOptions } from './feed/bar-driver.ts'
export { BookDriver, type BookDriverOptions } from './feed/book-driver.ts'
export { type Fidelity, fidelityText } from './feed/fidelity.ts'
export { type DepthShape, plainDepth } from './feed/generated-depth.ts'
export { GeneratedStream, type GeneratedStreamOptions } from './feed/generated-stream.ts'
export { type MarketFeed, playUntil } from './feed/market-feed.ts'
export type { MarketInput } from './feed/market-input.ts'
export { MergedFeed } from './feed/merged-feed.ts'
export {
  type OrderColumns,
  OrderDriver,
  type OrderDriverOptions,
  type OrderInput,
} from './feed/order-driver.ts'
export type { PrintColumns } from './feed/print-tape.ts'
export { type QuoteColumns, QuoteDriver, type QuoteDriverOptions } from './feed/quote-driver.ts'
export { TradeDriver, type TradeDriverOptions } from './feed/trade-driver.ts'
export type { Impact, MarketSize } from './friction/impact.ts'
export { MarketFrictions, type MarketFrictionsOptions } from './friction/market-frictions.ts'
export type { ClientCommand, CommandResult } from './latency/client-command.ts'
export {
  type LatentClient,
  LatentExchange,
  type LatentExchangeSetup,
  type TimedExchange,
} from './latency/latent-exchange.ts'
export {
  type LatencyLegs,
  type LatencySpec,
  openLegs,
  usualLatency,
} from './latency/latency-legs.ts'
export type { LatencyModel } from './latency/latency-model.ts'
export { MatchingBook } from './match/matching-book.ts'
export type { SelfTradeCode } from './match/self-trade-code.ts'
export { type MatchSink, stranger } from './match/match-sink.ts'
export { logQueue, powerQueue, type QueueModel, riskAverse } from './match/queue-model.ts'
export { type BucketTerms, TokenBucket } from './fault/token-bucket.ts'
export { tapeFeed, tapeFidelity } from './feed/tape-feed.ts'
export { drawFaultPlan } from './fault/draw-fault-plan.ts'
export type { EventMark } from './fault/event-marks.ts'
export type { ExchangeQuery, QueryResult, LookedUp } from './fault/exchange-query.ts'
export type { FaultableExchange } from './fault/fault-calendar.ts'
export { type FaultPlan, noFaults, parseFaultPlan, type ThrottleTerms } from './fault/fault-plan.ts'
export {
  type FaultyClient,
  FaultyExchange,
  type FaultyExchangeSetup,
} from './fault/faulty-exchange.ts'
export { ToldBook } from './fault/told-book.ts'
export { type VenueError, venueErrors } from '../wire/venue-error.ts'
export type { LevelQueue } from './exchange/level-queue.ts'
export type { QueuedOrder } from './match/book-side.ts'
// What the functions of this door speak of, made further left.
export type { Json, Result } from '../../base/index.ts'
export type { AccountSink, OrderEventSink } from '../../execution/index.ts'
export type { BarStream, DeltaTable, LevelRows, TickTape } from '../../market/index.ts'

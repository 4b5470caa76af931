/**
 * What became of a request that ended in an exception. `refused`: surely without effect.
 * `throttled`: without effect so far. `duplicate`: the name was known. `missing`: no such order.
 * `clock`: without effect, for our clock or nonce was off. `ambiguous`: nobody knows.
 */
export type ErrorFate = 'refused' | 'throttled' | 'duplicate' | 'missing' | 'clock' | 'ambiguous'

/**
 * Every class of exception of ccxt 4.5.84, by name. The most special class decides; what is not
 * here, and what is no exception of ccxt's at all, is ambiguous.
 */
export const errorFates: Readonly<Record<string, ErrorFate>> = {
  // The request never left, or the venue read it and wants nothing of it.
  AuthenticationError: 'refused',
  PermissionDenied: 'refused',
  AccountNotEnabled: 'refused',
  AccountSuspended: 'refused',
  ArgumentsRequired: 'refused',
  BadRequest: 'refused',
  BadSymbol: 'refused',
  OperationRejected: 'refused',
  NoChange: 'refused',
  MarginModeAlreadySet: 'refused',
  MarketClosed: 'refused',
  ManualInteractionNeeded: 'refused',
  RestrictedLocation: 'refused',
  InsufficientFunds: 'refused',
  InvalidAddress: 'refused',
  AddressPending: 'refused',
  InvalidOrder: 'refused',
  OrderImmediatelyFillable: 'refused',
  OrderNotFillable: 'refused',
  ContractUnavailable: 'refused',
  NotSupported: 'refused',
  InvalidProxySettings: 'refused',
  DuplicateOrderId: 'duplicate',
  OrderNotFound: 'missing',
  RateLimitExceeded: 'throttled',
  DDoSProtection: 'throttled',
  InvalidNonce: 'clock',
  // An unsorted complaint of a venue: its status and its words are asked first.
  ExchangeError: 'ambiguous',
  // Asked for by us while it was under way.
  ExchangeClosedByUser: 'ambiguous',
  // Only ccxt does not have it; the venue may.
  OrderNotCached: 'ambiguous',
  // Under way, and may still succeed.
  CancelPending: 'ambiguous',
  OperationFailed: 'ambiguous',
  NetworkError: 'ambiguous',
  ExchangeNotAvailable: 'ambiguous',
  OnMaintenance: 'ambiguous',
  ChecksumError: 'ambiguous',
  RequestTimeout: 'ambiguous',
  TimedOut: 'ambiguous',
  BadResponse: 'ambiguous',
  NullResponse: 'ambiguous',
  UnsubscribeError: 'ambiguous',
  BaseError: 'ambiguous',
}

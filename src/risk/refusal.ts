/** Names of the limits a refusal, or a cut, can cite. */
export type LimitName =
  | 'sanity'
  | 'collar'
  | 'reduce-only'
  | 'mode'
  | 'unresolved'
  | 'account'
  | 'breaker'
  | 'probation'
  | 'order-notional-min'
  | 'order-notional-max'
  | 'long-only'
  | 'position'
  | 'gross'
  | 'leverage'
  | 'buying-power'
  | 'heat'
  | 'correlation'
  | 'concentration'
  | 'value-at-risk'
  | 'shortfall'
  | 'stress'
  | 'drawdown'
  | 'daily-loss'
  | 'trade-loss'
  | 'orders-per-day'
  | 'trades-per-day'
  | 'losses-in-row'
  | 'kelly'
  | 'volatility'
  | 'crisis'

/** Why an order may not leave: the limit, what it saw and what it allows. */
export type Refusal = {
  readonly ok: false
  readonly limit: LimitName
  readonly was: number
  readonly max: number
}

export function refused(limit: LimitName, was: number, max: number): Refusal {
  return { ok: false, limit, was, max }
}

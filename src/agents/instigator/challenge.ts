import type { Lean } from './lean.ts'

/** What the market reads now. */
export type Reading = {
  readonly close: number
  /** Change over the window, in per cent, and the window in bars. */
  readonly change: number
  readonly window: number
  /** Of a bar, as a share of the price. */
  readonly deviation: number
  readonly rsi: number
}

/**
 * What speaks against a consensus; each in deviations or the like, above 0 against it, and cut to
 * -3 to 3; 0 where it is not known.
 */
export type Challenge = {
  /** What the price has done since, in deviations of such a time. */
  readonly since: number
  /** What it did over the last window, the same. */
  readonly lately: number
  /** How far RSI is on the other side of 50, in fifteens. */
  readonly tired: number
  /** How unlike the market is to that of then: log of the deviations, in units of ln 2. */
  readonly changed: number
  /** Mean of the four. */
  readonly evidence: number
}

const most = 3
/** Points of RSI that count as much as a deviation. */
const rsiUnit = 15

/**
 * What can be said against a consensus: that the price has gone against it since it formed, goes
 * against it now, has no strength left on its side, or is not the market in which it formed.
 */
export function challengeOf(lean: Lean, now: Reading): Challenge {
  const { side, bars, close, deviation } = lean
  const moved = Math.log(now.close / close)
  const since = cut((-side * moved) / (now.deviation * Math.sqrt(Math.max(1, bars - 1))))
  const lately = cut((-side * now.change) / 100 / (now.deviation * Math.sqrt(now.window)))
  const tired = cut((-side * (now.rsi - 50)) / rsiUnit)
  const changed = cut(Math.abs(Math.log(now.deviation / deviation)) / Math.LN2)
  const evidence = (since + lately + tired + changed) / 4
  return { since, lately, tired, changed, evidence }
}

function cut(value: number): number {
  return Number.isFinite(value) ? Math.max(-most, Math.min(value, most)) : 0
}

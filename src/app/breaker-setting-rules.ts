import { z } from 'zod'
import { breakerDefaults } from '../risk/index.ts'
import type { ConfigurationValues } from './configuration-values.ts'
import { flag, number, type SettingRule, share, whole } from './setting-rule.ts'

type Breakers = ConfigurationValues['breakers']

const day = 86_400

/** What the settings of `[breakers]` may be. */
export const breakerSettingRules: { readonly [K in keyof Breakers]: SettingRule<Breakers[K]> } = {
  isWatching: flag(
    true,
    'Whether a desk on a venue listens to quotes, trades and books, and stops new risk when they ' +
      'are not as they should be.',
  ),
  sources: {
    fallback: [],
    schema: z.array(z.string().regex(/^[a-z0-9]+$/)).max(20),
    expects: 'a list such as ["binance", "coinbase"]',
    meaning: 'Other venues whose prices ours is held against; two or more, or nothing is judged.',
  },
  restSeconds: number(
    breakerDefaults.restSeconds,
    { above: 0, max: day },
    'How long a breaker stays open first, seconds; twice as long with every trip within a day.',
  ),
  quickRestSeconds: number(
    breakerDefaults.quickRestSeconds,
    { above: 0, max: day },
    'The same where the state of the market alone is wrong: stale, crossed, wide.',
  ),
  restMaxSeconds: number(
    breakerDefaults.restMaxSeconds,
    { above: 0, max: 7 * day },
    'Longest that a breaker stays open once the trouble is over, seconds.',
  ),
  probeSeconds: number(
    breakerDefaults.probeSeconds,
    { above: 0, max: day },
    'How long a breaker is half open before it closes, seconds.',
  ),
  quickProbeSeconds: number(
    breakerDefaults.quickProbeSeconds,
    { above: 0, max: day },
    'The same where the state of the market alone was wrong.',
  ),
  halfOpenShare: share(
    breakerDefaults.halfOpenShare,
    'Part of the usual size that a half-open breaker lets pass.',
  ),
  vpinShare: share(breakerDefaults.vpinShare, 'The same while order flow is toxic.'),
  wideningFactor: number(
    breakerDefaults.wideningFactor,
    { min: 1, max: 100 },
    'Times as wide as usual that our own quotes are while a breaker is half open.',
  ),
  slippageMultiple: number(
    breakerDefaults.slippageMultiple,
    { above: 0, max: 1_000 },
    'Slippage of a fill that opens a breaker, times what is expected.',
  ),
  slippageFills: whole(
    breakerDefaults.slippageFills,
    1,
    100,
    'Fills, one after another, that must be so bad.',
  ),
  barJumpMultiple: number(
    breakerDefaults.barJumpMultiple,
    { above: 0, max: 10_000 },
    'Jump between two bars that opens a breaker, times the median of the last 240.',
  ),
  barJumpMin: share(breakerDefaults.barJumpMin, 'And at least this, of the price.'),
  quoteAgeMs: number(
    breakerDefaults.quoteAgeMs,
    { min: 50, max: 60_000 },
    'Age of the last quote that opens a breaker in a lively market, milliseconds.',
  ),
  quoteAgeMaxMs: number(
    breakerDefaults.quoteAgeMaxMs,
    { min: 50, max: 600_000 },
    'The same in a slow one: in between, three times the longest pause of a usual five seconds.',
  ),
  spreadMultiple: number(
    breakerDefaults.spreadMultiple,
    { above: 1, max: 1_000 },
    'Spread that opens a breaker, times its median of the last ten minutes.',
  ),
  spreadMinBps: number(
    breakerDefaults.spreadMinBps,
    { min: 0, max: 10_000 },
    'And at least this, basis points.',
  ),
  priceMultiple: number(
    breakerDefaults.priceMultiple,
    { above: 0, max: 1_000 },
    'Distance of our price from the median of sources that opens a breaker, times their median ' +
      'absolute deviation.',
  ),
  priceMin: share(breakerDefaults.priceMin, 'And at least this, of the price.'),
  vpinMax: share(breakerDefaults.vpinMax, 'VPIN from which sizes shrink and quotes widen.'),
  vpinHalt: share(breakerDefaults.vpinHalt, 'VPIN from which there is no new risk.'),
  vpinNormal: share(breakerDefaults.vpinNormal, 'VPIN below which order flow is as usual.'),
  manipulationScore: share(
    breakerDefaults.manipulationScore,
    'Score of a manipulation alert from which sizes shrink.',
  ),
  manipulationAlerts: whole(
    breakerDefaults.manipulationAlerts,
    1,
    16,
    'Alerts of manipulation within a minute that stop new risk.',
  ),
  errorsMax: whole(
    breakerDefaults.errorsMax,
    0,
    1_000,
    'Calls to the venue that may fail of the last `errorCalls`; one more opens its breaker.',
  ),
  errorCalls: whole(breakerDefaults.errorCalls, 1, 1_000, 'Calls that are looked at.'),
  errorWindowSeconds: number(
    breakerDefaults.errorWindowSeconds,
    { above: 0, max: day },
    'Calls that failed longer ago do not count, seconds.',
  ),
}

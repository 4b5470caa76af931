import { secondUs } from '../domain/index.ts'
import { windDownDefaults } from '../engine/index.ts'
import { defaultLimits } from '../risk/index.ts'
import type { ConfigurationValues } from './configuration-values.ts'
import { flag, number, type SettingRule, share, whole } from './setting-rule.ts'

type Risk = ConfigurationValues['risk']

/** What the settings of `[risk]` may be. */
export const riskRules: { readonly [K in keyof Risk]: SettingRule<Risk[K]> } = {
  positionMax: share(
    defaultLimits.positionMax,
    'Largest position in one instrument, orders in flight included, of equity.',
  ),
  grossMax: number(
    defaultLimits.grossMax,
    { above: 0, max: 10 },
    'Largest sum of all positions, orders in flight included, of equity.',
  ),
  orderNotionalMax: number(
    defaultLimits.orderNotionalMax,
    { above: 0, max: 1_000_000_000 },
    'Largest single order that adds risk, in money.',
  ),
  orderNotionalMin: number(
    defaultLimits.orderNotionalMin,
    { min: 0, max: 1_000_000 },
    'Smallest order worth sending, in money; orders that reduce risk always pass.',
  ),
  dailyLossMax: share(
    defaultLimits.dailyLossMax,
    'Loss since midnight UTC, of equity then, that stops new risk until the next day.',
  ),
  drawdownSoft: share(
    defaultLimits.drawdownSoft,
    'Drawdown from the peak at which sizes are halved.',
  ),
  drawdownHalt: share(
    defaultLimits.drawdownHalt,
    'Drawdown from the peak that stops new risk until a person resumes.',
  ),
  isLongOnly: flag(defaultLimits.isLongOnly, 'Whether nothing is sold short.'),
  ordersPerDayMax: whole(
    defaultLimits.ordersPerDayMax,
    1,
    1_000_000,
    'Most orders that add risk in one day, UTC.',
  ),
  gapBps: number(
    50,
    { min: 0, max: 5_000 },
    'Jump of the price before a fill that cash is kept for, above fee and slippage, basis points.',
  ),

  leverageMax: number(
    defaultLimits.leverageMax,
    { above: 0, max: 3 },
    'Largest sum of all positions at one venue, of equity.',
  ),
  concentrationMax: share(
    defaultLimits.concentrationMax,
    'Largest position in one asset, over every instrument of it, of equity.',
  ),
  heatMax: share(
    defaultLimits.heatMax,
    'Largest loss if every stop is met, of equity; what has no stop counts in full.',
  ),
  correlationMax: number(
    defaultLimits.correlationMax,
    { min: 0, max: 1 },
    'Correlation from which two instruments held the same way are one bet, and the second waits; at ' +
      '1 they never are. Not known yet counts as 1.',
  ),
  varMax: share(
    defaultLimits.varMax,
    'Largest loss of one day that is passed one day in a hundred, of equity; 1 turns it off.',
  ),
  shortfallMax: share(
    defaultLimits.shortfallMax,
    'Largest mean loss of the days that are worse than that, of equity; 1 turns it off.',
  ),
  stressMax: share(
    defaultLimits.stressMax,
    'Largest loss in any stress test above which no new risk is taken, of equity; 1 turns it off.',
  ),
  collarMax: number(
    defaultLimits.collarMax,
    { above: 0, max: 1 },
    'Farthest an order that adds risk may be from the last price, of it.',
  ),
  tradeLossMax: share(
    defaultLimits.tradeLossMax,
    'Largest loss of one position if its stop is met, of equity; without a stop all of it counts.',
  ),
  tradesPerDayMax: whole(
    defaultLimits.tradesPerDayMax,
    1,
    1_000_000,
    'Most positions that are begun in one day, UTC.',
  ),
  lossesInRowMax: whole(
    defaultLimits.lossesInRowMax,
    1,
    1_000_000,
    'Losing positions in a row after which no new risk is taken until the next day, UTC.',
  ),
  kellyMax: number(
    defaultLimits.kellyMax,
    { min: 0, max: 0.25 },
    'Share of the Kelly bet that the odds of an opinion come to, where it names stop and target; 0 ' +
      'turns it off.',
  ),
  volatilityTarget: number(
    defaultLimits.volatilityTarget,
    { min: 0, max: 5 },
    'Volatility of a year that a position is cut to, of its value; 0 turns it off.',
  ),
  crisisShare: share(
    defaultLimits.crisisShare,
    'What is left of every size while volatility is far above its usual, or everything moves as one.',
  ),
  hasStandings: flag(
    true,
    'Whether an instrument or a strategy is cut, put on exits only and sent to sleep as it loses the ' +
      'capital allotted to it.',
  ),
  hasTiers: flag(true, 'Whether limits are also those of the tier that the capital is in.'),
  reduceStages: whole(
    windDownDefaults.stages,
    1,
    100,
    'Parts in which `reduce` closes what is held.',
  ),
  reduceEverySeconds: number(
    windDownDefaults.everyUs / secondUs,
    { min: 1, max: 86_400 },
    'How far apart those parts are at least, seconds.',
  ),
}

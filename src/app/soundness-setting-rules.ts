import { defaultThresholds as usual } from '../research/index.ts'
import type { ConfigurationValues } from './configuration-values.ts'
import { number, type SettingRule, share, whole } from './setting-rule.ts'

type Section = ConfigurationValues['soundness']
const [ratioMax, countMax] = [100, 1_000_000]

/** The settings of `[soundness]`: what is asked of a strategy, and how long the answer holds. */
export const soundnessSettingRules: { readonly [K in keyof Section]: SettingRule<Section[K]> } = {
  sharpeMin: number(
    usual.sharpeMin,
    { min: -ratioMax, max: ratioMax },
    'Annual Sharpe ratio that a sound strategy is above.',
  ),
  sharpeToLeave: number(
    usual.sharpeToLeave,
    { min: -ratioMax, max: ratioMax },
    'Least annual Sharpe ratio to leave paper.',
  ),
  sharpeReview: number(
    usual.sharpeReview,
    { min: 0, max: ratioMax },
    'Annual Sharpe ratio above which a person has to look for the mistake first.',
  ),
  drawdownMax: share(usual.drawdownMax, 'Deepest drawdown of a sound strategy, of equity.'),
  drawdownToLeave: share(usual.drawdownToLeave, 'Deepest drawdown to leave paper, of equity.'),
  tradesMin: whole(usual.tradesMin, 0, countMax, 'Fewest closed trades of a sound strategy.'),
  tradesToLeave: whole(usual.tradesToLeave, 0, countMax, 'Fewest closed trades to leave paper.'),
  winRateLow: share(usual.winRateLow, 'Smallest usual share of trades won; shown, never judged.'),
  winRateHigh: share(usual.winRateHigh, 'Largest usual share of trades won; shown, never judged.'),
  turnoverMax: number(
    usual.turnoverMax,
    { above: 0, max: countMax },
    'Most that may be traded in a year, both sides, in multiples of mean equity.',
  ),
  slippageMaxBps: number(
    usual.slippageMaxBps,
    { above: 0, max: 10_000 },
    'Slippage that a sound strategy is below, of what it trades, basis points.',
  ),
  costFactor: number(
    usual.costFactor,
    { min: 1, max: 100 },
    'Fees and slippage times this must leave a profit.',
  ),
  decisionP50Ms: number(
    usual.decisionP50Ms,
    { above: 0, max: countMax },
    'Half of all decisions take less than this, milliseconds.',
  ),
  decisionP99Ms: number(
    usual.decisionP99Ms,
    { above: 0, max: countMax },
    'Of a hundred decisions 99 take less than this, milliseconds.',
  ),
  decisionsPerSecond: number(
    usual.decisionsPerSecond,
    { min: 0, max: 1_000_000_000 },
    'Decisions in a second that a sound strategy is above.',
  ),
  heapPerBarMax: number(
    usual.heapPerBarMax,
    { min: 0, max: countMax },
    'Most that memory may grow by for every bar an agent is asked about, bytes.',
  ),
  regimeDrawdownMax: share(
    usual.regimeDrawdownMax,
    'Deepest drawdown in each regime and each scenario, of equity.',
  ),
  regimeSharpeMin: number(
    usual.regimeSharpeMin,
    { min: -ratioMax, max: ratioMax },
    'Annual Sharpe ratio that a sound strategy is above in each of the four regimes.',
  ),
  secondHalfMin: number(
    usual.secondHalfMin,
    { min: 0, max: 10 },
    'Least Sharpe ratio of the second half of the data, in multiples of that of the first.',
  ),
  validDays: whole(30, 1, 3_650, 'Days for which a certificate of soundness holds.'),
}

import type { Expectation } from '../../agents/index.ts'
import type { ScenarioName } from '../../market/index.ts'
import { formatPercent, formatPlain, formatSignedPercent, plural } from '../format-figure.ts'
import type { Metrics } from '../metrics/measure.ts'
import { bounded, type SoundnessCheck } from './soundness-check.ts'

/** A strategy on a market whose name says what it does. */
export type ScenarioRun = {
  readonly scenario: ScenarioName
  readonly metrics: Metrics
  /** Mean size while something was held, of the largest position the desk allows; see `sizeHeld`. */
  readonly sizeOfLimit: number | undefined
}

const share = (value: number): string => formatPercent(100 * value)

/** Mean exposure while something was held, as a share of `limit`; `undefined` if nothing ever was. */
export function sizeHeld({ exposure }: Metrics, limit: number): number | undefined {
  const { mean, timeInMarket } = exposure
  return timeInMarket > 0 ? mean / timeInMarket / limit : undefined
}

/** How deep it fell on a scenario. */
export function scenarioCheck(run: ScenarioRun, drawdownMax: number): SoundnessCheck {
  const { scenario, metrics } = run
  return bounded({
    ...{ name: `scenario ${scenario}`, value: metrics.curve.drawdowns.max, text: share },
    ...{ relation: 'at most', bound: drawdownMax },
    remark:
      `drawdown, ${plural(metrics.trades.count, 'trade')}, ` +
      `${formatSignedPercent(metrics.curve.returnPct)}`,
  })
}

/** What its author expects of it there. */
export function expectationChecks(
  { scenario, metrics, sizeOfLimit }: ScenarioRun,
  expectations: readonly Expectation[],
): readonly SoundnessCheck[] {
  return expectations
    .filter((of) => of.scenario === scenario)
    .flatMap(({ tradesBelow, sizeBelow }) => [
      ...(tradesBelow === undefined
        ? []
        : [
            bounded({
              ...{ name: `trades in ${scenario}`, value: metrics.trades.count, relation: 'below' },
              ...{ text: (count) => formatPlain(count, 0), bound: tradesBelow },
            }),
          ]),
      ...(sizeBelow === undefined
        ? []
        : [
            bounded({
              // Who holds nothing is as small as can be.
              ...{ name: `mean size in ${scenario}`, value: sizeOfLimit ?? 0, relation: 'below' },
              ...{ text: share, bound: sizeBelow, remark: 'of its limit' },
            }),
          ]),
    ])
}

import type { Expectation } from '../../agents/index.ts'
import type { BarColumns } from '../../domain/index.ts'
import type { RunResult } from '../../engine/index.ts'
import type { ScenarioName } from '../../market/index.ts'
import { quantile } from '../../quant/index.ts'
import { formatPercent, formatPlain, formatSignedPercent, plural } from '../format-figure.ts'
import type { Metrics } from '../metrics/measure.ts'
import { bounded, type SoundnessCheck } from './soundness-check.ts'

/** A strategy on a market whose name says what it does. */
export type ScenarioRun = {
  readonly scenario: ScenarioName
  readonly metrics: Metrics
  /** Mean size while something was held, of the largest position allowed; see `sizeHeld`. */
  readonly sizeOfLimit: number | undefined
}

const share = (value: number): string => formatPercent(100 * value)

/** A bar is wild when the hour up to it moved so much more than the median hour. */
const wildFactor = 3
const hourBars = 60

/**
 * Mean exposure while something was held, as a share of `limit`; in the volatility spike while it
 * lasts, which is told by the bars themselves: hours that move thrice as much as the median one.
 *
 * @param bars - Of one minute, one for each point of the curve.
 * @returns `undefined` if nothing was held.
 */
export function sizeHeld(
  scenario: ScenarioName,
  { equity: { exposure, length } }: Pick<RunResult, 'equity'>,
  bars: BarColumns,
  limit: number,
): number | undefined {
  const isCounted = scenario === 'volatility-spike' ? wildRows(bars) : (): boolean => true
  let [sum, held] = [0, 0]
  for (let row = 0; row < length; row += 1) {
    const share = exposure[row] as number
    if (share === 0 || !isCounted(row)) continue
    sum += share
    held += 1
  }
  return held === 0 ? undefined : sum / held / limit
}

function wildRows({ close, length }: BarColumns): (row: number) => boolean {
  const squares = new Float64Array(length)
  for (let row = 1; row < length; row += 1) {
    const move = Math.log((close[row] as number) / (close[row - 1] as number))
    squares[row] = (squares[row - 1] as number) + move * move
  }
  const hours = squares.map((sum, row) => sum - (squares[Math.max(0, row - hourBars)] as number))
  const middle = quantile(hours, 0.5) ?? 0
  return (row) => (hours[row] as number) > wildFactor * wildFactor * middle
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

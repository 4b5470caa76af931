import type { RunResult } from '../../engine/index.ts'
import { formatPlain } from '../format-figure.ts'
import type { HoldControl } from '../metrics/hold-control.ts'
import type { Metrics } from '../metrics/measure.ts'
import { chart } from './chart.ts'
import { closeUp } from './close-up.ts'
import type { Html } from './html.ts'
import { linearScale } from './scale.ts'
import { timeScale } from './time-scale.ts'

/** How far equity stood below its peak, the strategy's and that of holding. */
export function drawdownChart(run: RunResult, metrics: Metrics, hold: HoldControl): Html {
  const { length, ts, equity } = run.equity
  const own = belowPeak(equity, length, run.startEquity)
  const held = belowPeak(hold.equity, length, run.startEquity)
  const [ownMax, heldMax] = [metrics.curve.drawdowns.max, hold.full.drawdowns.max]
  const all = -100 * Math.max(heldMax, ownMax, 0.001)
  const { low, isCut } = closeUp([all, 0], [-100 * ownMax, 0])
  const shared = { places: 2, unit: ' %' }
  return chart({
    label: 'Drawdown over time: the strategy, and buying and holding',
    isLow: true,
    x: timeScale(ts[0] ?? 0, ts[length - 1] ?? 1),
    y: linearScale(low, 0, (value, places) =>
      value === 0 ? '0 %' : `${formatPlain(value, places)} %`,
    ),
    layers: [
      {
        name: isCut ? 'hold at 100 %, cut off' : 'hold at 100 %',
        look: 'hold',
        series: { length, ts, values: held },
        ...shared,
      },
      { name: 'strategy', look: 'own', series: { length, ts, values: own }, base: 0, ...shared },
    ],
  })
}

/** 100 × (equity / running peak − 1): 0 or below. */
function belowPeak(equity: Float64Array, length: number, start: number): Float64Array {
  const below = new Float64Array(length)
  let peak = start
  for (let row = 0; row < length; row += 1) {
    const value = equity[row] as number
    if (value > peak) peak = value
    below[row] = 100 * (value / peak - 1)
  }
  return below
}

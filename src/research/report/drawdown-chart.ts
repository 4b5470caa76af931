import type { RunResult } from '../../engine/index.ts'
import { formatPercent, formatPlain } from '../format-figure.ts'
import type { HoldControl } from '../metrics/hold-control.ts'
import type { Metrics } from '../metrics/measure.ts'
import { chart, type Layer } from './chart.ts'
import { closeUp } from './close-up.ts'
import { type Html, html } from './html.ts'
import { linearScale } from './scale.ts'
import { timeScale } from './time-scale.ts'

/** How far equity stood below its peak, the strategy's and that of holding. */
export function drawdownChart(run: RunResult, metrics: Metrics, hold: HoldControl): Html {
  const { length, ts, equity } = run.equity
  const own = belowPeak(equity, length, run.startEquity)
  const held = belowPeak(hold.curves().full, length, run.startEquity)
  const [ownMax, heldMax] = [metrics.curve.drawdowns.max, hold.full.drawdowns.max]
  const all = -100 * Math.max(heldMax, ownMax, 0.001)
  const { low, isCut } = closeUp([all, 0], [-100 * ownMax, 0])
  const layer = (name: string, look: 'own' | 'hold', values: Float64Array): Layer => ({
    ...{ name, look, places: 2, unit: ' %' },
    series: { length, ts, values },
  })
  const left = `holding at 100 % fell ${formatPercent(100 * heldMax)} and is left out`
  return chart({
    label: 'Drawdown over time: the strategy, and buying and holding',
    isLow: true,
    x: timeScale(ts[0] ?? 0, ts[length - 1] ?? 1),
    y: linearScale(low, 0, (value, places) =>
      value === 0 ? '0 %' : `${formatPlain(value, places)} %`,
    ),
    layers: [
      ...(isCut ? [] : [layer('hold at 100 %', 'hold', held)]),
      { ...layer('strategy', 'own', own), base: 0 },
    ],
    legend: isCut ? [html`<span class="key quiet">${left}</span>`] : [],
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

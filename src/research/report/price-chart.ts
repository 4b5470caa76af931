import { decimals } from '../../base/index.ts'
import type { BarColumns, Instrument } from '../../domain/index.ts'
import type { FillRow, RunResult } from '../../engine/index.ts'
import { formatPlain } from '../format-figure.ts'
import { chart } from './chart.ts'
import { type Html, html } from './html.ts'
import { linearScale, type Scale } from './scale.ts'
import { formatMoment, timeScale } from './time-scale.ts'

/** Columns that may hold a marker of each side: more would hide the price. */
const markerColumns = 160

/** The price of instrument number `index` with the strategy's fills on it. */
export function priceChart(run: RunResult, index: number, bars: BarColumns): Html {
  const instrument = run.instruments[index]
  const from = run.equity.ts[0] ?? 0
  const to = run.equity.ts[run.equity.length - 1] ?? 1
  const first = bars.rowAt(from)
  const length = bars.rowAt(to + 1) - first
  if (instrument === undefined || length <= 0) return html``
  const values = bars.close.subarray(first, first + length).map((t) => t * instrument.tickSize)
  const x = timeScale(from, to)
  const [low, high] = [values.reduce(lower), values.reduce(higher)]
  const margin = (high - low) * 0.08
  const y = linearScale(low - margin, high + margin, formatPlain)
  const fills = run.fills.filter((fill) => fill.instrument === index)
  const shown = spread(fills, x)
  const all = formatPlain(fills.length, 0)
  const count =
    shown.length === fills.length
      ? `all ${all} fills`
      : `${formatPlain(shown.length, 0)} of ${all} fills, the largest of each column`
  return chart({
    label: `Price of ${instrument.id} with the fills of the strategy`,
    x,
    y,
    layers: [
      {
        name: instrument.id,
        look: 'price',
        series: { length, ts: bars.ts.subarray(first, first + length), values },
        places: decimals(instrument.tick),
        unit: ` ${instrument.quote}`,
      },
    ],
    over: shown.map((fill) => marker(fill, instrument, x, y)),
    legend: [
      html`<span class="key"><b class="buy"></b>buy</span> `,
      html`<span class="key"><b class="sell"></b>sell</span> `,
      html`<span class="key quiet">${count}</span>`,
    ],
  })
}

function lower(a: number, b: number): number {
  return b < a ? b : a
}

function higher(a: number, b: number): number {
  return b > a ? b : a
}

/** At most one buy and one sell per column, the largest by notional, in order of time. */
function spread(fills: readonly FillRow[], x: Scale): readonly FillRow[] {
  const largest = new Map<string, FillRow>()
  for (const fill of fills) {
    const place = `${fill.side} ${Math.floor(x.at(fill.ts) * markerColumns)}`
    const seen = largest.get(place)
    if (seen === undefined || fill.notional > seen.notional) largest.set(place, fill)
  }
  return [...largest.values()]
}

function marker(fill: FillRow, of: Instrument, x: Scale, y: Scale): Html {
  const price = fill.price * of.tickSize
  const left = (x.at(fill.ts) * 100).toFixed(2)
  const top = ((1 - y.at(price)) * 100).toFixed(2)
  const size = formatPlain(fill.quantity * of.lotSize, decimals(of.lot))
  const at = formatPlain(price, decimals(of.tick))
  const text = `${fill.side} ${size} ${of.base} at ${at}, ${fill.role}, ${formatMoment(fill.ts)}`
  return html`<b class="${fill.side}" style="left:${left}%;top:${top}%" title="${text}"></b>`
}

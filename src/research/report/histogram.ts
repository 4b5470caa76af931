import { formatPlain } from '../format-figure.ts'
import { xLabels } from './chart.ts'
import { type Html, html, trusted } from './html.ts'
import { linearScale, type Scale } from './scale.ts'

/** Values from `from` up to `to`. */
export type Bar = {
  readonly from: number
  readonly to: number
  readonly count: number
  /** What a reader is told who points at it. */
  readonly note: string
  /** How many a law would put here; a line through them is drawn over the bars. */
  readonly expected?: number
}

/** Height of the tallest, in the units of the SVG, which is 1000 high. */
const tall = 960

/**
 * Counts by value, orange below 0 and blue above.
 *
 * @param bars - Of equal width, one after the other; at least one.
 * @param label - Of a value on the axis.
 */
export function histogram(
  title: string,
  bars: readonly Bar[],
  label: (value: number, places: number) => string,
): Html {
  const most = Math.max(...bars.map(({ count, expected = 0 }) => Math.max(count, expected)), 1)
  const [first, last] = [bars[0]?.from ?? 0, bars.at(-1)?.to ?? 1]
  const x = linearScale(first, last, label)
  const ticks = x.ticks.filter(({ at }) => at > 0.02 && at < 0.97)
  return html`<figure class="chart" aria-label="${title}">
<div class="plot low"><svg viewBox="0 0 1000 1000" preserveAspectRatio="none">
${bars.map((bar, k) => column(bar, k, bars.length, most))}${overlay(bars, x, most)}</svg>
<span class="y" style="top:4%">${formatPlain(most, 0)}</span>
<span class="y" style="top:100%">0</span>
${xLabels({ at: x.at, ticks })}
</div></figure>`
}

function column(bar: Bar, k: number, count: number, most: number): Html {
  const step = 1000 / count
  const height = (bar.count / most) * tall
  const side = bar.from < 0 ? 'loss' : 'gain'
  const box = `x="${(k * step + step * 0.06).toFixed(1)}" width="${(step * 0.88).toFixed(1)}"`
  const size = `y="${(1000 - height).toFixed(1)}" height="${height.toFixed(1)}"`
  const title = html`<title>${bar.note}</title>`
  return html`<rect class="${side}" ${trusted(box)} ${trusted(size)}>${title}</rect>`
}

function overlay(bars: readonly Bar[], x: Scale, most: number): Html {
  const points = bars.flatMap(({ from, to, expected }) => {
    if (expected === undefined) return []
    const across = (1000 * x.at((from + to) / 2)).toFixed(1)
    return [`${across},${(1000 - (expected / most) * tall).toFixed(1)}`]
  })
  return points.length < 2 ? html`` : trusted(`<path class="line law" d="M${points.join(' ')}"/>`)
}

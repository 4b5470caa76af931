import { type Html, html, jsonBlock, trusted } from './html.ts'
import type { Scale } from './scale.ts'
import { columnEnds, type Series, thin } from './thin.ts'

/** Up to four rivals of one chart. */
export type RivalLook = 'first' | 'second' | 'third' | 'fourth'

/** One drawn thing of a chart, with its entry in the legend. */
export type Layer = {
  /** In the legend and the tooltip. */
  readonly name: string
  /** CSS class: colour, width and dash. Fixed words of `style.ts`. */
  readonly look: 'own' | 'hold' | 'scaled' | 'price' | 'exposure' | 'mean' | 'median' | RivalLook
  readonly series: Series
  /** Filled down (or up) to this value. */
  readonly base?: number
  /** How the tooltip writes a value. */
  readonly places: number
  readonly unit: string
}

/** Room between two lines of equal times, filled. */
export type Band = {
  readonly name: string
  /** CSS class, as that of a layer. */
  readonly look: 'outer' | 'inner'
  readonly low: Series
  readonly high: Series
}

type ChartOptions = {
  /** What a reader who cannot see it is told. */
  readonly label: string
  readonly x: Scale
  readonly y: Scale
  /** Drawn in this order, the last on top; the legend names the topmost first. */
  readonly layers: readonly Layer[]
  /** Drawn under the layers, in this order. */
  readonly bands?: readonly Band[]
  /** Markup laid over the lines, e.g. markers. */
  readonly over?: readonly Html[]
  /** Entries of the legend beside the layers. */
  readonly legend?: readonly Html[]
  readonly isLow?: boolean
}

/** Points per line and in the tooltip; a page of 1,000 pixels shows no more. */
const columns = 800
const tooltipColumns = 500

/**
 * A chart as a figure. Lines are an SVG stretched to the page; labels and markers are text over it,
 * so that they keep their size on a phone. Complete without a script, which only adds a tooltip.
 */
export function chart(options: ChartOptions): Html {
  const { x, y, layers, bands = [] } = options
  return html`<figure class="chart" tabindex="0" aria-label="${options.label}">
<figcaption>${[...layers].reverse().map(legendEntry)}${[...bands].reverse().map(bandEntry)}
${options.legend ?? []}</figcaption>
<div class="plot${options.isLow === true ? ' low' : ''}">
<svg viewBox="0 0 1000 1000" preserveAspectRatio="none" aria-hidden="true">
${y.ticks.map(({ at }) => trusted(`<path class="grid" d="M0,${pixel(1 - at)}H1000"/>`))}
${bands.map((band) => filled(band, x, y))}${layers.map((layer) => drawn(layer, x, y))}</svg>
${yLabels(y)}
${xLabels(x)}
${options.over ?? []}<i class="cross" hidden></i><output class="tip" hidden></output></div>
${tooltipData(options)}</figure>`
}

/** A share of the plot in the units of its SVG: 0…1 becomes 0…1000, to a tenth. */
function pixel(share: number): string {
  return String(Math.round(share * 10_000) / 10)
}

/** On a phone every second label of a crowded axis gives way. */
export function xLabels({ ticks }: Scale): readonly Html[] {
  return ticks.map((tick, index) => {
    const look = ticks.length > 5 && index % 2 === 1 ? 'x minor' : 'x'
    return html`<span class="${look}" style="left:${percent(tick.at)}">${tick.label}</span>`
  })
}

export function yLabels({ ticks }: Scale): readonly Html[] {
  return ticks.map(
    (tick) => html`<span class="y" style="top:${percent(1 - tick.at)}">${tick.label}</span>`,
  )
}

function percent(share: number): string {
  return `${(share * 100).toFixed(2)}%`
}

function legendEntry(layer: Layer): Html {
  return html`<span class="key"><i class="${layer.look}"></i>${layer.name}</span> `
}

function bandEntry(band: Band): Html {
  return html`<span class="key"><i class="band ${band.look}"></i>${band.name}</span> `
}

function filled({ low, high, look }: Band, x: Scale, y: Scale): Html {
  const points = (series: Series): string[] =>
    Array.from({ length: series.length }, (_, row) => {
      const across = pixel(x.at(series.ts[row] as number))
      return `${across},${pixel(1 - y.at(series.values[row] as number))}`
    })
  const outline = [...points(high), ...points(low).reverse()].join(' ')
  return outline === '' ? html`` : trusted(`<path class="band ${look}" d="M${outline}Z"/>`)
}

function drawn(layer: Layer, x: Scale, y: Scale): Html {
  const { series, look } = layer
  const rows = thin(series, columns)
  const first = rows[0]
  const last = rows.at(-1)
  if (first === undefined || last === undefined) return html``
  const points = rows.map((row) => {
    const across = pixel(x.at(series.ts[row] as number))
    return `${across},${pixel(1 - y.at(series.values[row] as number))}`
  })
  const line = trusted(`<path class="line ${look}" d="M${points.join(' ')}"/>`)
  if (layer.base === undefined) return line
  const floor = pixel(1 - y.at(layer.base))
  const ends = [last, first].map((row) => `${pixel(x.at(series.ts[row] as number))},${floor}`)
  const outline = `M${points.join(' ')} ${ends.join(' ')}Z`
  return html`${trusted(`<path class="area ${look}" d="${outline}"/>`)}${line}`
}

/** Values at some columns, for the script; all layers share its times, in seconds since 1970. */
function tooltipData({ x, layers }: ChartOptions): Html {
  const longest = layers.reduce<Layer | undefined>(
    (best, layer) =>
      best === undefined || layer.series.length > best.series.length ? layer : best,
    undefined,
  )
  if (longest === undefined) return html``
  const rows = columnEnds(longest.series, tooltipColumns)
  const own = rows.map((row) => longest.series.ts[row] as number)
  const times = [...own, ...timesAfter(own.at(-1), layers)]
  return jsonBlock({
    t: times.map((ts) => Math.round(ts / 1_000_000)),
    x: times.map((ts) => Math.round(x.at(ts) * 10_000) / 10_000),
    s: [...layers].reverse().map((layer) => ({
      n: layer.name,
      u: layer.unit,
      p: layer.places,
      v: valuesAt(layer, times),
    })),
  })
}

/** Times of shorter layers that go on where the longest ends. */
function timesAfter(ts: number | undefined, layers: readonly Layer[]): readonly number[] {
  const times = layers.flatMap(({ series }) => [...series.ts.subarray(0, series.length)])
  return [...new Set(times.filter((time) => ts === undefined || time > ts))].sort((a, b) => a - b)
}

/** The last value at or before each time; `null` before a layer begins and after it ends. */
function valuesAt({ series, places }: Layer, times: readonly number[]): (number | null)[] {
  const [from, to] = [series.ts[0] ?? 0, series.ts[series.length - 1] ?? 0]
  let row = 0
  return times.map((ts) => {
    while (row + 1 < series.length && (series.ts[row + 1] as number) <= ts) row += 1
    const value = series.values[row]
    const isOutside = ts < from || ts > to || value === undefined || !Number.isFinite(value)
    return isOutside ? null : Number(value.toFixed(places))
  })
}

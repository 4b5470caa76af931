import {
  type AutoscaleInfo,
  CandlestickSeries,
  createChart,
  createSeriesMarkers,
  type IChartApi,
  type IPriceLine,
  type ISeriesApi,
  type ISeriesMarkersPluginApi,
  type SeriesMarker,
  type Time,
  type UTCTimestamp,
} from 'lightweight-charts'
import type { BarPoint, FillPoint, PositionRow } from '../../../src/app/desk-view.ts'
import { numberText } from '../format/number-text.ts'
import { type ChartColours, chartColours, chartLook } from './chart-look.ts'
import { pointsToAdd } from './points-to-add.ts'

const labelPx = 60
const minuteMs = 60_000

/** What the price chart shows of one instrument. */
export type PriceView = {
  readonly bars: readonly BarPoint[]
  readonly fills: readonly FillPoint[]
  readonly position: PositionRow | undefined
  /** What somebody wanted, bar by bar, as marks; nobody's when left out. */
  readonly wishes?: readonly WishMark[]
}

/** What was wanted at a bar. */
export type WishMark = {
  readonly t: number
  /** Share of equity, signed. */
  readonly exposure: number
  readonly isChosen: boolean
}

/** Bars of one instrument with its fills as marks and its position's levels as lines. */
export class PriceDrawing {
  readonly #chart: IChartApi
  readonly #bars: ISeriesApi<'Candlestick'>
  readonly #marks: ISeriesMarkersPluginApi<Time>
  #colours: ChartColours = chartColours()
  #view: PriceView = { bars: [], fills: [], position: undefined }
  #lines: readonly IPriceLine[] = []

  /** @param tickSize - Prices are shown in steps of it. */
  constructor(element: HTMLElement, tickSize: number, decimals: number) {
    this.#chart = createChart(element, chartLook(this.#colours))
    this.#chart.timeScale().applyOptions({ minBarSpacing: 0.1 })
    this.#chart.priceScale('right').applyOptions({
      scaleMargins: { top: 0.08, bottom: 0.06 },
      entireTextOnly: true,
    })
    this.#bars = this.#chart.addSeries(CandlestickSeries, {
      priceFormat: {
        type: 'custom',
        minMove: tickSize,
        formatter: (price: number) => numberText(price, decimals),
      },
      autoscaleInfoProvider: (original: () => AutoscaleInfo | null) =>
        withLevels(original(), levelsOf(this.#view.position)),
    })
    this.#marks = createSeriesMarkers(this.#bars, [])
    this.recolour()
  }

  /** Brings the chart up to `view`. New bars are added; nothing that stayed is drawn again. */
  show(view: PriceView): void {
    const before = this.#view
    this.#view = view
    const added = pointsToAdd(before.bars, view.bars)
    if (added === undefined) this.#bars.setData(view.bars.map(candle))
    else for (const bar of added) this.#bars.update(candle(bar))
    const isFirst = before.bars.length === 0
    const isFine = stepOf(view.bars) < minuteMs
    if (isFine !== stepOf(before.bars) < minuteMs)
      this.#chart.timeScale().applyOptions({ secondsVisible: isFine })
    const isMarked = view.fills === before.fills && view.wishes === before.wishes
    if (!isMarked || (isFirst && view.bars.length > 0)) this.#mark()
    if (!hasSameLevels(view.position, before.position)) this.#drawLevels()
  }

  /** Calls back with the time of the bar that is pressed, ms. */
  onPick(listener: (t: number) => void): void {
    this.#chart.subscribeClick(({ time }) => {
      if (typeof time === 'number') listener(time * 1_000)
    })
  }

  /** @param count - Bars from the newest back; 0 for all. */
  showLast(count: number): void {
    const { length } = this.#view.bars
    const from = count === 0 ? 0 : length - count
    // Room at the right edge, so that the names of the levels do not cover the newest bars.
    const room = ((length - from) * labelPx) / Math.max(labelPx, this.#chart.timeScale().width())
    this.#chart.timeScale().setVisibleLogicalRange({ from, to: length + room })
  }

  recolour(): void {
    const colours = chartColours()
    this.#colours = colours
    this.#chart.applyOptions(chartLook(colours))
    // Rising bars are outlined and falling ones filled: told apart without the colour.
    this.#bars.applyOptions({
      upColor: colours.upPale,
      downColor: colours.down,
      borderUpColor: colours.up,
      borderDownColor: colours.down,
      wickUpColor: colours.up,
      wickDownColor: colours.down,
    })
    this.#mark()
    this.#drawLevels()
  }

  remove(): void {
    this.#chart.remove()
  }

  #mark(): void {
    const from = this.#view.bars[0]?.t ?? Number.POSITIVE_INFINITY
    const shown = this.#view.fills.filter((fill) => fill.t >= from)
    const marked = onePerBar(shown, stepOf(this.#view.bars))
    const wishes = (this.#view.wishes ?? []).filter(({ t }) => t >= from)
    const most = Math.max(...wishes.map(({ exposure }) => Math.abs(exposure)))
    const marks = [
      ...marked.map((fill) => markOf(fill, this.#colours)),
      ...wishes.map((wish) => wishMark(wish, most, this.#colours)),
    ]
    this.#marks.setMarkers(marks.sort((a, b) => Number(a.time) - Number(b.time)))
  }

  #drawLevels(): void {
    for (const line of this.#lines) this.#bars.removePriceLine(line)
    const { up, down, text } = this.#colours
    const colours = { entry: text, stop: down, target: up }
    this.#lines = levelsOf(this.#view.position).map(({ name, price }) =>
      this.#bars.createPriceLine({
        price,
        title: name,
        color: colours[name],
        lineWidth: 1,
        lineStyle: name === 'entry' ? 1 : 2,
        axisLabelVisible: true,
      }),
    )
  }
}

type Level = { readonly name: 'entry' | 'stop' | 'target'; readonly price: number }

function levelsOf(position: PositionRow | undefined): readonly Level[] {
  if (position === undefined || position.quantity === 0) return []
  const { entryPrice, stop, target } = position
  const levels: Level[] = [{ name: 'entry', price: entryPrice }]
  if (stop !== null) levels.push({ name: 'stop', price: stop })
  if (target !== null) levels.push({ name: 'target', price: target })
  return levels
}

function hasSameLevels(a: PositionRow | undefined, b: PositionRow | undefined): boolean {
  return JSON.stringify(levelsOf(a)) === JSON.stringify(levelsOf(b))
}

/** Makes room for levels, but not for one so far away that it would flatten the bars. */
function withLevels(info: AutoscaleInfo | null, levels: readonly Level[]): AutoscaleInfo | null {
  const range = info?.priceRange
  if (info === null || range === null || range === undefined) return info
  const { minValue, maxValue } = range
  const reach = 1.5 * (maxValue - minValue)
  const near = levels
    .map((level) => level.price)
    .filter((price) => price > minValue - reach && price < maxValue + reach)
  return {
    ...info,
    priceRange: { minValue: Math.min(minValue, ...near), maxValue: Math.max(maxValue, ...near) },
  }
}

/** Distance of the two newest bars. Unit: ms. */
function stepOf(bars: readonly BarPoint[]): number {
  const [last, previous] = [bars.at(-1), bars.at(-2)]
  return last === undefined || previous === undefined ? minuteMs : last.t - previous.t
}

/** An order that is filled in many parts within a bar is marked once. */
function onePerBar(fills: readonly FillPoint[], stepMs: number): readonly FillPoint[] {
  const seen = new Set<string>()
  return fills.filter((fill) => {
    const mark = `${Math.ceil(fill.t / stepMs)} ${fill.side}`
    if (seen.has(mark)) return false
    seen.add(mark)
    return true
  })
}

function markOf(fill: FillPoint, colours: ChartColours): SeriesMarker<Time> {
  const isBuy = fill.side === 'buy'
  return {
    time: secondsOf(fill.t),
    position: isBuy ? 'belowBar' : 'aboveBar',
    shape: isBuy ? 'arrowUp' : 'arrowDown',
    color: isBuy ? colours.up : colours.down,
    text: isBuy ? 'B' : 'S',
  }
}

/** A round mark, larger the more was wanted; arrows with letters are fills. */
function wishMark(
  { t, exposure, isChosen }: WishMark,
  most: number,
  colours: ChartColours,
): SeriesMarker<Time> {
  const size = most === 0 ? 0.4 : 0.4 + 0.8 * (Math.abs(exposure) / most)
  return {
    time: secondsOf(t),
    position: exposure === 0 ? 'inBar' : exposure > 0 ? 'belowBar' : 'aboveBar',
    shape: exposure === 0 ? 'square' : 'circle',
    color: exposure === 0 ? colours.text : exposure > 0 ? colours.up : colours.down,
    size: isChosen ? size + 0.6 : size,
    ...(isChosen ? { text: 'here' } : {}),
  }
}

function candle(bar: BarPoint): {
  time: UTCTimestamp
  open: number
  high: number
  low: number
  close: number
} {
  return { time: secondsOf(bar.t), open: bar.o, high: bar.h, low: bar.l, close: bar.c }
}

function secondsOf(t: number): UTCTimestamp {
  return Math.floor(t / 1_000) as UTCTimestamp
}

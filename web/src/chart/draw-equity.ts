import {
  AreaSeries,
  BaselineSeries,
  createChart,
  type IChartApi,
  type IPriceLine,
  type ISeriesApi,
  type UTCTimestamp,
} from 'lightweight-charts'
import type { EquityPoint } from '../../../src/app/desk-view.ts'
import { numberText } from '../format/number-text.ts'
import { bucketEquity } from '../state/bucket-equity.ts'
import { type ChartColours, chartColours, chartLook } from './chart-look.ts'
import { pointsToAdd } from './points-to-add.ts'

const pointsMax = 500

/** Equity above, drawdown below, on one axis of time. Always shows the whole run. */
export class EquityDrawing {
  readonly #chart: IChartApi
  readonly #equity: ISeriesApi<'Baseline'>
  readonly #drawdown: ISeriesApi<'Area'>
  readonly #start: IPriceLine
  #drawn: readonly EquityPoint[] = []

  /** @param startEquity - Where above ends and below begins. Unit: the desk's currency. */
  constructor(element: HTMLElement, startEquity: number) {
    const look = chartLook(chartColours())
    this.#chart = createChart(element, { ...look, handleScale: false, handleScroll: false })
    this.#equity = this.#chart.addSeries(BaselineSeries, {
      baseValue: { type: 'price', price: startEquity },
      lineWidth: 2,
      priceLineVisible: false,
      priceFormat: { type: 'custom', minMove: 0.01, formatter: (v: number) => numberText(v, 0) },
    })
    this.#drawdown = this.#chart.addSeries(AreaSeries, drawdownLook, 1)
    this.#start = this.#equity.createPriceLine({ price: startEquity, ...startLine })
    for (const [pane, factor] of [5, 2].entries())
      this.#chart.panes()[pane]?.setStretchFactor(factor)
    this.#chart
      .timeScale()
      .applyOptions({ minBarSpacing: 0.05, lockVisibleTimeRangeOnResize: true })
    this.recolour()
  }

  show(points: readonly EquityPoint[]): void {
    const even = bucketEquity(points, pointsMax)
    const added = pointsToAdd(this.#drawn, even)
    if (added === undefined) {
      this.#equity.setData(even.map(equityValue))
      this.#drawdown.setData(even.map(drawdownValue))
    } else
      for (const point of added) {
        this.#equity.update(equityValue(point))
        this.#drawdown.update(drawdownValue(point))
      }
    this.#drawn = even
    this.#chart.timeScale().fitContent()
  }

  recolour(): void {
    const colours = chartColours()
    this.#chart.applyOptions({ ...chartLook(colours), handleScale: false, handleScroll: false })
    this.#equity.applyOptions(equityColours(colours))
    this.#start.applyOptions({ color: colours.text })
    this.#drawdown.applyOptions({
      lineColor: colours.down,
      topColor: colours.downFaint,
      bottomColor: colours.downFaint,
    })
  }

  remove(): void {
    this.#chart.remove()
  }
}

const drawdownLook = {
  lineWidth: 1,
  invertFilledArea: true,
  lastValueVisible: false,
  priceLineVisible: false,
  priceFormat: {
    type: 'custom',
    minMove: 0.01,
    formatter: (v: number) => `${numberText(v, 1)}\u202f%`,
  },
} as const

const startLine = { title: 'start', lineWidth: 1, lineStyle: 1, axisLabelVisible: false } as const

function equityColours(colours: ChartColours): Readonly<Record<string, string>> {
  return {
    topLineColor: colours.up,
    topFillColor1: colours.upFaint,
    topFillColor2: colours.clear,
    bottomLineColor: colours.down,
    bottomFillColor1: colours.clear,
    bottomFillColor2: colours.downFaint,
  }
}

function equityValue(point: EquityPoint): { time: UTCTimestamp; value: number } {
  return { time: secondsOf(point.t), value: point.equity }
}

/** In per cent, downward. */
function drawdownValue(point: EquityPoint): { time: UTCTimestamp; value: number } {
  return { time: secondsOf(point.t), value: -100 * point.drawdown }
}

function secondsOf(t: number): UTCTimestamp {
  return Math.floor(t / 1_000) as UTCTimestamp
}

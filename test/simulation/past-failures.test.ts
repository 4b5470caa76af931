import { expect, it } from 'vitest'
import { defineAgent } from '../../src/agents/index.ts'
import { eventsOfRun, truthOfRun } from '../../src/app/index.ts'
import { Random } from '../../src/base/index.ts'
import { BarColumns, hourUs, minuteUs } from '../../src/domain/index.ts'
import { backtest } from '../../src/engine/index.ts'
import { columnsSha256, type LoadedBars } from '../../src/market/index.ts'
import { CorrelationBreak, dickeyFuller } from '../../src/quant/index.ts'
import { follower, marketOf, sceneSetup, seatOf, trendingMarket } from './null-scene.ts'
import { uncounted } from './uncounted.ts'

/** The first `rows` of a market, as if its bars were of another length. */
function barsOf(intervalUs: number, rows: number): LoadedBars {
  const { bars, ...rest } = marketOf('BTC-USD.SIM', rows, () => 0.001)
  const made = new BarColumns(rows)
  const first = Number(bars.ts[0])
  for (let row = 0; row < rows; row += 1) {
    const at = (column: Float64Array): number => Number(column[row])
    const { open, high, low, close, volume } = bars
    const ts = first + row * intervalUs
    made.push(ts, at(open), at(high), at(low), at(close), at(volume))
  }
  return { ...rest, bars: made, intervalUs, sha256: columnsSha256(made) }
}

it('a run is of the bars it was given, and says so to whoever decides (a backtest on the wrong bar size)', () => {
  for (const intervalUs of [minuteUs, hourUs]) {
    let told = 0
    const asks = defineAgent({
      ...{ name: 'asks', summary: '', parameters: {}, features: () => ({}) },
      opine: (view) => {
        told = view.barsPerYear
        return undefined
      },
    })
    const market = [barsOf(intervalUs, 100)]
    const { run } = backtest({ setup: sceneSetup([seatOf(asks)]), market }, uncounted)
    expect(run.intervalUs).toBe(intervalUs)
    expect(told).toBe((365 * 24 * hourUs) / intervalUs)
    const { truth } = truthOfRun(
      eventsOfRun({ setup: sceneSetup([seatOf(asks)]), market }, uncounted),
    )
    expect(truth.scans).toMatchObject({ received: 100, expected: 100 })
  }
})

it('bars that did not come are missed and said, by number (scan failures silent)', () => {
  const whole = trendingMarket(1, 400)
  const made = new BarColumns(400)
  for (let row = 0; row < 400; row += 1) {
    if (row > 100 && row <= 150) continue
    const at = (column: Float64Array): number => Number(column[row])
    const { ts, open, high, low, close, volume } = whole.bars
    made.push(at(ts), at(open), at(high), at(low), at(close), at(volume))
  }
  const market = [{ ...whole, bars: made, sha256: columnsSha256(made) }]
  const setup = sceneSetup([seatOf(follower)])
  const { truth } = truthOfRun(eventsOfRun({ setup, market }, uncounted))
  expect(truth.scans).toMatchObject({ received: 350, expected: 400 })
})

it('a test for a unit root heeds the lags that it is given (ADF lag ignored)', () => {
  const random = Random.stream(1, 'past')
  const series = new Float64Array(200)
  for (let i = 4; i < 200; i += 1)
    series[i] = 0.5 * Number(series[i - 1]) + 0.3 * Number(series[i - 4]) + random.normal()
  const found = [0, 1, 4].map((lags) => dickeyFuller(series, { lags }))
  expect(found.map((of) => of?.lags)).toEqual([0, 1, 4])
  expect(new Set(found.map((of) => of?.statistic)).size).toBe(3)
})

it('a watch of correlations heeds the window that it is given (DCC window ignored)', () => {
  const first = [10, 25, 60].map((windowCount) => {
    const watch = new CorrelationBreak(windowCount)
    const random = Random.stream(2, 'past')
    let day = 0
    while (watch.update(0.4 + 0.01 * random.normal()) === undefined) day += 1
    return day
  })
  expect(first).toEqual([10, 25, 60])
})

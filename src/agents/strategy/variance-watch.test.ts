import { expect, it } from 'vitest'
import { defined, Random } from '../../base/index.ts'
import { BarColumns, hourUs, minuteUs } from '../../domain/index.ts'
import { fitGarch, forecastVariance, GarchVariance } from '../../quant/index.ts'
import { madeInstrument } from '../../../test/simulation/null-scene.ts'
import { BarPeer } from '../peer.ts'
import { VarianceWatch } from './variance-watch.ts'

const options = { stepUs: hourUs, window: 300, refit: 24, ahead: 12 }
const hours = 500

/** Bars of a quarter of an hour with clusters of volatility. */
function barsOf(barUs: number): BarColumns {
  const random = Random.stream(3, 'variance-watch')
  const bars = new BarColumns(hours * 4)
  let [price, size] = [100_000, 0.002]
  for (let row = 1; row <= (hours * hourUs) / barUs; row += 1) {
    if (random.next() < 0.01) size = 0.01
    size = 0.002 + 0.97 * (size - 0.002)
    price = Math.round(price * (1 + size * random.normal()))
    bars.push(row * barUs, price, price, price, price, 1)
  }
  return bars
}

const quarters = barsOf(15 * minuteUs)

/** What a watch says at the end of every hour from `from` on. */
function toldFrom(from: number, bars = quarters, barUs = 15 * minuteUs): number[] {
  const peer = new BarPeer(madeInstrument('BTC-USD.SIM'), bars)
  const watch = new VarianceWatch(options)
  const told: number[] = []
  for (let row = 0; row < bars.length; row += 1) {
    peer.row = row
    const ts = bars.ts[row] as number
    if (ts < from * hourUs) continue
    watch.look(peer, barUs)
    if (ts % hourUs === 0) told.push(watch.deviation)
  }
  return told
}

it('is the fit of the last window that is whole, carried on by each return since', () => {
  const close = (hour: number): number => quarters.close[quarters.rowAt(hour * hourUs)] as number
  const returnAt = (hour: number): number => Math.log(close(hour) / close(hour - 1))
  const at = 470
  const fitAt = at - (at % options.refit)
  const returns = Float64Array.from({ length: 300 }, (_, i) => returnAt(fitAt - 299 + i))
  const fit = defined(fitGarch(returns), 'a fit')
  const path = new GarchVariance(fit)
  for (let hour = fitAt + 1; hour <= at; hour += 1) path.update(returnAt(hour))
  const total = forecastVariance({ ...fit, nextVariance: path.variance }, 12).aggregated[11]
  const told = toldFrom(1)[at - 1]
  expect(told).toBeCloseTo(Math.sqrt((total as number) / 12), 14)
})

it('comes to the same whenever it is asked first', () => {
  const all = toldFrom(1)
  for (const from of [2, 320, 400, 477, 499]) expect(toldFrom(from)).toEqual(all.slice(from - 1))
})

it('has nothing to tell until there is a window of returns before a fit', () => {
  const told = toldFrom(1)
  const first = told.findIndex((deviation) => deviation > 0) + 1
  // The first multiple of 24 hours with 300 returns before it; the first bar has no return.
  expect(first).toBe(312)
  expect(told.slice(0, first - 1).every((deviation) => Number.isNaN(deviation))).toBe(true)
})

it('takes the length of the bars for a step where these are longer', () => {
  const long = barsOf(4 * hourUs)
  const watch = new VarianceWatch({ ...options, stepUs: 4 * hourUs, window: 60, refit: 6 })
  const same = new VarianceWatch({ ...options, window: 60, refit: 6 })
  const peer = new BarPeer(madeInstrument('BTC-USD.SIM'), long)
  for (let row = 0; row < long.length; row += 1) {
    peer.row = row
    watch.look(peer, 4 * hourUs)
    same.look(peer, 4 * hourUs)
    expect(same.deviation).toBe(watch.deviation)
  }
  expect(watch.deviation).toBeGreaterThan(0)
})

it('goes on after it was saved, fitting again what it had fitted', () => {
  const peer = new BarPeer(madeInstrument('BTC-USD.SIM'), quarters)
  const watch = new VarianceWatch(options)
  const other = new VarianceWatch(options)
  for (let row = 0; row < quarters.length; row += 1) {
    peer.row = row
    watch.look(peer, 15 * minuteUs)
    if (row === 1_700) other.load(JSON.parse(JSON.stringify(watch.save())))
    if (row > 1_700) other.look(peer, 15 * minuteUs)
    if (row >= 1_700) expect(other.deviation).toBe(watch.deviation)
  }
})

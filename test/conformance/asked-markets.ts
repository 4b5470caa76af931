import { defined, Random } from '../../src/base/index.ts'
import { BarColumns, type InstrumentId, instrument } from '../../src/domain/index.ts'
import type { LoadedBars } from '../../src/market/index.ts'

/** The market and one that follows it at a distance that comes and goes. */
export function withCompanion(of: LoadedBars): readonly [LoadedBars, LoadedBars] {
  const random = Random.stream(9, of.instrument.id)
  const bars = new BarColumns(of.bars.length)
  let [gap, before] = [0, of.bars.open[0] as number]
  for (let row = 0; row < of.bars.length; row += 1) {
    gap = 0.98 * gap + 0.002 * random.normal()
    const close = Math.max(2, Math.round((of.bars.close[row] as number) * 0.5 * Math.exp(gap)))
    const open = Math.max(2, Math.round(row === 0 ? before / 2 : before))
    bars.push(
      of.bars.ts[row] as number,
      open,
      Math.max(open, close) + 1,
      Math.min(open, close) - 1,
      close,
      1_000,
    )
    before = close
  }
  const instrument = { ...of.instrument, id: 'ETH-USD.SIM' as InstrumentId }
  return [{ ...of, instrument, bars }, of]
}

/** The market, one that walks by itself, and before them one that is half of each, not for long. */
export function withTied(of: LoadedBars): readonly LoadedBars[] {
  const random = Random.stream(11, of.instrument.id)
  const [first, second] = [new BarColumns(of.bars.length), new BarColumns(of.bars.length)]
  const start = of.bars.open[0] as number
  let [gap, walk] = [0, 0]
  for (let row = 0; row < of.bars.length; row += 1) {
    walk += 0.005 * random.normal()
    gap = 0.9 * gap + 0.004 * random.normal()
    const own = Math.log((of.bars.close[row] as number) / start)
    const closes = [start * Math.exp(0.5 * (own + walk) + gap), start * Math.exp(walk)]
    for (const [i, bars] of [first, second].entries()) {
      const close = Math.max(2, Math.round(closes[i] as number))
      bars.push(of.bars.ts[row] as number, close, close + 1, close - 1, close, 1_000)
    }
  }
  const named = (id: string): LoadedBars['instrument'] => ({
    ...of.instrument,
    id: id as InstrumentId,
  })
  return [
    { ...of, instrument: named('SOL-USD.SIM'), bars: first },
    { ...of, instrument: named('ETH-USD.SIM'), bars: second },
    of,
  ]
}

/** The market among others that say something of its price: a triangle, and another venue. */
export function withVenues(of: LoadedBars): readonly LoadedBars[] {
  const [other] = withCompanion(of)
  const made = instrument('ETH-BTC.SIM' as InstrumentId, '0.00001', '0.0001')
  const cross = defined(made.ok ? made.value : undefined, 'ETH-BTC.SIM')
  const ticks = (row: number): number =>
    (other.bars.close[row] as number) / (of.bars.close[row] as number) / cross.tickSize
  return [
    other,
    parted({ ...of, instrument: cross }, ticks),
    parted(
      { ...of, instrument: { ...of.instrument, id: 'BTC-USD.ALT' as InstrumentId } },
      (row) => of.bars.close[row] as number,
    ),
    of,
  ]
}

/** Closes as `ticksAt` has them, but for some hours now and then. */
function parted(of: LoadedBars, ticksAt: (row: number) => number): LoadedBars {
  const random = Random.stream(10, of.instrument.id)
  const bars = new BarColumns(of.bars.length)
  let gap = 0
  for (let row = 0; row < of.bars.length; row += 1) {
    gap = random.next() < 0.02 ? 0.06 * (random.next() - 0.5) : 0.7 * gap
    const close = Math.max(2, Math.round(ticksAt(row) * Math.exp(gap)))
    bars.push(of.bars.ts[row] as number, close, close + 1, close - 1, close, 1_000)
  }
  return { ...of, bars }
}

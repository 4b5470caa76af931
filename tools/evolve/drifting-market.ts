import { defined, Random } from '../../src/base/index.ts'
import {
  BarColumns,
  dayUs,
  type InstrumentId,
  instrument,
  type Micros,
} from '../../src/domain/index.ts'
import { columnsSha256, type LoadedBars } from '../../src/market/index.ts'

/** Standard deviation of the noise of a day. */
const deviation = 0.015
/** When the first bar opens. Unit: us. */
export const firstDayUs = 1_483_228_800_000_000

/** Days for which a state of the market that holds half of the time lasts, on average. */
const daysOfState = 20

/** What can be known of a market. */
export type DriftingEdge = {
  /** Of a day while the state is up, fraction; else down, less the longer that is. 0 is noise. */
  readonly drift: number
  /** Share of the days on which the state is up. */
  readonly upShare: number
  /** How far the state moves where a bar closes in its range, from -1 to 1; by chance 0.4. */
  readonly signal: number
  /**
   * Where in its range a bar closes on average, -1 at the low to 1 at the high, at the start and at
   * the end; in between it moves evenly. The state adds to it, or takes from it.
   */
  readonly middleFrom: number
  readonly middleTo: number
}

/** Up as often as down, and hard to read. */
export const evenEdge: Omit<DriftingEdge, 'drift'> = {
  ...{ upShare: 0.5, signal: 0.35 },
  ...{ middleFrom: 0, middleTo: 0.4 },
}

/**
 * Daily bars of one instrument with a planted edge that drifts: a state that lasts for weeks moves
 * the price, and can be read off where bars close in their range; but what is high and what is low
 * there moves on with the years. Who reads it by a level that was right once loses the edge by and
 * by. Volume is noise.
 *
 * @param intervalUs - Length of a bar where it is not a day: all the same things happen faster.
 */
export function driftingMarket(
  seed: number,
  days: number,
  edge: DriftingEdge,
  intervalUs: number = dayUs,
): LoadedBars {
  const random = Random.stream(seed, 'a market whose edge drifts')
  const bars = new BarColumns(days)
  let price = 1_000_000
  const { drift, upShare, signal } = edge
  const downDrift = (-drift * upShare) / (1 - upShare)
  let isUp = random.next() < upShare
  for (let day = 0; day < days; day += 1) {
    const open = Math.max(2, Math.round(price))
    price = Math.max(1_000, price * (1 + (isUp ? drift : downDrift) + deviation * random.normal()))
    // The bar that closes today tells of the state that moves tomorrow.
    const lasts = 2 * daysOfState * (isUp ? upShare : 1 - upShare)
    if (random.next() < 1 / lasts) isUp = !isUp
    const middle = edge.middleFrom + ((edge.middleTo - edge.middleFrom) * day) / days
    const told = isUp ? signal : -signal
    const place = Math.min(1, Math.max(-1, middle + told + 0.4 * random.normal()))
    const close = Math.round(price)
    const [high, low] = rangeAround(open, close, place)
    bars.push(firstDayUs + (day + 1) * intervalUs, open, high, low, close, 1_000_000_000_000)
  }
  const made = instrument('BTC-USD.SIM' as InstrumentId, '0.01', '0.00000001')
  return {
    instrument: defined(made.ok ? made.value : undefined, 'instrument'),
    ...{ bars, intervalUs, sha256: columnsSha256(bars) },
    sources: [
      {
        path: 'a drifting edge',
        rows: days,
        from: firstDayUs as Micros,
        to: (firstDayUs + days * intervalUs) as Micros,
      },
    ],
  }
}

/** A range of 3 % in which a bar closes at `place`, wider where it began outside of it. */
function rangeAround(open: number, close: number, place: number): readonly [number, number] {
  const share = (1 + place) / 2
  const range = 0.03 * close
  const high = Math.round(close + range * (1 - share))
  const low = Math.round(close - range * share)
  return [Math.max(open, high) + 1, Math.max(1, Math.min(open, low) - 1)]
}

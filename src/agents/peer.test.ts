import fc from 'fast-check'
import { expect, it } from 'vitest'
import { BarColumns, type InstrumentId, type Micros } from '../domain/index.ts'
import { BarPeer } from './peer.ts'

const btc = { id: 'BTC-USD.KRAKEN' as InstrumentId, tickSize: 0.1 }

function peerOf(times: readonly number[]): BarPeer {
  const bars = new BarColumns(times.length)
  for (const [i, ts] of times.entries()) bars.push(ts, i + 1, i + 1, i + 1, i + 1, 1)
  return new BarPeer(btc, bars)
}

it('knows nothing before its first bar', () => {
  const peer = peerOf([5])
  expect([peer.asOf, peer.close, peer.closeAgo(0), peer.closeAt(9 as Micros)]).toEqual([
    ...[Number.NaN, Number.NaN, Number.NaN, Number.NaN],
  ])
})

it('never tells of a bar that is later than the newest', () => {
  const times = fc.uniqueArray(fc.nat({ max: 200 }), { minLength: 1, maxLength: 30 })
  fc.assert(
    fc.property(times, fc.nat(), fc.nat({ max: 250 }), (unsorted, at, ts) => {
      const sorted = unsorted.toSorted((a, b) => a - b)
      const peer = peerOf(sorted)
      peer.row = at % sorted.length
      const known = sorted.slice(0, peer.row + 1)
      expect(peer.asOf).toBe(known.at(-1))
      expect(peer.close).toBeCloseTo(0.1 * known.length)
      const over = known.filter((each) => each <= ts).length
      if (over === 0) expect(peer.closeAt(ts as Micros)).toBeNaN()
      else expect(peer.closeAt(ts as Micros)).toBeCloseTo(0.1 * over)
      expect(peer.closeAgo(known.length)).toBeNaN()
      expect(peer.closeAgo(-1)).toBeNaN()
    }),
  )
})

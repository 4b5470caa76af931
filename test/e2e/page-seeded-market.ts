import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { type BookDepth, type DeskSnapshot, LatencyWatch } from '../../src/app/index.ts'
import { Random } from '../../src/base/index.ts'
import { sampled, ShownDesk, withStatus } from './page-extremes.ts'

const dayMs = 86_400_000
const endMs = Date.UTC(2026, 10, 20)

/** The same desk, as if its bars came from a venue as they happen. */
export function ofVenue(snapshot: DeskSnapshot): DeskSnapshot {
  const source = { kind: 'venue', label: 'Kraken public market data', speed: 1 } as const
  return { ...snapshot, desk: { ...snapshot.desk, source } }
}

/** Files of sources: one that speaks up to the newest bars, one that fell silent. */
export function sourceFiles(folder: string): void {
  const row = (daysAgo: number, said: string): string =>
    `${new Date(endMs - daysAgo * dayMs).toISOString().slice(0, 10)},${said}`
  const days = Array.from({ length: 60 }, (_, i) => 60 - i)
  const fear = days.map((ago) => row(ago, `${20 + ((ago * 7) % 60)}`))
  const chain = days.filter((ago) => ago > 30).map((ago) => row(ago, `mvrv,${1.8 + ago / 100}`))
  const write = (name: string, lines: readonly string[]): void =>
    writeFileSync(path.join(folder, name), [...lines, ''].join('\n'))
  write('fear_greed_1d.csv', ['date,value', ...fear])
  write('btc_onchain_1d.csv', ['date,series,value', ...chain])
  write('notes.csv', ['a,b', '1,2'])
}

/** What was measured of three days of bars, a minute apart; some hours were slow. */
export function seededLatency(): LatencyWatch {
  const feed = new ShownDesk(ofVenue(withStatus(sampled(0, 'silent'), { marketTime: 0 })))
  const watch = new LatencyWatch(feed)
  const random = Random.fromSeed(5)
  for (let t = endMs - 3 * dayMs; t < endMs; t += 120_000) {
    const hour = Math.floor(t / 3_600_000) % 24
    const slow = hour === 14 ? 40 : hour % 7 === 0 ? 6 : 1
    const late = Math.round((80 + 240 * random.next()) * slow)
    feed.publish({ status: { ...feed.snapshot().status, marketTime: t, receivedAt: t + late } })
  }
  return watch
}

/** A book of the sample desk's instruments; the last of them waits for a snapshot. */
export function seededDepth(instrument: string): BookDepth {
  const isStale = instrument.startsWith('SOL')
  const middle = instrument.startsWith('BTC') ? 68_420 : 3_512
  const side = (sign: number): BookDepth['bids'] =>
    Array.from({ length: 25 }, (_, i) => {
      const price = middle + sign * (0.5 + i) * (middle / 68_000)
      return { price, quantity: 0.2 + ((i * 37 + (sign > 0 ? 5 : 0)) % 23) / 7 }
    })
  if (isStale) return { t: Date.now() - 4_000, isStale, bids: [], asks: [] }
  return { t: Date.now() - 4_000, isStale, bids: side(-1), asks: side(1) }
}

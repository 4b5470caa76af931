import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { defined, Random } from '../../base/index.ts'
import { type InstrumentId, instrument } from '../../domain/index.ts'
import { type Disk, SimulatedDisk } from '../../kernel/index.ts'
import { MarketRecorder } from './market-recorder.ts'
import { readSegment } from './segment-frames.ts'
import { readManifest } from './segment-manifest.ts'
import type { TickRecord } from './tick-record.ts'
import { cutting } from '../../../test/simulation/cutting-disk.ts'
import { PowerCut } from '../../../test/simulation/kill-sites.ts'

const made = instrument('BTC-USD.KRAKEN' as InstrumentId, '0.1', '0.00000001')
const btc = defined(made.ok ? made.value : undefined, 'btc')
const folder = `catalog/${btc.id}/ticks`

function opened(disk: Disk): MarketRecorder {
  return new MarketRecorder({
    disk,
    folder: 'catalog',
    instruments: [btc],
    keepBytes: 1 << 30,
    areTradesNumbered: true,
  })
}

const filesOf = (disk: Disk, ending: string): readonly string[] =>
  disk
    .list(folder)
    .filter((name) => name.endsWith(ending))
    .map((name) => `${folder}/${name}`)

/** Half a minute apart, so that hours go by. */
function tradeAt(i: number): TickRecord {
  const ts = 1_700_000_000_000_000 + i * 30_000_000
  return { kind: 'trade', tsEvent: ts, tsInit: ts, trade: i, side: 1, ticks: 10 + i, lots: 1 }
}

describe('a loss of power', () => {
  it('leaves sealed files, and of the open one what was synced, whichever write it came before', () => {
    for (let cut = 0; cut < 220; cut += 1) {
      const disk = new SimulatedDisk()
      const given: TickRecord[] = []
      let synced = 0
      try {
        const recorder = opened(cutting(disk, cut))
        for (let i = 0; i < 400; i += 1) {
          given.push(tradeAt(i))
          recorder.take(0, tradeAt(i))
          if (i % 10 !== 9) continue
          recorder.drain()
          synced = given.length
        }
        recorder.close()
      } catch (error) {
        if (!(error instanceof PowerCut)) throw error
      }
      disk.crash(Random.fromSeed(cut))
      const again = opened(disk)
      again.close()
      for (const path of filesOf(disk, '.ticks')) {
        const manifest = readManifest(disk, path)
        const bytes = disk.bytes(path)
        expect(manifest?.bytes).toBe(bytes.length)
        expect(manifest?.sha256).toBe(createHash('sha256').update(bytes).digest('hex'))
      }
      const back = filesOf(disk, '.ticks')
        .flatMap((path) => readSegment(disk.bytes(path))?.records ?? [])
        .filter(({ kind }) => kind === 'trade')
      expect(back).toEqual(given.slice(0, back.length))
      expect(back.length).toBeGreaterThanOrEqual(synced)
      expect(filesOf(disk, '.next')).toEqual([])
    }
  })
})

// @module-tag long

import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { afterAll, describe, expect, it } from 'vitest'
import { defined } from '../../src/base/index.ts'
import { type InstrumentId, instrument } from '../../src/domain/index.ts'
import { nodeDisk } from '../../src/kernel/index.ts'
import { DeltaReplay, loadTape, MarketRecorder, type TickTape } from '../../src/market/index.ts'
import { recordsOf } from './tape-records.ts'

/** Too large for the repository. */
const ticks = '../shared/data/ticks'
const folder = mkdtempSync(`${tmpdir()}/coinswarm-recorded-`)
afterAll(() => rmSync(folder, { recursive: true }))

/** The second begins with updates that wait for a snapshot. */
const markets = [
  { name: 'binance_usdm_btcusdt_20230405', tick: '0.1', lot: '0.001' },
  { name: 'binance_spot_btcusdt_20240809', tick: '0.01', lot: '0.00000001' },
] as const

describe.skipIf(!existsSync(ticks))('a recorded real market', () => {
  it.each(markets)(
    'comes back bit for bit, with its book at every update: $name',
    async (market) => {
      const { name, tick, lot } = market
      const files = ['l2', 'trades', 'bbo'].map((kind) => `${ticks}/${name}.${kind}.csv.gz`)
      const made = instrument('BTC-USDT.BINANCE' as InstrumentId, tick, lot)
      const of = defined(made.ok ? made.value : undefined, name)
      const tape = await loadTape(files, { spec: { tick, lot } })
      const into = `${folder}/${name}`
      const recorder = new MarketRecorder({
        disk: nodeDisk,
        folder: into,
        instruments: [of],
        keepBytes: 1e9,
        areTradesNumbered: true,
      })
      for (const [i, record] of recordsOf(tape).entries()) {
        recorder.take(0, record)
        if (i % 100 === 0) recorder.drain()
      }
      recorder.close()
      // The start is the only gap, and at midnight a second file begins with the book as it was.
      expect(recorder.status).toMatchObject({ lost: 0, passedOver: 0, gaps: 1, files: 2 })
      const path = `${into}/${of.id}/ticks`
      const names = nodeDisk.list(path).filter((each) => each.endsWith('.ticks'))
      const back = await loadTape(
        names.map((each) => `${path}/${each}`),
        {},
      )
      expect(back.trades?.columns).toEqual(tape.trades?.columns)
      expect(back.quotes?.columns).toEqual(tape.quotes?.columns)
      expect(sameBooks(tape, back)).toBeGreaterThan(5_000)
    },
    30_000,
  )
})

/** @returns At how many updates the books were compared. */
function sameBooks(tape: TickTape, back: TickTape): number {
  const live = new DeltaReplay(defined(tape.deltas, 'deltas'))
  const replay = new DeltaReplay(defined(back.deltas, 'deltas'))
  let updates = 0
  for (let ts = live.nextTs; Number.isFinite(ts); ts = live.nextTs) {
    live.playUntil(ts)
    replay.playUntil(ts)
    updates += 1
    if (shown(live) !== shown(replay)) expect(shown(replay)).toBe(shown(live))
  }
  return updates
}

const [ticksOf, lotsOf] = [new Float64Array(50), new Float64Array(50)]

/** The best fifty levels of each side. */
function shown({ book }: DeltaReplay): string {
  return [true, false]
    .map((isBid) => {
      const count = book.depth(isBid, ticksOf, lotsOf)
      return `${ticksOf.subarray(0, count).join()} ${lotsOf.subarray(0, count).join()}`
    })
    .join('|')
}

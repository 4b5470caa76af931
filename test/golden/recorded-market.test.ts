import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { afterAll, describe, expect, it } from 'vitest'
import { defined } from '../../src/base/index.ts'
import { type InstrumentId, instrument } from '../../src/domain/index.ts'
import { nodeDisk } from '../../src/kernel/index.ts'
import {
  type BookRecord,
  DeltaReplay,
  type DeltaTable,
  loadTape,
  MarketRecorder,
  type TickRecord,
  type TickTape,
} from '../../src/market/index.ts'

/** Too large for the repository. */
const ticks = '../shared/data/ticks'
const folder = mkdtempSync(`${tmpdir()}/coinswarm-recorded-`)
afterAll(() => rmSync(folder, { recursive: true }))

/** The second begins with updates that wait for a snapshot. */
const markets = [
  { name: 'binance_usdm_btcusdt_20230405', tick: '0.1', lot: '0.001' },
  { name: 'binance_spot_btcusdt_20240809', tick: '0.01', lot: '0.00000001' },
] as const

/** The rows of a tape as they were heard, those of one time in the order of their kinds. */
function recordsOf(tape: TickTape): readonly TickRecord[] {
  const deltas = defined(tape.deltas, 'deltas')
  const quotes = defined(tape.quotes, 'quotes').columns
  const trades = defined(tape.trades, 'trades').columns
  const row = (columns: object, at: number): Record<string, number> =>
    Object.fromEntries(Object.entries(columns).map(([key, column]) => [key, column[at]]))
  const records = [
    ...updatesOf(deltas),
    ...Array.from(trades.tsInit, (_, i) => ({ kind: 'trade', ...row(trades, i) })),
    ...Array.from(quotes.tsInit, (_, i) => ({ kind: 'quote', ...row(quotes, i) })),
  ] as TickRecord[]
  return records.sort((a, b) => a.tsInit - b.tsInit)
}

function updatesOf({ columns, length }: DeltaTable): readonly BookRecord[] {
  const { last, isSnapshot, first, previous, tsEvent, tsInit, isBid, ticks: at, lots } = columns
  const starts = Array.from({ length }, (_, i) => i).filter(
    (i) => i === 0 || last[i] !== last[i - 1] || isSnapshot[i] !== isSnapshot[i - 1],
  )
  return starts.map((from, i) => {
    const end = starts[i + 1] ?? length
    return {
      kind: isSnapshot[from] === 1 ? 'snapshot' : 'delta',
      tsEvent: tsEvent[from] ?? 0,
      tsInit: tsInit[from] ?? 0,
      first: first[from] ?? 0,
      last: last[from] ?? 0,
      previous: previous[from] ?? 0,
      isBid: [...isBid.subarray(from, end)].map((each) => each === 1),
      ticks: [...at.subarray(from, end)],
      lots: [...lots.subarray(from, end)],
    }
  })
}

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

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { defined } from '../src/base/index.ts'
import type { DeskEvent } from '../src/domain/index.ts'
import { type DeskObserver, DeskRun, nobody } from '../src/engine/index.ts'
import { MemoryJournal, readJournal, SegmentJournal } from '../src/journal/index.ts'
import { type Journal, nodeDisk } from '../src/kernel/index.ts'
import { type FeedBar, feedBarAt, type LoadedBars } from '../src/market/index.ts'
import { millionBars } from './bench-market.ts'
import { type BenchRow, type BenchSize, failedRow } from './bench-row.ts'
import { busySetup } from './engine-bench.ts'
import { median, quantileOf } from './measure.ts'

const name = 'desk.event-to-order'
const unit = 'us p99'
/** One-minute bars that are traded before anything is timed. */
const warmBars = 20_000

/** Times of the events that led to an order, us, and what the run came to. */
type Timed = {
  readonly us: readonly number[]
  /** A bare commit of as much, right after each of them; empty in memory. */
  readonly commitUs: readonly number[]
  readonly hash: string
}

/**
 * From a bar given to the desk to the end of the call in which its order left: journaled, matched
 * against what waits, marked, seen, judged, voted on, sized, checked, recorded, sent. In memory,
 * and with the durable journal beside a bare commit of as many events on the same disk.
 */
export async function deskEventToOrder(size: BenchSize): Promise<BenchRow[]> {
  const { market, note } = await millionBars(size)
  const isFull = size === 'full'
  const rows = isFull ? 200_000 : warmBars + 4_000
  const of = defined(market[0], 'the market')
  const short = { ...of, bars: of.bars.slice(0, rows) }
  const runs = Array.from({ length: isFull ? 15 : 1 }, () => inMemory(short))
  const durable = onDisk({ ...of, bars: of.bars.slice(0, isFull ? 60_000 : rows) })
  const beside = inMemory({ ...of, bars: of.bars.slice(0, isFull ? 60_000 : rows) })
  if (durable.hash !== beside.hash || runs.some(({ hash }) => hash !== runs[0]?.hash))
    return [failedRow(name, unit, 'two runs of one market differ')]
  const what = `${note}, ${rows} bars, traded at every turn`
  return [memoryRow(runs, what), durableRow(durable, what)]
}

function memoryRow(runs: readonly Timed[], what: string): BenchRow {
  const p99 = runs.map(({ us }) => quantileOf(us, 0.99))
  const all = runs.flatMap(({ us }) => us)
  const [p50, p999] = [median(all), quantileOf(all, 0.999)].map((of) => of.toFixed(1))
  return {
    name,
    value: median(p99),
    unit,
    peer: 'none',
    ratio: null,
    hash: runs[0]?.hash ?? '',
    status: 'measured',
    spread: [quantileOf(p99, 0.1), quantileOf(p99, 0.9)],
    best: Math.min(...p99),
    repetitions: runs.length,
    goal: '<= 100 us',
    note:
      `journal in memory; ${what}; ${all.length} orders, p50 ${p50} us, p99.9 ${p999} us, ` +
      `slowest ${Math.max(...all).toFixed(0)} us`,
  }
}

function durableRow({ us, commitUs, hash }: Timed, what: string): BenchRow {
  const ratios = us.map((own, i) => (commitUs[i] as number) / own)
  const [ours, commit] = [median(us), median(commitUs)].map((of) => of.toFixed(1))
  return {
    name: `${name}.durable`,
    value: quantileOf(us, 0.99),
    unit,
    peer: 'append and commit of as many events, right after each',
    peerValue: quantileOf(commitUs, 0.99),
    ratio: median(ratios),
    hash,
    status: 'measured',
    spread: [quantileOf(us, 0.1), quantileOf(us, 0.9)],
    ratioSpread: [quantileOf(ratios, 0.1), quantileOf(ratios, 0.9)],
    best: Math.min(...us),
    repetitions: us.length,
    goal: 'one commit more than in memory: ratio >= 0.8',
    note: `journal on disk; ${what.replace(/\d+ bars/, 'its first part')}; p50 ${ours} us, of a commit ${commit} us`,
  }
}

function inMemory(of: LoadedBars): Timed {
  const journal = new MemoryJournal()
  return { ...timeOrders(of, journal, () => {}), commitUs: [], hash: journal.decisionHash() }
}

function onDisk(of: LoadedBars): Timed {
  const folder = mkdtempSync(`${tmpdir()}/coinswarm-bench-`)
  try {
    const open = (part: string): SegmentJournal =>
      SegmentJournal.open({
        disk: nodeDisk,
        folder: `${folder}/${part}`,
        anchor: `${folder}/${part}-anchor`,
      })
    const [journal, bare] = [open('journal'), open('bare')]
    const commitUs: number[] = []
    const { us } = timeOrders(of, journal, (events) => {
      for (const event of events) bare.append(event)
      const start = process.hrtime.bigint()
      bare.commit()
      commitUs.push(Number(process.hrtime.bigint() - start) / 1_000)
    })
    journal.close()
    bare.close()
    const again = new MemoryJournal()
    for (const { event } of readJournal(`${folder}/journal`, nodeDisk)) again.append(event)
    return { us, commitUs, hash: again.decisionHash() }
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/** @param after - Given the events of a bar that led to an order, right after it. */
function timeOrders(
  of: LoadedBars,
  journal: Journal,
  after: (events: readonly DeskEvent[]) => void,
): { readonly us: readonly number[] } {
  let sent = 0
  let events: DeskEvent[] = []
  const observer: DeskObserver = { ...nobody, onOrder: () => void (sent += 1) }
  const run = new DeskRun({
    setup: busySetup([of]),
    recorded: [],
    journal,
    observer,
    onEvent: (_, event) => void events.push(event),
  })
  const us: number[] = []
  const take = (bar: FeedBar, isTimed: boolean): void => {
    const before = sent
    events = []
    const start = process.hrtime.bigint()
    run.onBar(bar, 'live')
    const end = process.hrtime.bigint()
    if (sent === before || !isTimed) return
    us.push(Number(end - start) / 1_000)
    after(events)
  }
  for (let row = 0; row < of.bars.length; row += 1)
    take(feedBarAt(of.bars, row, 0), row >= warmBars)
  run.commit()
  run.desk.ledger.verify()
  return { us }
}

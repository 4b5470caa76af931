import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { deskPaths, loadConfiguration, PaperDesk, setupOf } from '../src/app/index.ts'
import type { Micros } from '../src/domain/index.ts'
import { newestSnapshot, readJournal } from '../src/journal/index.ts'
import { type Clock, liveClock, nodeDisk } from '../src/kernel/index.ts'
import { type BenchRow, type BenchSize, failedRow } from './bench-row.ts'
import { median, quantileOf, timed } from './measure.ts'

const name = 'journal.recovery'
/** A journal is run again up to so many events, and continued from a snapshot beyond. */
const limit = 1_000_000

/** A clock whose time is the machine's, and whose turns come when they are asked for. */
class TurnedClock implements Clock {
  #due: (() => void)[] = []

  now(): Micros {
    return liveClock.now()
  }

  /** What is to come later never does: only a market as fast as possible asks for now. */
  after(us: number, task: () => void): () => void {
    if (us === 0) this.#due.push(task)
    return () => {
      this.#due = this.#due.filter((other) => other !== task)
    }
  }

  turn(): void {
    for (const task of this.#due.splice(0)) task()
  }
}

/** Opening a paper desk whose journal is there already: run again, and from a snapshot. */
export async function journalRecovery(size: BenchSize): Promise<BenchRow[]> {
  const folder = mkdtempSync(`${tmpdir()}/coinswarm-bench-`)
  const isFull = size === 'full'
  try {
    await grow(folder, isFull ? limit - 20_000 : 10_000)
    const rows = [await recovery(folder, name, isFull ? 5 : 1)]
    if (isFull) {
      await grow(folder, limit + 5_000)
      rows.push(await recovery(folder, `${name}.snapshot`, 5))
    }
    return rows
  } finally {
    rmSync(folder, { recursive: true })
  }
}

function open(folder: string, clock: Clock): Promise<PaperDesk> {
  const { values } = loadConfiguration({ folder, variables: {}, flags: [] })
  return PaperDesk.open({
    folder,
    choice: { market: ['generated'], instruments: [], speed: 0, seed: 1, clock },
    seats: [{ from: 'trend', parameters: {} }],
    setup: (agents) => setupOf(values, agents),
    segmentBytes: 64 << 20,
    snapshotEvery: 1_000_000,
    clock,
    version: 'bench',
    onNote: () => {},
  })
}

/** Runs the desk of the folder on until it has taken in so many bars; other events come beside. */
async function grow(folder: string, bars: number): Promise<void> {
  const clock = new TurnedClock()
  const desk = await open(folder, clock)
  const running = desk.start()
  while (desk.snapshot().status.bars < bars) clock.turn()
  desk.stop()
  await running
}

async function recovery(folder: string, row: string, count: number): Promise<BenchRow> {
  const paths = deskPaths(folder)
  const seconds: number[] = []
  const readSeconds: number[] = []
  const hash = stateOf(folder)
  let events = 0
  for (let n = 0; n < count; n += 1) {
    readSeconds.push(
      timed(() => {
        for (const { sequence } of readJournal(paths.journal, nodeDisk)) events = sequence
      }),
    )
    const start = process.hrtime.bigint()
    const desk = await open(folder, new TurnedClock())
    seconds.push(Number(process.hrtime.bigint() - start) / 1e9)
    desk.stop()
    if (stateOf(folder) !== hash) return failedRow(row, 's', 'it opened in another state')
  }
  const ratios = seconds.map((own, i) => (readSeconds[i] as number) / own)
  return {
    name: row,
    value: median(seconds),
    unit: 's',
    peer: 'the journal read and every event decoded',
    peerValue: median(readSeconds),
    ratio: median(ratios),
    hash,
    status: 'measured',
    spread: [quantileOf(seconds, 0.1), quantileOf(seconds, 0.9)],
    ratioSpread: [quantileOf(ratios, 0.1), quantileOf(ratios, 0.9)],
    best: Math.min(...seconds),
    repetitions: count,
    goal: '<= 5 s for 1000000 events',
    note:
      `${events} events of four instruments, trend; ` +
      (events > limit
        ? 'from the snapshot of the last stop'
        : 'all of them run again, page and all'),
  }
}

/** Hash of the state in which the desk of the folder was stopped. */
function stateOf(folder: string): string {
  const { snapshots } = deskPaths(folder)
  return newestSnapshot(nodeDisk, snapshots, Number.POSITIVE_INFINITY)?.stateHash ?? 'none'
}

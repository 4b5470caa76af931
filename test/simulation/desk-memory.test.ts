// @module-tag long
import { describe, expect, it } from 'vitest'
import { agentByName } from '../../src/agents/index.ts'
import { defined } from '../../src/base/index.ts'
import { BarColumns, hourUs, type Micros, micros } from '../../src/domain/index.ts'
import {
  backtest,
  Desk,
  DeskMemory,
  DeskRun,
  type DeskSetup,
  nobody,
  stateHash,
} from '../../src/engine/index.ts'
import {
  MemoryJournal,
  newestSnapshot,
  readJournal,
  SegmentJournal,
  writeSnapshot,
} from '../../src/journal/index.ts'
import { SimulatedDisk } from '../../src/kernel/index.ts'
import type { LoadedBars } from '../../src/market/index.ts'
import type { Episode } from '../../src/memory/index.ts'
import { sceneSetup, seatOf, trendingMarket } from './null-scene.ts'
import { uncounted } from './uncounted.ts'

const trend = seatOf(defined(agentByName('trend'), 'trend'), { minutes: 60 })
const rows = 4_000
const market = [trendingMarket(1, rows), trendingMarket(2, rows, 'ETH-USD.SIM')]
const folder = 'desk/journal'
const snapshots = 'desk/snapshots'

type Ran = { readonly hash: string; readonly desk: Desk; readonly episodes: readonly Episode[] }

function run(recallWeight: number | undefined, on: readonly LoadedBars[] = market): Ran {
  let ended: Desk | undefined
  const setup = { ...sceneSetup([trend]), ...(recallWeight === undefined ? {} : { recallWeight }) }
  const onEnd = (desk: Desk): void => {
    ended = desk
  }
  const { run: ran } = backtest({ setup, market: on, onEnd }, uncounted)
  const desk = defined(ended, 'the desk')
  return { hash: ran.hash, desk, episodes: desk.memory?.book.episodes ?? [] }
}

/** What does not depend on where the journal is kept: numbers of events do. */
function told(episodes: readonly Episode[]): unknown {
  return episodes.map(({ evidence, ...episode }) => ({ ...episode, events: evidence.length }))
}

const setupOfRun = (recallWeight: number): DeskSetup => ({
  ...sceneSetup([trend]),
  recallWeight,
  instruments: market.map((of) => of.instrument),
  intervalsUs: market.map(() => hourUs),
})

function onDisk(disk: SimulatedDisk): DeskRun {
  const journal = SegmentJournal.open({
    ...{ disk, folder, anchor: 'desk/anchor', segmentBytes: 1 << 20, sliceBytes: 1 << 14 },
  })
  const snapshot = newestSnapshot(disk, snapshots, journal.sequence)
  const recorded = readJournal(folder, disk)
  return new DeskRun({ setup: setupOfRun(1), recorded, journal, observer: nobody, snapshot })
}

/** Shows a desk the bars after `from`, up to `to`. */
function show(desk: DeskRun, from: number, to: number): void {
  for (let row = from; row < to; row += 1)
    for (const [instrument, { bars }] of market.entries()) {
      const at = (column: Float64Array): number => Number(column[row])
      const bar = { open: at(bars.open), high: at(bars.high), low: at(bars.low) }
      const rest = { close: at(bars.close), volume: at(bars.volume) }
      desk.onBar({ instrument, ts: micros(at(bars.ts)), ...bar, ...rest }, 'live')
    }
}

describe('a desk with memory', () => {
  it('does what one without does where nobody goes by it, and something else where one does', () => {
    const plain = run(undefined)
    const watched = run(0)
    expect(watched.hash).toBe(plain.hash)
    expect(watched.episodes.length).toBeGreaterThan(100)
    const recalling = run(1)
    expect(recalling.hash).not.toBe(plain.hash)
    expect(run(1).hash).toBe(recalling.hash)
  })

  it('remembers the same in a backtest, on paper, after a restart and from the journal alone', () => {
    const backtested = run(1)
    const disk = new SimulatedDisk()
    const first = onDisk(disk)
    show(first, 0, rows / 2)
    const hash = first.checkpoint()
    writeSnapshot(disk, snapshots, {
      ...{ sequence: first.sequence, stateHash: hash, state: first.desk.save() },
    })
    const second = onDisk(disk)
    expect(stateHash(second.desk)).toBe(hash)
    expect(second.desk.memory?.book.episodes).toEqual(first.desk.memory?.book.episodes)
    show(second, rows / 2, rows)
    second.commit()
    const onPaper = defined(second.desk.memory, 'memory').book.episodes
    expect(told(onPaper)).toEqual(told(backtested.episodes))
    const columns = market.map(() => new BarColumns(64))
    const reader = new DeskMemory(setupOfRun(0), 0)
    for (const { sequence, event } of readJournal(folder, disk)) {
      if (event.kind === 'bar-closed') {
        const { ts, open, high, low, close, volume } = event
        columns[event.instrument]?.push(ts, open, high, low, close, volume)
      }
      reader.onRecorded(sequence, event, columns)
    }
    expect(reader.book.episodes).toEqual(onPaper)
    for (const { evidence } of onPaper)
      expect(evidence.every((at) => at <= second.sequence)).toBe(true)
  })

  it('decides the same when the future is poison', () => {
    const clean = decisionsUntil(market, () => {})
    expect(clean.count).toBeGreaterThan(200)
    const poisoned = market.map((of): LoadedBars => ({ ...of, bars: poisonAfter(of.bars) }))
    expect(decisionsUntil(poisoned, () => {})).toEqual(clean)
    // Outcomes of these very moments that nobody can know yet, each of them a fortune or a ruin.
    const { episodes } = run(1)
    const remember = (desk: Desk): void => {
      for (const [n, episode] of episodes.entries()) {
        const reward = n % 2 === 0 ? 50 : -1
        desk.memory?.book.remember({ ...episode, reward, knownAt: end as Micros })
      }
    }
    expect(decisionsUntil(market, remember)).toEqual(clean)
    // And they are no poison that changes nothing: known before, they turn decisions.
    const known = (desk: Desk): void => {
      for (const episode of episodes)
        desk.memory?.book.remember({ ...episode, reward: -1, knownAt: 1 as Micros })
    }
    expect(decisionsUntil(market, known).hash).not.toBe(clean.hash)
  })
})

const half = rows / 2
const end = Number(market[0]?.bars.ts[half - 1])

/** Bars that go another way after the first half. */
function poisonAfter(bars: BarColumns): BarColumns {
  const changed = bars.slice(0, bars.length)
  const copy = new BarColumns(bars.length)
  copy.append(changed)
  for (let row = half; row < copy.length; row += 1)
    for (const column of [copy.open, copy.high, copy.low, copy.close])
      column[row] = 3 * Number(column[row])
  return copy
}

/** All that is decided on the first half of bars. @param prepare - Done before the first bar. */
function decisionsUntil(
  of: readonly LoadedBars[],
  prepare: (desk: Desk) => void,
): { readonly hash: string; readonly count: number } {
  const journal = new MemoryJournal()
  const columns = of.map(({ bars }) => bars)
  const desk = new Desk(setupOfRun(1), columns, journal, nobody)
  prepare(desk)
  for (let row = 0; row < half; row += 1)
    for (const i of columns.keys()) desk.onBar(i, row, rows, 'live')
  return { hash: journal.decisionHash(), count: journal.sequence }
}

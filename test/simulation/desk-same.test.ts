// @module-tag long

import { describe, expect, it } from 'vitest'
import { Random } from '../../src/base/index.ts'
import { type DeskEvent, hourUs, type Micros } from '../../src/domain/index.ts'
import { backtest, DeskRun, nobody, runHash, stateHash } from '../../src/engine/index.ts'
import {
  MemoryJournal,
  newestSnapshot,
  readJournal,
  SegmentJournal,
  writeSnapshot,
} from '../../src/journal/index.ts'
import { SimulatedDisk } from '../../src/kernel/index.ts'
import type { FeedBar } from '../../src/market/index.ts'
import { wideLimits } from '../../src/risk/index.ts'
import { marketOf, type Scene, wildScene } from './desk-scene.ts'
import { guardedScene } from './guarded-scene.ts'
import { uncounted } from './uncounted.ts'

const folder = 'desk/journal'
const snapshots = 'desk/snapshots'

/** A scene in which nothing halts the desk, so that it trades to the end. */
function busyScene(seed: number, rows: number): Scene {
  const scene = wildScene(seed, rows)
  const limits = {
    ...wideLimits,
    isLongOnly: scene.setup.limits.isLongOnly,
    positionMax: scene.setup.limits.positionMax,
    dailyLossMax: 1,
    drawdownHalt: 1,
  }
  return { ...scene, setup: { ...scene.setup, limits } }
}

/** Close of the last bar of the warm history: a tenth of the scene. */
function warmEnd({ bars }: Scene): Micros {
  return (bars[Math.floor(bars.length / 10)] as FeedBar).ts
}

/** One life of a desk on the journal of `disk`; `close` is a clean stop. */
function opened(scene: Scene, disk: SimulatedDisk, isFromSnapshot = false) {
  const journal = SegmentJournal.open({
    disk,
    folder,
    anchor: 'desk/anchor',
    segmentBytes: 1 << 16,
    sliceBytes: 1 << 14,
  })
  const snapshot = isFromSnapshot ? newestSnapshot(disk, snapshots, journal.sequence) : undefined
  const run = new DeskRun({
    setup: scene.setup,
    recorded: readJournal(folder, disk),
    journal,
    observer: nobody,
    snapshot,
  })
  return { run, journal, isFromSnapshot: snapshot !== undefined }
}

function take(run: DeskRun, bar: FeedBar, warmUntil: Micros): void {
  run.onBar(bar, bar.ts > warmUntil ? 'live' : 'warm')
}

type Record = { readonly decisions: string; readonly kinds: ReadonlyMap<string, number> }

/** The decision stream that stands on `disk`, hashed as a backtest hashes its own. */
function recorded(disk: SimulatedDisk): Record {
  const decisions = new MemoryJournal()
  const kinds = new Map<string, number>()
  for (const { event } of readJournal(folder, disk)) {
    decisions.append(event)
    kinds.set(event.kind, (kinds.get(event.kind) ?? 0) + 1)
  }
  return { decisions: decisions.decisionHash(), kinds }
}

/** Runs a scene on a journal without a stop. */
function uninterrupted(scene: Scene): Record & { readonly state: string; readonly hash: string } {
  const disk = new SimulatedDisk()
  const { run, journal } = opened(scene, disk)
  const warmUntil = warmEnd(scene)
  for (const bar of scene.bars) take(run, bar, warmUntil)
  journal.close()
  const record = recorded(disk)
  const { desk } = run
  return { ...record, state: stateHash(desk), hash: runHash(record.decisions, desk) }
}

describe('a paper run fed back as a backtest', () => {
  it.each([1, 2, 3, 4, 5, 6, 7, 8])('gives identical bytes, seed %i', (seed) => {
    const scene = busyScene(seed, 900)
    const paper = uninterrupted(scene)
    const { setup } = scene
    const { run } = backtest(
      { setup, market: marketOf(scene), warmUntil: warmEnd(scene) },
      uncounted,
    )
    expect(paper.kinds.get('order-filled')).toBeGreaterThanOrEqual(100)
    expect(run.fills).toHaveLength(paper.kinds.get('order-filled') ?? 0)
    expect(run.hash).toBe(paper.hash)
    expect(
      backtest({ setup, market: marketOf(scene), warmUntil: warmEnd(scene) }, uncounted).run.hash,
    ).toBe(run.hash)
  })
})

describe('a desk with every limit and guard as they are by default', () => {
  it.each([1, 2, 3, 4])('gives identical bytes on paper and in a backtest, seed %i', (seed) => {
    const scene = guardedScene(seed, { hours: 600 })
    const paper = uninterrupted(scene)
    const warmUntil = warmEnd(scene)
    const tried = (): string =>
      backtest({ setup: scene.setup, market: marketOf(scene, hourUs), warmUntil }, uncounted).run
        .hash
    expect(tried()).toBe(paper.hash)
    expect(tried()).toBe(paper.hash)
    for (const kind of ['order-filled', 'intent-refused', 'intent-cut', 'standing-changed'])
      expect(paper.kinds.get(kind), `${kind}`).toBeGreaterThan(0)
  })

  it('gives them again when its journal is replayed, and from a snapshot', () => {
    const scene = guardedScene(5, { hours: 400 })
    const whole = uninterrupted(scene)
    const warmUntil = warmEnd(scene)
    const disk = new SimulatedDisk()
    let life = opened(scene, disk)
    for (const [at, bar] of scene.bars.entries()) {
      if (at % 50 === 49) {
        const stateHash = life.run.checkpoint()
        const { sequence } = life.journal
        writeSnapshot(disk, snapshots, { sequence, stateHash, state: life.run.desk.save() })
        life.journal.close()
        life = opened(scene, disk, at % 100 === 99)
      }
      take(life.run, bar, warmUntil)
    }
    life.journal.close()
    const replayed = opened(scene, disk)
    replayed.journal.close()
    expect(replayed.run.checkpoints.every(({ isSame }) => isSame)).toBe(true)
    expect([stateHash(life.run.desk), stateHash(replayed.run.desk)]).toEqual([
      whole.state,
      whole.state,
    ])
    expect(recorded(disk).decisions).toBe(whole.decisions)
  })
})

describe('a desk that is stopped and opened again at random bars', () => {
  it.each([11, 12, 13, 14, 15, 16])('ends as if it had never stopped, seed %i', (seed) => {
    const scene = busyScene(seed, 400)
    const whole = uninterrupted(scene)
    const warmUntil = warmEnd(scene)
    const disk = new SimulatedDisk()
    const random = Random.fromSeed(seed)
    let { run, journal } = opened(scene, disk)
    let stops = 0
    for (const bar of scene.bars) {
      if (random.below(25) === 0) {
        stops += 1
        const hash = run.checkpoint()
        journal.close()
        ;({ run, journal } = opened(scene, disk))
        expect(stateHash(run.desk)).toBe(hash)
        expect(run.checkpoints).toHaveLength(stops)
        expect(run.checkpoints.every((checkpoint) => checkpoint.isSame)).toBe(true)
      }
      take(run, bar, warmUntil)
    }
    journal.close()
    expect(stops).toBeGreaterThanOrEqual(5)
    expect(stateHash(run.desk)).toBe(whole.state)
    expect(recorded(disk).decisions).toBe(whole.decisions)
  })

  it.each([21, 22, 23, 24])('is the same from a snapshot as run again, seed %i', (seed) => {
    const scene = busyScene(seed, 400)
    const whole = uninterrupted(scene)
    const warmUntil = warmEnd(scene)
    const disk = new SimulatedDisk()
    const random = Random.fromSeed(seed)
    let life = opened(scene, disk)
    let fromSnapshot = 0
    for (const [at, bar] of scene.bars.entries()) {
      if (at % 23 === 22) {
        const stateHash = life.run.checkpoint()
        const { sequence } = life.journal
        writeSnapshot(disk, snapshots, { sequence, stateHash, state: life.run.desk.save() })
      }
      if (random.below(40) === 0) {
        life.journal.close()
        const again = stateHash(opened(scene, disk).run.desk)
        life = opened(scene, disk, true)
        expect(stateHash(life.run.desk)).toBe(again)
        if (life.isFromSnapshot) fromSnapshot += 1
      }
      take(life.run, bar, warmUntil)
    }
    life.journal.close()
    expect(fromSnapshot).toBeGreaterThanOrEqual(5)
    expect(stateHash(life.run.desk)).toBe(whole.state)
    expect(recorded(disk).decisions).toBe(whole.decisions)
  })
})

it('declines a snapshot that is whole, and not of what the journal says', () => {
  const scene = busyScene(41, 60)
  const disk = new SimulatedDisk()
  const { run, journal } = opened(scene, disk)
  for (const bar of scene.bars) take(run, bar, 0 as Micros)
  run.checkpoint()
  const richer = new DeskRun({
    setup: { ...scene.setup, cash: 2n * scene.setup.cash },
    ...{ recorded: [], journal: new MemoryJournal(), observer: nobody },
  }).desk
  const { sequence } = journal
  writeSnapshot(disk, snapshots, { sequence, stateHash: stateHash(richer), state: richer.save() })
  journal.close()
  expect(() => opened(scene, disk, true)).toThrow(/The snapshot of event \d+ is not of the state/)
  expect(stateHash(opened(scene, disk).run.desk)).toBe(stateHash(run.desk))
})

it('declines to go on from a journal with one decision changed', () => {
  const scene = busyScene(31, 200)
  const journal = new MemoryJournal()
  const first = new DeskRun({ setup: scene.setup, recorded: [], journal, observer: nobody })
  for (const bar of scene.bars) take(first, bar, 0 as Micros)
  const entries = [...journal.entries()]
  const at = entries.findLastIndex(({ event }) => event.kind === 'submit')
  const changed = entries.map(({ sequence, event }, i) => ({
    sequence,
    event: i === at ? withMoreLots(event) : event,
  }))
  const again = (recorded: typeof entries): DeskRun =>
    new DeskRun({
      setup: scene.setup,
      recorded,
      journal: new MemoryJournal(),
      observer: nobody,
    })
  expect(stateHash(again(entries).desk)).toBe(stateHash(first.desk))
  expect(() => again(changed)).toThrow(/gives another submit/)
})

function withMoreLots(event: DeskEvent): DeskEvent {
  if (event.kind !== 'submit') throw new Error('not a submit')
  const { order } = event
  const quantity = (order.quantity + 1) as typeof order.quantity
  return { ...event, order: { ...order, quantity } }
}

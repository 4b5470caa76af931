// @module-tag long

import { describe, expect, it } from 'vitest'
import { Random } from '../../src/base/index.ts'
import type { Micros, OrderId } from '../../src/domain/index.ts'
import { DeskRun, nobody, stateHash } from '../../src/engine/index.ts'
import { MemoryJournal, readJournal, SegmentJournal } from '../../src/journal/index.ts'
import { type Disk, SimulatedDisk } from '../../src/kernel/index.ts'
import type { FeedBar } from '../../src/market/index.ts'
import { type Scene, wildScene } from './desk-scene.ts'
import { FailingDisk, PowerLoss } from './failing-disk.ts'

const folder = 'desk/journal'

/** One life of a desk: it takes in what it has not seen, and says what the venue heard of. */
function live(scene: Scene, disk: Disk, heard: Set<OrderId>): DeskRun {
  const options = { folder, anchor: 'desk/anchor', segmentBytes: 1 << 14, sliceBytes: 1 << 12 }
  const journal = SegmentJournal.open({ disk, ...options })
  const run = new DeskRun({
    setup: scene.setup,
    recorded: readJournal(folder, disk),
    journal,
    observer: {
      ...nobody,
      onOrderEvent: (event) => {
        if (event.kind === 'order-accepted') heard.add(event.orderId)
      },
    },
  })
  const after = run.resumeAfter
  for (const bar of scene.bars) if (bar.ts > after) run.onBar(bar, 'live')
  run.commit()
  journal.close()
  return run
}

function inJournal(disk: SimulatedDisk): Set<OrderId> {
  const orders = new Set<OrderId>()
  for (const { event } of readJournal(folder, disk))
    if (event.kind === 'submit') orders.add(event.order.orderId)
  return orders
}

function decisionsOn(disk: SimulatedDisk): string {
  const decisions = new MemoryJournal()
  for (const { event } of readJournal(folder, disk)) decisions.append(event)
  return decisions.decisionHash()
}

/** Loses power at the given change; @returns whether the run was over before. */
function crashedAt(scene: Scene, disk: SimulatedDisk, change: number): boolean {
  const heard = new Set<OrderId>()
  const failing = new FailingDisk(disk, change)
  try {
    live(scene, failing, heard)
    return true
  } catch (error) {
    if (!(error instanceof PowerLoss)) throw error
  }
  disk.crash(Random.fromSeed(change))
  const durable = inJournal(disk)
  for (const order of heard) expect(durable.has(order)).toBe(true)
  return false
}

function finished(scene: Scene): { readonly state: string; readonly decisions: string } {
  const disk = new SimulatedDisk()
  const run = live(scene, disk, new Set())
  return { state: stateHash(run.desk), decisions: decisionsOn(disk) }
}

describe('a desk that loses power at any change of its disk', () => {
  it.each([3, 4, 7])('has sent nothing that is not durable, seed %i', (seed) => {
    const scene = wildScene(seed, 40)
    const whole = finished(scene)
    let crashes = 0
    for (let change = 1; ; change += 1) {
      const disk = new SimulatedDisk()
      if (crashedAt(scene, disk, change)) break
      crashes += 1
      const run = live(scene, disk, new Set())
      expect(stateHash(run.desk)).toBe(whole.state)
      expect(decisionsOn(disk)).toBe(whole.decisions)
    }
    expect(crashes).toBeGreaterThan(100)
  })

  it.each([7, 9])('and again while it recovers, seed %i', (seed) => {
    const scene = wildScene(seed, 80)
    const whole = finished(scene)
    const disk = new SimulatedDisk()
    const random = Random.fromSeed(seed)
    let crashes = 0
    while (!crashedAt(scene, disk, 1 + random.below(30))) {
      crashes += 1
      if (crashes > 2_000) throw new Error('never came to the end')
    }
    expect(crashes).toBeGreaterThan(5)
    expect(decisionsOn(disk)).toBe(whole.decisions)
  })
})

it('takes each bar once, also when only some of one time were on record', () => {
  const scene = wildScene(5, 60)
  const count = scene.setup.instruments.length
  const cut = scene.bars.findLastIndex((bar: FeedBar) => bar.instrument === 0) + 1
  expect(count).toBeGreaterThan(1)
  const run = new DeskRun({
    setup: scene.setup,
    recorded: [],
    journal: new MemoryJournal(),
    observer: nobody,
  })
  for (const bar of scene.bars.slice(0, cut)) run.onBar(bar, 'live')
  const after: Micros = run.resumeAfter
  for (const bar of scene.bars) if (bar.ts > after) run.onBar(bar, 'live')
  expect(run.desk.bars).toBe(scene.bars.length)
})

import { canonicalJson } from '../../src/base/index.ts'
import { hourUs, type Micros } from '../../src/domain/index.ts'
import { DeskRun, nobody, stateHash } from '../../src/engine/index.ts'
import {
  newestSnapshot,
  readJournal,
  SegmentJournal,
  writeSnapshot,
} from '../../src/journal/index.ts'
import { SimulatedDisk } from '../../src/kernel/index.ts'
import type { FeedBar } from '../../src/market/index.ts'
import type { Scene } from './desk-scene.ts'

const folder = 'desk/journal'
const snapshots = 'desk/snapshots'

/** One life of a desk on the journal of `disk`. */
class Life {
  readonly run: DeskRun
  readonly #journal: SegmentJournal
  readonly #disk: SimulatedDisk

  constructor({ setup }: Scene, disk: SimulatedDisk, isFromSnapshot: boolean) {
    this.#disk = disk
    const sizes = { segmentBytes: 1 << 18, sliceBytes: 1 << 14 }
    this.#journal = SegmentJournal.open({ disk, folder, anchor: 'desk/anchor', ...sizes })
    const { sequence } = this.#journal
    const snapshot = isFromSnapshot ? newestSnapshot(disk, snapshots, sequence) : undefined
    const recorded = readJournal(folder, disk)
    const given = { setup, recorded, journal: this.#journal, observer: nobody, snapshot }
    this.run = new DeskRun(given)
  }

  /** Records its state, and stops. */
  end(): void {
    const hash = this.run.checkpoint()
    const { sequence } = this.#journal
    const state = this.run.desk.save()
    writeSnapshot(this.#disk, snapshots, { sequence, stateHash: hash, state })
    this.#journal.close()
  }
}

/** What people do to a desk before the bar at some place; told by the time of that bar. */
export type Acts = (run: DeskRun, ts: Micros) => void

/** How a desk is stopped. */
export type Stops = 'never' | 'replayed' | 'from a snapshot'

/** What a desk remembers of risk: none of it may be lost by a stop. */
export function remembered({ desk }: DeskRun): Readonly<Record<string, unknown>> {
  const { risk, guard } = desk
  const { peak, dayStart, ordersToday, tradesToday, lossesInRow, mode, isHold, limits } = risk
  return {
    ...{ peak, dayStart, ordersToday, tradesToday, lossesInRow, mode, isHold },
    limits: { ...limits },
    shares: [...risk.standing, ...risk.breaker],
    openBreakers: guard.openBreakers,
    pending: guard.limits.changes.pending,
    tier: guard.limits.tiers?.name,
    hibernating: desk.seats.map((_, i) => guard.isHibernating(i)),
    state: stateHash(desk),
  }
}

/** A desk at the end of its bars, how often it was stopped, and what stopping lost of it. */
export type Lived = {
  readonly run: DeskRun
  readonly stops: number
  readonly lost: readonly string[]
  /** Everything its journal holds, less what stops left there. */
  readonly events: readonly string[]
}

/** @param isStop - Whether it is stopped before a bar. */
export function live(
  scene: Scene,
  how: Stops,
  isStop: (bar: FeedBar, at: number) => boolean,
  acts: Acts = () => {},
): Lived {
  const disk = new SimulatedDisk()
  const isFromSnapshot = how === 'from a snapshot'
  let life = new Life(scene, disk, isFromSnapshot)
  const lost: string[] = []
  let stops = 0
  for (const [at, bar] of scene.bars.entries()) {
    if (how !== 'never' && isStop(bar, at)) {
      stops += 1
      const before = canonicalJson(JSON.parse(JSON.stringify(remembered(life.run))))
      life.end()
      life = new Life(scene, disk, isFromSnapshot)
      const after = canonicalJson(JSON.parse(JSON.stringify(remembered(life.run))))
      if (before !== after) lost.push(`before bar ${at}: ${before} was, and is ${after}`)
    }
    acts(life.run, bar.ts)
    life.run.onBar(bar, 'live')
  }
  life.end()
  const events = [...readJournal(folder, disk)].flatMap(({ event }) =>
    event.kind === 'checkpoint' ? [] : [JSON.stringify(event, bigintText)],
  )
  return { run: life.run, stops, lost, events }
}

function bigintText(_: string, value: unknown): unknown {
  return typeof value === 'bigint' ? String(value) : value
}

/** Whether a bar closes within some hours of midnight, UTC. */
export function isNearMidnight({ ts }: FeedBar, hours = 2): boolean {
  const hour = Math.floor(ts / hourUs) % 24
  return hour >= 24 - hours || hour <= hours
}

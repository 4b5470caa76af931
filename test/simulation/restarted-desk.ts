import { Random } from '../../src/base/index.ts'
import { BarColumns } from '../../src/domain/index.ts'
import { Desk, type DeskObserver } from '../../src/engine/index.ts'
import type { MemoryJournal } from '../../src/journal/index.ts'
import type { FeedBar } from '../../src/market/index.ts'
import type { Scene } from './desk-scene.ts'

export type RestartedDesk = {
  readonly scene: Scene
  readonly journal: MemoryJournal
  readonly observer: DeskObserver
  /** Chance that a bar finds a desk rebuilt from its saved state. */
  readonly restarts: number
  readonly before?: (desk: Desk, bar: FeedBar) => void
  readonly after?: (desk: Desk, bar: FeedBar) => void
}

/** Runs a scene bar by bar, now and then on a desk that was rebuilt. @returns The last of them. */
export function runRestarted(run: RestartedDesk): Desk {
  const { scene, journal, observer, restarts, before, after } = run
  const { setup, bars } = scene
  const columns = setup.instruments.map(() => new BarColumns(bars.length))
  const begin = (): Desk => new Desk(setup, columns, journal, observer)
  const random = Random.stream(setup.seed, 'restarts')
  let desk = begin()
  for (const bar of bars) {
    if (random.next() < restarts) {
      const saved = JSON.stringify(desk.save())
      desk = begin()
      desk.load(JSON.parse(saved))
    }
    const into = columns[bar.instrument] as BarColumns
    into.push(bar.ts, bar.open, bar.high, bar.low, bar.close, bar.volume)
    before?.(desk, bar)
    desk.onBar(bar.instrument, into.length - 1, into.length, 'live')
    after?.(desk, bar)
  }
  return desk
}

import { describe, expect, it } from 'vitest'
import { BarColumns } from '../../src/domain/index.ts'
import { Desk, nobody, runHash, stateHash } from '../../src/engine/index.ts'
import { MemoryJournal } from '../../src/journal/index.ts'
import { type Scene, wildScene } from './desk-scene.ts'
import { DeskWatch } from './desk-watch.ts'
import { runRestarted } from './restarted-desk.ts'

const seeds = 240
const rows = 240

type Outcome = { readonly state: string; readonly hash: string; readonly watch: DeskWatch }

/** Runs a scene under watch; with chance `restarts` a bar finds a desk rebuilt from its state. */
function run(scene: Scene, restarts: number, isWatched: boolean): Outcome {
  const journal = new MemoryJournal()
  const watch = new DeskWatch(scene.setup)
  const desk = runRestarted({
    scene,
    journal,
    observer: isWatched ? watch : nobody,
    restarts,
    before: (current, bar) => {
      watch.desk = current
      if (isWatched) watch.before(bar)
    },
    after: (_, bar) => isWatched && watch.after(bar),
  })
  return { state: stateHash(desk), hash: runHash(journal.decisionHash(), desk), watch }
}

const seen = { entries: 0, fills: 0, stops: 0, partials: 0, shorts: 0, refusals: 0, paused: 0 }

describe('a random desk on a random market', () => {
  it.each(Array.from({ length: seeds }, (_, seed) => seed))(
    'keeps its promises, seed %i',
    (seed) => {
      const scene = wildScene(seed, rows)
      const { state, hash, watch } = run(scene, 0.02, true)
      for (const key of ['entries', 'fills', 'stops', 'partials', 'shorts', 'refusals'] as const)
        seen[key] += watch[key]
      if (watch.desk?.risk.mode === 'pause') seen.paused += 1
      expect(run(scene, 0, false)).toMatchObject({ state, hash })
    },
  )

  it('met all it is meant to meet', () => {
    for (const count of Object.values(seen)) expect(count).toBeGreaterThan(seeds / 12)
  })
})

it('moves towards safety by itself, and away from it for a person only', () => {
  const { setup } = wildScene(1, 1)
  const columns = setup.instruments.map(() => new BarColumns(1))
  const desk = new Desk(setup, columns, new MemoryJournal(), nobody)
  expect(desk.toMode('reduce', 'desk', 'a test')).toBe(true)
  for (const mode of ['normal', 'pause', 'reduce'] as const)
    expect(desk.toMode(mode, 'desk', 'a test')).toBe(false)
  expect(desk.risk.mode).toBe('reduce')
  expect(desk.toMode('normal', 'a person', 'a test')).toBe(true)
})

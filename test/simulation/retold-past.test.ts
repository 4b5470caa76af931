import { expect, it } from 'vitest'
import { type DeskObserver, DeskRun, nobody, RetoldPast } from '../../src/engine/index.ts'
import { MemoryJournal } from '../../src/journal/index.ts'
import { type Scene, wildScene } from './desk-scene.ts'
import { guardedScene } from './guarded-scene.ts'

/** Everything that an observer is told, and RetoldPast tells: in its order, word for word. */
function listening(): { readonly observer: DeskObserver; readonly told: readonly unknown[][] } {
  const told: unknown[][] = []
  const hear =
    (what: string) =>
    (...words: unknown[]): void => {
      told.push([what, ...words.filter((word) => typeof word !== 'function')])
    }
  const observer: DeskObserver = {
    ...nobody,
    onMark: hear('mark'),
    onFill: hear('fill'),
    onDecision: hear('decision'),
    onRefusal: hear('refusal'),
    onCut: hear('cut'),
    onOrder: hear('order'),
    onControl: hear('control'),
    onMode: hear('mode'),
  }
  return { observer, told }
}

/** What a running desk told, and what its journal tells. */
function bothWays(scene: Scene, warm: number) {
  const journal = new MemoryJournal()
  const live = listening()
  const run = new DeskRun({ setup: scene.setup, recorded: [], journal, observer: live.observer })
  for (const [n, bar] of scene.bars.entries()) {
    run.onBar(bar, n < warm ? 'warm' : n % 50 === 0 ? 'catch-up' : 'live')
    if (n === 150) run.toMode('reduce', 'cli:a', 'to see what is told')
    if (n === 180) run.toMode('normal', 'cli:a', 'enough')
  }
  const retold = listening()
  const past = new RetoldPast(scene.setup, retold.observer)
  for (const { event } of journal.entries()) past.take(event)
  past.end()
  return { live: live.told, retold: retold.told }
}

/** The same, played into the whole exchange. */
function onBook({ setup, bars }: Scene): Scene {
  return { setup: { ...setup, costs: { ...setup.costs, matching: 'book' } }, bars }
}

it('tells all that a running desk told, in every figure of it, from the journal alone', () => {
  const kinds = new Map<string, number>()
  const wild = Array.from({ length: 30 }, (_, n) => wildScene(n + 1, 150))
  const guarded = Array.from({ length: 2 }, (_, n) => guardedScene(n + 1))
  for (const [seed, scene] of [...wild, ...wild.slice(0, 2).map(onBook), ...guarded].entries()) {
    const { live, retold } = bothWays(scene, 30)
    for (const what of ['mark', 'fill', 'decision', 'refusal', 'cut', 'order', 'control', 'mode']) {
      const of = (told: readonly unknown[][]) => told.filter(([kind]) => kind === what)
      expect([seed, ...of(retold)]).toEqual([seed, ...of(live)])
      kinds.set(what, (kinds.get(what) ?? 0) + of(live).length)
    }
  }
  for (const [what, count] of kinds) expect([what, count > 0]).toEqual([what, true])
  expect(kinds.get('fill')).toBeGreaterThan(300)
})

import { expect, it } from 'vitest'
import { ToldDesk } from '../../test/simulation/told-desk.ts'
import { micros, minuteUs } from '../domain/index.ts'

/** At a venue where only one order may hold back what is held: its stop is out. */
function holding(holdUs = 0): ToldDesk {
  const scene = new ToldDesk({ hasOneExit: true })
  scene.opinion = { exposure: 0.1, confidence: 0.9, stop: 49_000, holdUs }
  scene.bar(50_000)
  scene.fill(scene.place())
  scene.place()
  expect(recorded(scene)).toEqual(['decision 0.1', 'entry', 'stop'])
  return scene
}

/** Decisions and orders, in the order in which they were recorded. */
function recorded({ journal }: ToldDesk): readonly string[] {
  return [...journal.entries()].flatMap(({ event }) => {
    if (event.kind === 'decision-made') return [`decision ${event.exposure}`]
    return event.kind === 'submit' ? [event.order.role] : []
  })
}

/** The venue takes the stop back, and some time has passed. */
function free(scene: ToldDesk): void {
  scene.desk.advance(micros(scene.desk.now + 376_000))
  scene.end('canceled')
}

it('an exit that was decided has its decision once, also where a stop must go first', () => {
  const scene = holding()
  scene.opinion = { exposure: 0, confidence: 0.9 }
  scene.bar(50_000)
  free(scene)
  expect(recorded(scene).slice(3)).toEqual(['decision 0', 'exit'])
})

it('less of the same is a decision too', () => {
  const scene = holding()
  scene.opinion = { exposure: 0.05, confidence: 0.9, stop: 49_000 }
  scene.bar(50_000)
  free(scene)
  expect(recorded(scene).slice(3)).toEqual(['decision 0.05', 'exit'])
})

it('what a person closes no committee has decided', () => {
  const scene = holding()
  scene.desk.toMode('reduce', 'cli:ada', 'enough')
  free(scene)
  expect(recorded(scene).slice(3)).toEqual(['exit'])
})

it('nor what has been held long enough', () => {
  const scene = holding(5 * minuteUs)
  scene.desk.onClock({ kind: 'time-passed', ts: micros(scene.lastBarTs + 6 * minuteUs) })
  free(scene)
  expect(recorded(scene).slice(3)).toEqual(['exit'])
})

it('a target that no order waits at is met at a close, once its stop has gone', () => {
  const scene = new ToldDesk({ hasOneExit: true })
  scene.opinion = { exposure: 0.1, confidence: 0.9, stop: 49_000, target: 51_000 }
  scene.bar(50_000)
  scene.fill(scene.place())
  const stop = scene.place()
  scene.bar(50_900)
  expect(scene.askedOf(stop)).toEqual(['place'])
  scene.bar(51_000)
  expect(scene.askedOf(stop)).toEqual(['place', 'cancel'])
  expect(recorded(scene)).toEqual(['decision 0.1', 'entry', 'stop'])
  free(scene)
  expect(recorded(scene).slice(3)).toEqual(['exit'])
})

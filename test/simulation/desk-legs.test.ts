import { expect, it } from 'vitest'
import { defineAgent } from '../../src/agents/index.ts'
import { assert, defined, Random } from '../../src/base/index.ts'
import { type LegSetIntent, minuteUs, type TargetIntent } from '../../src/domain/index.ts'
import { type Desk, nobody, stateHash } from '../../src/engine/index.ts'
import { MemoryJournal } from '../../src/journal/index.ts'
import { type Scene, wildScene } from './desk-scene.ts'
import { runRestarted } from './restarted-desk.ts'

const silent = defineAgent({
  name: 'silent',
  summary: 'Says nothing.',
  parameters: {},
  features: () => ({}),
  opine: () => undefined,
})

/** A scene of several instruments on which nobody but legs trades. */
function legScene(seed: number, legs: number): Scene | undefined {
  const scene = wildScene(seed, 240)
  if (scene.setup.instruments.length < legs) return undefined
  const seated = silent.seat({})
  const agents = [defined(seated.ok ? seated.value : undefined, 'an agent')]
  const limits = { ...scene.setup.limits, isLongOnly: false, drawdownHalt: 1, dailyLossMax: 1 }
  return { ...scene, setup: { ...scene.setup, agents, limits } }
}

/** One bought, and the others sold. */
function askedBy(random: Random, count: number, size: number): LegSetIntent {
  const isOut = random.next() < 0.3
  const leg = (instrument: number, sign: number): TargetIntent => ({
    kind: 'target',
    instrument,
    exposure: isOut ? 0 : sign * (0.02 + random.next() * 0.1),
    stop: Number.NaN,
    target: Number.NaN,
  })
  const first = random.below(count)
  const legs = Array.from({ length: size }, (_, n) => leg((first + n) % count, n === 0 ? 1 : -1))
  const unwindCostMaxBps = random.next() < 0.1 ? 1 : 400
  return { kind: 'leg-set', legs, unwindCostMaxBps, patienceUs: (2 + random.below(4)) * minuteUs }
}

/** Whatever is held is of a set, and a set that is held is whole. */
function check(desk: Desk): void {
  const sets = desk.legSets
  const owned = new Set(sets.flatMap(({ legs }) => legs.map(({ instrument }) => instrument)))
  for (const [i, lots] of desk.ledger.positions.lots.entries())
    assert(lots === 0 || owned.has(i), 'a leg was left alone')
  for (const { stage, legs } of sets)
    if (stage === 'held')
      for (const { instrument, lots } of legs)
        assert(Math.abs(desk.ledger.positions.lots[instrument] as number) === lots, 'not whole')
  desk.ledger.verify()
}

type Seen = { held: number; unwinding: number; refused: number; paused: number }

function run(scene: Scene, size: number, restarts: number, seen: Seen): string {
  const wishes = Random.stream(scene.setup.seed, 'wishes')
  const desk = runRestarted({
    scene,
    journal: new MemoryJournal(),
    observer: { ...nobody, onRefusal: () => void (seen.refused += 1) },
    restarts,
    after: (current) => {
      const intent = askedBy(wishes, scene.setup.instruments.length, size)
      if (wishes.next() < 0.1)
        current.askLegs({ kind: 'legs-asked', ts: current.now, actor: 'somebody', intent })
      check(current)
      for (const { stage } of current.legSets) if (stage !== 'forming') seen[stage] += 1
    },
  })
  if (desk.risk.mode === 'pause') seen.paused += 1
  return stateHash(desk)
}

it.each([
  { size: 2, seeds: 120, least: 50 },
  { size: 3, seeds: 120, least: 25 },
])('holds all of $size legs or none, on random markets and over restarts', (asked) => {
  const seen: Seen = { held: 0, unwinding: 0, refused: 0, paused: 0 }
  let scenes = 0
  for (let seed = 0; seed < asked.seeds; seed += 1) {
    const scene = legScene(seed, asked.size)
    if (scene === undefined) continue
    scenes += 1
    const state = run(scene, asked.size, 0.05, seen)
    const again = { held: 0, unwinding: 0, refused: 0, paused: 0 }
    expect(run(scene, asked.size, 0, again)).toBe(state)
  }
  expect(scenes).toBeGreaterThan(asked.least)
  for (const count of [seen.held, seen.unwinding, seen.refused])
    expect(count).toBeGreaterThan(scenes)
  expect(seen.paused).toBeGreaterThan(asked.size === 2 ? 3 : 0)
})

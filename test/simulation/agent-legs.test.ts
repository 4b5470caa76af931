import { expect, it } from 'vitest'
import { defineAgent, type Opinion, type View } from '../../src/agents/index.ts'
import { assert, defined } from '../../src/base/index.ts'
import { type DeskEvent, minuteUs } from '../../src/domain/index.ts'
import { type Desk, nobody, stateHash } from '../../src/engine/index.ts'
import { MemoryJournal } from '../../src/journal/index.ts'
import { type Scene, wildScene } from './desk-scene.ts'
import { runRestarted } from './restarted-desk.ts'

/** What a pair of the first two instruments is wanted as, by chance of the bar. */
function pairWish(view: View): Opinion | undefined {
  const [first, second] = view.peers
  if (first === undefined || second === undefined) return undefined
  const { chance } = view
  if (view.instrumentId !== first.instrumentId || chance < 0.7) return undefined
  const side = chance < 0.8 ? 0 : chance < 0.9 ? 1 : -1
  const leg = (at: typeof first, sign: number) => ({
    instrumentId: at.instrumentId,
    exposure: 0.3 * sign * side,
  })
  const legs = [leg(first, 1), leg(second, -1)]
  return {
    ...{ exposure: 0, confidence: 0.5 },
    legs: { legs, unwindCostMaxBps: 400, patienceUs: 3 * minuteUs },
  }
}

const pairing = defineAgent({
  name: 'pairing',
  summary: 'Wants a pair now and then.',
  parameters: {},
  features: () => ({}),
  opine: pairWish,
})

function pairScene(seed: number): Scene | undefined {
  const scene = wildScene(seed, 240)
  if (scene.setup.instruments.length < 2) return undefined
  const seated = pairing.seat({})
  const agents = [defined(seated.ok ? seated.value : undefined, 'an agent')]
  const limits = { ...scene.setup.limits, isLongOnly: false, drawdownHalt: 1, dailyLossMax: 1 }
  return { ...scene, setup: { ...scene.setup, agents, limits, quorum: 1 } }
}

/** Whatever is held is of a set, within the budget of sets when it was sent. */
function check(desk: Desk): void {
  const owned = new Set(desk.legSets.flatMap(({ legs }) => legs.map((leg) => leg.instrument)))
  for (const [i, lots] of desk.ledger.positions.lots.entries())
    assert(lots === 0 || owned.has(i), 'a leg was left alone')
  for (const { value } of desk.legSets) assert(value < 0.21 * desk.risk.equity, 'beyond its budget')
  desk.ledger.verify()
}

type Seen = { held: number; asked: number; closed: number }

class CountingJournal extends MemoryJournal {
  readonly #seen: Seen

  constructor(seen: Seen) {
    super()
    this.#seen = seen
  }

  override append(event: DeskEvent): number {
    count(event, this.#seen)
    return super.append(event)
  }
}

function run(scene: Scene, restarts: number, seen: Seen): string {
  const journal = new CountingJournal(seen)
  const desk = runRestarted({
    ...{ scene, journal, observer: nobody, restarts },
    after: (current) => {
      check(current)
      for (const { stage } of current.legSets) if (stage === 'held') seen.held += 1
    },
  })
  return stateHash(desk)
}

function count(event: DeskEvent, seen: Seen): void {
  if (event.kind !== 'legs-asked') return
  assert(event.actor === 'pairing', 'somebody else asked')
  if (event.intent.legs.every(({ exposure }) => exposure === 0)) seen.closed += 1
  else seen.asked += 1
}

it('begins and closes the legs an agent wants, within their budget, the same over restarts', () => {
  const seen: Seen = { held: 0, asked: 0, closed: 0 }
  let scenes = 0
  for (let seed = 0; seed < 60; seed += 1) {
    const scene = pairScene(seed)
    if (scene === undefined) continue
    scenes += 1
    const state = run(scene, 0.05, seen)
    expect(run(scene, 0, { held: 0, asked: 0, closed: 0 })).toBe(state)
  }
  expect(scenes).toBeGreaterThan(25)
  for (const each of Object.values(seen)) expect(each).toBeGreaterThan(scenes)
})

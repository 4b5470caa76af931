import fc from 'fast-check'
import { expect, it } from 'vitest'
import { toldInstrument, toldSetup, toldStart } from '../../test/simulation/told-desk.ts'
import { mergeSwarm } from '../../web/src/state/merge-swarm.ts'
import { type Agent, agentByName } from '../agents/index.ts'
import { defined } from '../base/index.ts'
import { BarColumns, hourUs } from '../domain/index.ts'
import { Desk, nobody } from '../engine/index.ts'
import { MemoryJournal } from '../journal/index.ts'
import { knownOf, knownToBoth, nothingKnown, swarmChanges } from './swarm-changes.ts'
import { SwarmTold } from './swarm-told.ts'
import type { SwarmView } from './swarm-view.ts'

function seated(name: string): Agent {
  const agent = defined(agentByName(name), name).seat({})
  return defined(agent.ok ? agent.value : undefined, name)
}

/** A desk of some voices on a price that goes up and down. */
class Scene {
  readonly told = new SwarmTold({ instruments: [toldInstrument] })
  readonly #bars = new BarColumns(64)
  readonly desk: Desk

  constructor() {
    const agents = ['hold', 'random', 'bounce', 'momentum', 'trend'].map(seated)
    const setup = toldSetup(seated('hold'), { agents, votes: 'earned', intervalsUs: [hourUs] })
    this.desk = new Desk(setup, [this.#bars], new MemoryJournal(), nobody)
  }

  bars(count: number): void {
    for (let k = 0; k < count; k += 1) {
      const row = this.#bars.length
      const at = 50_000 + Math.round(3_000 * Math.sin(row / 9))
      this.#bars.push(toldStart + (row + 1) * hourUs, at, at + 60, at - 60, at, 9_000_000)
      this.desk.onBar(0, row, row + 1, 'live')
    }
  }

  /** All of it, as one is told that has never been told anything. */
  get whole(): SwarmView | undefined {
    return new SwarmTold({ instruments: [toldInstrument] }).all(this.desk).swarm
  }
}

/** As it is after the way over a socket. */
function wired<T>(update: T): T {
  return update === undefined ? update : (JSON.parse(JSON.stringify(update)) as T)
}

it('brings every page to what it would be told in full, whenever it was opened', () => {
  const step = fc.record({ bars: fc.nat(40), joins: fc.boolean(), updates: fc.nat(15) })
  fc.assert(
    fc.property(fc.array(step, { maxLength: 8 }), (steps) => {
      const scene = new Scene()
      scene.bars(60)
      let pages: (SwarmView | undefined)[] = []
      for (const { bars, joins, updates } of [...steps, { bars: 1, joins: false, updates: 10 }]) {
        scene.bars(bars)
        if (joins) pages = [...pages, wired(scene.told.all(scene.desk).swarm)]
        for (let k = 0; k < updates; k += 1) {
          const { swarm } = scene.told.fresh(scene.desk)
          pages = pages.map((page) => mergeSwarm(page, wired(swarm)))
        }
      }
      for (const page of pages) expect(page).toEqual(wired(scene.whole))
    }),
    { numRuns: 30 },
  )
})

it('tells again what went away and came back while a page was opened', () => {
  const scene = new Scene()
  scene.bars(60)
  const before = defined(scene.whole, 'a swarm')
  const other = { ...before, dissent: before.dissent + 1 }
  const known = knownToBoth(knownOf(before), other)
  expect(swarmChanges(known, before)).toEqual({ dissent: before.dissent })
  expect(swarmChanges(knownOf(before), structuredClone(before))).toBeUndefined()
  expect(mergeSwarm(undefined, swarmChanges(nothingKnown, before))).toEqual(before)
})

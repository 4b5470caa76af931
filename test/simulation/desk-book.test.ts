// @module-tag long

import { describe, expect, it } from 'vitest'
import type { Json } from '../../src/base/index.ts'
import { Desk, nobody } from '../../src/engine/index.ts'
import { MemoryJournal } from '../../src/journal/index.ts'
import { marketOf, type Scene, wildScene } from './desk-scene.ts'

/** A wild scene whose orders go through the whole simulated exchange. */
function bookScene(seed: number, rows: number): Scene {
  const scene = wildScene(seed, rows)
  const { limits, costs } = scene.setup
  const busy = { ...limits, dailyLossMax: 1, drawdownHalt: 1 }
  return {
    ...scene,
    setup: { ...scene.setup, limits: busy, costs: { ...costs, matching: 'book' } },
  }
}

type Life = { readonly desk: Desk; readonly journal: MemoryJournal }

function newLife(scene: Scene): Life {
  const columns = marketOf(scene).map(({ bars }) => bars)
  const journal = new MemoryJournal()
  return { desk: new Desk(scene.setup, columns, journal, nobody), journal }
}

/** Shows the desk its bars from the `from`th on. */
function live({ desk }: Life, { bars, setup }: Scene, from: number, to: number): void {
  const rows = setup.instruments.map(() => 0)
  for (const [n, { instrument: i }] of bars.entries()) {
    if (n >= to) return
    const row = rows[i] ?? 0
    rows[i] = row + 1
    if (n >= from) desk.onBar(i, row, row + 1, 'live')
  }
}

type Purses = readonly (readonly [string, string, string])[]

/** Total of every currency in the desk's account at the exchange. Minor units. */
function witnessed(desk: Desk): ReadonlyMap<string, bigint> {
  const state = desk.save() as unknown as {
    readonly exchange: { readonly exchange?: { readonly wallets: { readonly accounts: Purses[] } } }
  }
  const [purses = []] = state.exchange.exchange?.wallets.accounts ?? []
  return new Map(purses.map(([currency, total]) => [currency, BigInt(total)]))
}

/** All that orders leave behind. */
function booksOf(desk: Desk): readonly (Json | undefined)[] {
  const state = desk.save() as Readonly<Record<string, Json>>
  return [state['ledger'], state['risk'], state['orders'], state['exchange']]
}

const seeds = Array.from({ length: 30 }, (_, n) => n + 1)

describe('a desk on the whole simulated exchange', () => {
  it('keeps the books the exchange keeps, to the last unit', () => {
    let fills = 0
    for (const seed of seeds) {
      const scene = bookScene(seed, 240)
      const life = newLife(scene)
      live(life, scene, 0, scene.bars.length)
      const { desk } = life
      desk.ledger.verify()
      expect(desk.risk.mode, `seed ${seed}`).toBe('normal')
      const told = witnessed(desk)
      if (told.size === 0) continue
      expect(told.get('USD'), `seed ${seed}`).toBe(desk.ledger.cash)
      for (const [i, of] of scene.setup.instruments.entries()) {
        const owned = BigInt(desk.ledger.positions.lots[i] ?? 0) * of.baseFactor
        expect(told.get(of.base) ?? 0n, `seed ${seed} ${of.id}`).toBe(owned)
      }
      fills += life.journal.sequence
    }
    expect(fills).toBeGreaterThan(1_000)
  })

  it('says the same twice, and after it was saved and loaded half-way', () => {
    for (const seed of seeds.slice(0, 12)) {
      const scene = bookScene(seed, 200)
      const half = Math.floor(scene.bars.length / 2)
      const first = newLife(scene)
      live(first, scene, 0, half)
      const state = JSON.parse(JSON.stringify(first.desk.save())) as Json
      live(first, scene, half, scene.bars.length)
      const again = newLife(scene)
      again.desk.load(state)
      live(again, scene, half, scene.bars.length)
      expect(booksOf(again.desk), `seed ${seed}`).toEqual(booksOf(first.desk))
    }
  })
})

import { expect, it } from 'vitest'
import { type Agent, defineAgent, type Opinion } from '../../src/agents/index.ts'
import { assert, defined, Random } from '../../src/base/index.ts'
import { minuteUs, type OrderIntent, signOf } from '../../src/domain/index.ts'
import { type Desk, nobody, stateHash } from '../../src/engine/index.ts'
import { MemoryJournal } from '../../src/journal/index.ts'
import type { FeedBar } from '../../src/market/index.ts'
import { type Scene, wildScene } from './desk-scene.ts'
import { runRestarted } from './restarted-desk.ts'

const rows = 240
const inventoryMax = 0.3

/** Quotes around the market as long as it likes, and now and then wants a side, or says nothing. */
const maker = defineAgent({
  name: 'maker',
  summary: 'Keeps a bid and an ask.',
  parameters: {},
  features: () => ({}),
  opine: (view): Opinion | undefined => {
    const random = Random.fromSeed(Math.floor(view.chance * 4294967296))
    const mood = random.next()
    if (mood < 0.1) return undefined
    if (mood < 0.2) return { exposure: random.next() - 0.5, confidence: 0.7, holdUs: 9 * minuteUs }
    // The same for five minutes, so that orders keep their places.
    const minutes = Math.floor(view.asOf / minuteUs)
    const still = Random.fromSeed(Math.floor(minutes / 5))
    const width = 0.0005 + still.next() * 0.004
    const close = view.closeAgo(minutes % 5)
    const middle = Number.isNaN(close) ? view.close : close
    const [bid, ask] = [middle * (1 - width), middle * (1 + width)]
    const quotes = { bid, ask, share: 0.02 + still.next() * 0.2, inventoryMax }
    return view.say({ exposure: 0, confidence: 0.9, quotes, holdUs: 20 * minuteUs })
  },
})

function quotingScene(seed: number): Scene {
  const scene = wildScene(seed, rows)
  const seated = maker.seat({})
  const agents: Agent[] = [defined(seated.ok ? seated.value : undefined, 'the maker')]
  const limits = { ...scene.setup.limits, positionMax: 1, grossMax: 3, ordersPerDayMax: 1e9 }
  return { ...scene, setup: { ...scene.setup, agents, limits } }
}

type Seen = { quotes: number; filled: number; kept: number; timed: number; paused: number }

/** Looks at what a desk has out after every bar. */
class QuoteWatch {
  readonly seen: Seen = { quotes: 0, filled: 0, kept: 0, timed: 0, paused: 0 }
  #before: readonly number[] = []

  after(desk: Desk, { instrument: i }: FeedBar): void {
    const open = [...desk.orders.openOrders]
    const quotes = open.filter(({ role, instrument }) => role === 'quote' && instrument === i)
    const held = desk.ledger.positions.lots[i] as number
    for (const side of ['buy', 'sell'] as const)
      assert(quotes.filter((each) => each.side === side).length <= 1, 'two quotes of a side')
    for (const quote of quotes) {
      const isReducing = held * signOf(quote.side) < 0
      assert(quote.isReduceOnly === isReducing, 'a quote that may do what it must not')
      const left = quote.quantity - quote.filled
      assert(!isReducing || left <= Math.abs(held), 'a quote beyond what is held')
      assert(desk.risk.mode === 'normal' || isReducing, 'a quote adds risk while paused')
    }
    const ids = quotes.map(({ orderId }) => orderId as number)
    this.seen.quotes += ids.length
    this.seen.kept += ids.filter((id) => this.#before.includes(id)).length
    this.#before = ids
    if (desk.risk.mode !== 'normal') this.seen.paused += 1
    this.#checkInFlight(desk, open, i)
    desk.ledger.verify()
  }

  #checkInFlight(desk: Desk, open: readonly (OrderIntent & { filled: number })[], i: number): void {
    for (const side of ['buy', 'sell'] as const) {
      const adding = open.filter(
        (each) => each.instrument === i && each.side === side && !each.isReduceOnly,
      )
      const lots = adding.reduce((sum, each) => sum + each.quantity - each.filled, 0)
      assert(desk.risk.enteringOn(side, i) === lots, 'quotes in flight are miscounted')
    }
  }
}

function run(scene: Scene, restarts: number, watch: QuoteWatch | undefined): string {
  const observer = {
    ...nobody,
    onFill: ({ role }: { readonly role: string }) => {
      if (watch === undefined) return
      if (role === 'quote') watch.seen.filled += 1
      if (role === 'exit') watch.seen.timed += 1
    },
  }
  const after = (desk: Desk, bar: FeedBar): void => watch?.after(desk, bar)
  return stateHash(runRestarted({ scene, journal: new MemoryJournal(), observer, restarts, after }))
}

it('keeps a bid and an ask within its inventory, on random markets and over restarts', () => {
  const total: Seen = { quotes: 0, filled: 0, kept: 0, timed: 0, paused: 0 }
  for (let seed = 0; seed < 60; seed += 1) {
    const watch = new QuoteWatch()
    const state = run(quotingScene(seed), 0.05, watch)
    expect(run(quotingScene(seed), 0, undefined)).toBe(state)
    for (const key of ['quotes', 'filled', 'kept', 'timed', 'paused'] as const)
      total[key] += watch.seen[key]
  }
  for (const count of Object.values(total)) expect(count).toBeGreaterThan(100)
})

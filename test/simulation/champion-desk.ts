import {
  type Agent,
  type AgentKind,
  defineAgent,
  defineStrategy,
  whole,
} from '../../src/agents/index.ts'
import { assert, defined, type Json, Random } from '../../src/base/index.ts'
import {
  type DeskEvent,
  type InstrumentId,
  instrument,
  micros,
  minuteUs,
} from '../../src/domain/index.ts'
import {
  championName,
  type ChampionSource,
  DeskRun,
  type DeskRunOptions,
  nobody,
} from '../../src/engine/index.ts'
import { ema, rsi } from '../../src/features/index.ts'
import { type JournalEntry, MemoryJournal } from '../../src/journal/index.ts'
import { toldInstrument, toldSetup, toldStart } from './told-desk.ts'

const made = instrument('ETH-USD.SIM' as InstrumentId, '1', '0.000001')
const instruments = [toldInstrument, defined(made.ok ? made.value : undefined, 'instrument')]

/** Versions there are, by how fast their averages are. */
export const versions: readonly string[] = ['3', '5', '8', '13', '21']

/** Nobody decides: all that is held is closed. */
const idle = seated(
  defineAgent({
    ...{ name: championName, summary: '', parameters: {} },
    features: () => ({}),
    opine: () => ({ exposure: 0, confidence: 1 }),
  }),
)

const deskSetup = {
  ...toldSetup(idle),
  instruments,
  intervalsUs: instruments.map(() => minuteUs),
}

function seated(kind: AgentKind): Agent {
  const made = kind.seat({})
  return defined(made.ok ? made.value : undefined, 'an agent')
}

/** Buys strength with a stop, sells weakness, says nothing between; counts what it was told. */
function strategyOf(bars: number, onAsk: () => void): Agent {
  return seated(
    defineStrategy({
      name: `v${bars}`,
      summary: '',
      parameters: { bars: whole(bars, { min: 2, max: 100, help: 'bars of the average' }) },
      features: (p) => ({ mean: ema(p.bars), strength: rsi(p.bars) }),
      init: () => ({ asked: 0, fills: 0 }),
      onBar: (view, _, state) => {
        onAsk()
        state.asked += 1
        const { mean, strength } = view.features
        if (view.position !== 0 && view.close < mean.value)
          return { action: 'close', confidence: 0.6 }
        if (view.position !== 0 || strength.value < 55) return undefined
        const size = state.asked % 3 === 0 ? 0.3 : 0.9
        return { action: 'buy', size, type: 'market', stop: view.close * 0.97, confidence: 0.6 }
      },
      onFill: (_fill, _, state) => {
        state.fills += 1
      },
    }),
  )
}

/** Counts falls each time it is asked, as the agent of the papers does. */
class Falls {
  count = 0
  save = (): Json => ({ count: this.count })
  load = (state: Json): void => void Object.assign(this, state)
}

const faller = seated(
  defineAgent({
    ...{ name: 'faller', summary: '', parameters: {}, features: () => ({}) },
    mind: () => new Falls(),
    opine: (view, _, falls) => {
      falls.count += view.close < view.closeAgo(1) ? 2 : 1
      return falls.count % 3 === 0 ? { exposure: 0.2, confidence: 0.52 } : undefined
    },
  }),
)

/** One who remembers sits on both sides of the champion. */
export const withNeighbours: Pick<DeskRunOptions, 'setup'> = {
  setup: { ...deskSetup, agents: [faller, idle, faller], quorum: 1 },
}

/** What happens before a bar: another version is wanted, a box breaks, the state is recorded. */
export type Turn = {
  readonly to?: string
  readonly breaks?: boolean
  readonly checkpoint?: boolean
}

export const barsOfRun = 160

/** The same seed has the same turns; the first bars only warm up. */
export function turnsOf(seed: number, mayBreak: boolean): readonly Turn[] {
  const chance = Random.stream(seed, 'turns')
  return Array.from({ length: barsOfRun }, (_, row): Turn => {
    const roll = chance.next()
    const to = ['', ...versions][chance.below(versions.length + 1)] ?? ''
    if (row === 5 || roll < 0.08) return { to: row === 5 ? '5' : to }
    if (roll < 0.11 && mayBreak) return { breaks: true }
    return roll > 0.97 ? { checkpoint: true } : {}
  })
}

/** A desk on which versions follow each other, in a process that may end at any time. */
export class ChampionDesk implements ChampionSource {
  readonly run: DeskRun
  readonly journal: MemoryJournal = new MemoryJournal()
  /** What stands on record: what was there, and what came. */
  readonly events: DeskEvent[] = []
  readonly #broken = new Set<string>()
  /** Versions that were asked since the last turn. */
  readonly #asked = new Set<string>()
  #breaks = ''

  constructor(recorded: readonly JournalEntry[], more: Partial<DeskRunOptions> = {}) {
    const onEvent = (_: number, event: DeskEvent): number => this.events.push(event)
    this.run = new DeskRun({
      ...{
        setup: deskSetup,
        recorded,
        journal: this.journal,
        observer: nobody,
        onEvent,
        champions: this,
      },
      ...more,
    })
  }

  agentOf(version: string): Agent {
    return strategyOf(Number(version), () => {
      this.#asked.add(version)
      if (this.#breaks !== version) return
      this.#broken.add(version)
      throw new Error('the box is gone')
    })
  }

  faultOf(version: string): string | undefined {
    return this.#broken.has(version) ? 'the box is gone' : undefined
  }

  get version(): string {
    return this.run.desk.champion?.version ?? ''
  }

  /** What is wanted from outside, unless it is so already, and then both bars of a minute. */
  turn(seed: number, row: number, turns: readonly Turn[]): void {
    const { to, breaks, checkpoint } = turns[row] ?? {}
    const isNew = this.run.newest < micros(toldStart + (row + 1) * minuteUs)
    if (to !== undefined && isNew) this.want(to, row)
    if (checkpoint === true && isNew) this.run.checkpoint()
    this.#breaks = breaks === true ? this.version : ''
    this.#asked.clear()
    const before = this.version
    for (const bar of barsAt(seed, row)) this.run.onBar(bar, row < 4 ? 'warm' : 'live')
    this.#check(before)
    this.#breaks = ''
  }

  want(version: string, row: number): void {
    const ts = this.run.desk.now
    const before = row % 2 === 0 ? this.version : ''
    const asked = { isPromotion: row % 3 !== 0, actor: 'cli:a', reason: `turn ${row}` }
    this.run.changeChampion({ kind: 'champion-changed', ts, version, before, ...asked })
  }

  /** Nobody decided but who was champion, and whoever took its place at this turn. */
  #check(before: string): void {
    const allowed = new Set([before, this.version])
    const strangers = [...this.#asked].filter((each) => !allowed.has(each))
    const isLast = this.#broken.size > 0
    assert(isLast || strangers.length === 0, `${strangers.join()} decided beside ${before}`)
    const { desk } = this.run
    desk.ledger.verify()
    for (const [i] of instruments.entries())
      assert(desk.ledger.positions.lots[i] === this.#filled(i), 'a fill was lost or booked twice')
  }

  #filled(i: number): number {
    const sides = new Map<number, number>()
    let lots = 0
    for (const event of this.events)
      if (event.kind === 'submit' && event.order.instrument === i)
        sides.set(event.order.orderId, event.order.side === 'buy' ? 1 : -1)
      else if (event.kind === 'order-filled')
        lots += (sides.get(event.orderId) ?? 0) * event.quantity
    return lots
  }
}

/** Two instruments that move a lot, the second against the first now and then. */
function barsAt(seed: number, row: number): Parameters<DeskRun['onBar']>[0][] {
  return instruments.map((_, i) => {
    const close = closeAt(seed, i, row)
    const open = row === 0 ? close : closeAt(seed, i, row - 1)
    const [high, low] = [Math.max(open, close) + 20, Math.min(open, close) - 20]
    const ts = micros(toldStart + (row + 1) * minuteUs)
    return { instrument: i, ts, open, high, low, close, volume: 9_000_000_000 }
  })
}

const walks = new Map<string, readonly number[]>()

function closeAt(seed: number, i: number, row: number): number {
  const key = `${seed}/${i}`
  let walk = walks.get(key)
  if (walk === undefined) {
    const chance = Random.stream(seed, `market ${i}`)
    let close = 50_000
    walk = Array.from({ length: barsOfRun }, () => {
      close = Math.max(1_000, Math.round(close * (1 + 0.02 * (chance.next() - 0.5))))
      return close
    })
    walks.clear()
    walks.set(key, walk)
  }
  return walk[row] ?? 0
}

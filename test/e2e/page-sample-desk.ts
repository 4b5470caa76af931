import type {
  BarPoint,
  DecisionRow,
  DeskFeed,
  DeskHeader,
  DeskSnapshot,
  DeskUpdate,
  EquityPoint,
  FillPoint,
  JournalRow,
  OrderRow,
  PositionRow,
} from '../../src/app/index.ts'
import { Random } from '../../src/base/index.ts'
import { type SampleRisk, type Situation, sampleRisk } from './page-sample-risk.ts'

const minute = 60_000
const startEquity = 100_000
const feeRate = 0.0026
const refusedEvery = 5

const listed = [
  { id: 'BTC-USD.SIM', tickSize: 0.1, lotSize: 0.00001, price: 64_000 },
  { id: 'ETH-USD.SIM', tickSize: 0.01, lotSize: 0.0001, price: 3_100 },
  { id: 'SOL-USD.SIM', tickSize: 0.01, lotSize: 0.001, price: 142 },
  { id: 'DOGE-USD.SIM', tickSize: 0.00001, lotSize: 1, price: 0.12 },
]

type Held = { quantity: number; entry: number; stop: number; target: number }
type Row = { readonly t: number; readonly instrument: string }

/**
 * A desk to look at: four random walks, and one rule that buys strength and sells weakness with a
 * stop and a target. Deterministic in its seed; every `step` is one minute of the market.
 */
export class SampleDesk implements DeskFeed {
  readonly #random: Random
  readonly #listeners = new Set<(update: DeskUpdate) => void>()
  readonly #held = new Map<string, Held>()
  readonly #bars: Record<string, BarPoint[]> = {}
  readonly #equity: EquityPoint[] = []
  readonly #fills: FillPoint[] = []
  readonly #decisions: DecisionRow[] = []
  readonly #journal: JournalRow[] = []
  #t: number
  #wall: number
  #cash: number = startEquity
  #realised = 0
  #fees = 0
  #peak: number = startEquity
  #trades = 0
  #sequence = 0
  #risk: SampleRisk | undefined = sampleRisk('quiet')

  /** @param wall - Wall time of the newest bar, ms UTC. */
  constructor(seed: number, wall: number) {
    this.#random = Random.fromSeed(seed)
    this.#wall = wall
    this.#t = Date.UTC(2026, 10, 20, 4, 0)
    for (const { id } of listed) this.#bars[id] = []
  }

  subscribe(listener: (update: DeskUpdate) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** How many listen now. */
  get listeners(): number {
    return this.#listeners.size
  }

  /** One minute passes; listeners are told. @param wall - Wall time of it, ms UTC. */
  step(wall: number = this.#wall): void {
    this.#wall = wall
    this.#t += minute
    const from = this.#t
    const before = this.#sequence
    for (const { id } of listed) this.#trade(id, this.#nextBar(id))
    this.#mark()
    const isNew = (row: Row | JournalRow | FillPoint): boolean => row.t === from
    this.publish({
      status: this.#status(),
      equity: this.#equity.slice(-1),
      bars: Object.fromEntries(
        listed.map(({ id }) => [id, (this.#bars[id] ?? []).slice(-1)] as const),
      ),
      fills: this.#fills.filter(isNew),
      positions: this.#positions(),
      orders: this.#orders(),
      decisions: this.#decisions.filter(isNew).reverse(),
      journal: this.#journal.filter((row) => row.sequence > before).reverse(),
    })
  }

  /** Another situation of risk; listeners are told. `silent`: the desk says nothing of it. */
  show(situation: Situation | 'silent'): void {
    this.#risk = situation === 'silent' ? undefined : sampleRisk(situation)
    this.publish({ status: this.#status(), ...this.#told() })
  }

  #told(): Pick<DeskSnapshot, 'risk'> {
    return this.#risk === undefined ? {} : { risk: this.#risk.risk }
  }

  publish(update: DeskUpdate): void {
    for (const listener of this.#listeners) listener(update)
  }

  snapshot(): DeskSnapshot {
    return {
      desk: this.#desk(),
      status: this.#status(),
      equity: this.#equity.slice(-2_000),
      bars: Object.fromEntries(
        listed.map(({ id }) => [id, (this.#bars[id] ?? []).slice(-1_500)] as const),
      ),
      fills: this.#fills.slice(-500),
      positions: this.#positions(),
      orders: this.#orders(),
      decisions: this.#decisions.slice(-200).reverse(),
      journal: this.#journal.slice(-200).reverse(),
      ...this.#told(),
    }
  }

  #nextBar(id: string): BarPoint {
    const bars = this.#bars[id] ?? []
    const price = listed.find((one) => one.id === id)?.price ?? 1
    const grid = (value: number): number => onGrid(id, value)
    const o = bars.at(-1)?.c ?? price
    const drift = 0.0003 * Math.sin(this.#t / (97 * minute) + price)
    const c = grid(o * (1 + drift + 0.0011 * this.#random.normal()))
    const reach = Math.abs(0.0006 * o * this.#random.normal())
    const bar = {
      t: this.#t,
      o,
      h: grid(Math.max(o, c) + reach),
      l: grid(Math.min(o, c) - reach),
      c,
      v: 10 + 90 * this.#random.next(),
    }
    bars.push(bar)
    return bar
  }

  #trade(id: string, bar: BarPoint): void {
    const held = this.#held.get(id)
    if (held !== undefined && bar.l <= held.stop) return this.#close(id, held, held.stop, 'stop')
    if (held !== undefined && bar.h >= held.target)
      return this.#close(id, held, held.target, 'target')
    const bars = this.#bars[id] ?? []
    const past = bars.at(-31)
    if (held !== undefined || past === undefined) return
    const strength = (bar.c / past.c - 1) / (0.0011 * Math.sqrt(30))
    if (strength < 1.2 || this.#random.next() < 0.6) return
    this.#decide(id, bar, strength)
  }

  #decide(id: string, bar: BarPoint, strength: number): void {
    const lotSize = listed.find((one) => one.id === id)?.lotSize ?? 1
    const exposure = Math.min(0.25, 0.08 * strength)
    const stop = onGrid(id, bar.c * 0.993)
    const target = onGrid(id, bar.c * 1.012)
    const isRefused = this.#decisions.length % refusedEvery === refusedEvery - 1
    const quantity = Math.floor((exposure * this.#worth()) / bar.c / lotSize) * lotSize
    this.#decisions.push({
      t: this.#t,
      instrument: id,
      exposure,
      confidence: Math.min(0.95, 0.5 + strength / 10),
      dissent: 0.04,
      stop,
      target,
      voices: [
        {
          agent: 'trend',
          exposure,
          confidence: Math.min(0.95, 0.5 + strength / 10),
          because: `EMA 9 is ${strength.toFixed(2)} volatilities above EMA 21, RSI 14 is ${(50 + 6 * strength).toFixed(1)}, volume is 1.31 times its mean.`,
        },
        { agent: 'hold', exposure: 0.1, confidence: 0.5, because: 'Holds 10 % always.' },
      ],
      outcome: isRefused
        ? 'refused: instrument-exposure was 26.1 %, limit 25.0 %'
        : `order ${this.#sequence + 1}: buy ${quantity.toFixed(5)}`,
    })
    this.#record('decision-made', `${id} wants ${(100 * exposure).toFixed(1)} %`)
    if (isRefused)
      return this.#record('intent-refused', `${id} instrument-exposure was 26.1 %, limit 25.0 %`)
    this.#held.set(id, { quantity, entry: bar.c, stop, target })
    this.#fill(id, 'buy', 'entry', bar.c, quantity, 0)
  }

  #close(id: string, held: Held, price: number, role: string): void {
    this.#held.delete(id)
    this.#trades += 1
    const realised = (price - held.entry) * held.quantity
    this.#realised += realised
    this.#fill(id, 'sell', role, price, held.quantity, realised)
  }

  #fill(
    instrument: string,
    side: 'buy' | 'sell',
    role: string,
    price: number,
    quantity: number,
    realised: number,
  ): void {
    const fee = price * quantity * feeRate
    this.#fees += fee
    this.#cash += (side === 'buy' ? -1 : 1) * price * quantity - fee
    this.#fills.push({ t: this.#t, instrument, side, role, price, quantity, fee, realised })
    this.#record('order-filled', `${instrument} ${side} ${quantity.toFixed(5)} at ${price}`)
  }

  #record(kind: string, text: string): void {
    this.#sequence += 1
    this.#journal.push({ sequence: this.#sequence, t: this.#t, kind, text })
  }

  #worth(): number {
    return (
      this.#cash + this.#positions().reduce((sum, row) => sum + row.quantity * row.markPrice, 0)
    )
  }

  #mark(): void {
    const equity = this.#worth()
    this.#peak = Math.max(this.#peak, equity)
    this.#equity.push({ t: this.#t, equity, drawdown: 1 - equity / this.#peak })
  }

  #positions(): readonly PositionRow[] {
    return [...this.#held].map(([instrument, { quantity, entry, stop, target }]) => {
      const markPrice = this.#bars[instrument]?.at(-1)?.c ?? entry
      const unrealisedPnl = (markPrice - entry) * quantity
      return { instrument, quantity, entryPrice: entry, markPrice, unrealisedPnl, stop, target }
    })
  }

  #orders(): readonly OrderRow[] {
    return this.#positions().flatMap(({ instrument, quantity, stop, target }) =>
      (['stop', 'target'] as const).map((role) => ({
        id: `${instrument}-${role}`,
        t: this.#t,
        instrument,
        side: 'sell' as const,
        type: role === 'stop' ? 'stop' : 'limit',
        role,
        quantity,
        filled: 0,
        price: role === 'stop' ? stop : target,
        status: 'accepted',
      })),
    )
  }

  #status(): DeskSnapshot['status'] {
    const equity = this.#worth()
    const positions = this.#positions()
    return {
      marketTime: this.#bars[listed[0]?.id ?? '']?.length === 0 ? 0 : this.#t,
      receivedAt: this.#wall,
      isStale: false,
      isFinished: false,
      mode: this.#risk?.mode ?? 'normal',
      modeReason: this.#risk?.modeReason ?? 'started',
      equity,
      cash: this.#cash,
      realisedPnl: this.#realised,
      unrealisedPnl: positions.reduce((sum, row) => sum + row.unrealisedPnl, 0),
      fees: this.#fees,
      drawdown: 1 - equity / Math.max(this.#peak, equity),
      exposure: positions.reduce((sum, row) => sum + row.quantity * row.markPrice, 0) / equity,
      trades: this.#trades,
      bars: listed.length * (this.#bars[listed[0]?.id ?? '']?.length ?? 0),
      journalSequence: this.#sequence,
    }
  }

  #desk(): DeskHeader {
    return {
      ...{ name: 'sample desk', version: '0.1.0', trading: 'paper' },
      currency: 'USD',
      startEquity,
      startedAt: this.#wall - 600_000,
      instruments: listed.map(({ id, tickSize, lotSize }) => ({ id, tickSize, lotSize })),
      agents: ['trend', 'hold'],
      source: { kind: 'generated', label: 'generated market, seed 1', speed: 60 },
    }
  }
}

function onGrid(id: string, price: number): number {
  const ticksPerUnit = Math.round(1 / (listed.find((one) => one.id === id)?.tickSize ?? 1))
  return Math.round(price * ticksPerUnit) / ticksPerUnit
}

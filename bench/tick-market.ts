import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { Random } from '../src/base/index.ts'
import {
  type DeltaTable,
  DeltaSequence,
  loadDeltas,
  loadTradeTicks,
  type TickTable,
  type TradeTickTable,
} from '../src/market/index.ts'
import type { BenchSize } from './bench-row.ts'

const folder = fileURLToPath(new URL('../../shared/data/ticks/', import.meta.url))

/** One instrument's book levels and prints, and where they came from in words. */
export type TickMarket = {
  readonly name: string
  readonly deltas: DeltaTable
  readonly trades: TradeTickTable
}

/** Whether the recorded books are beside the repository. */
export function hasRecordedTicks(): boolean {
  return existsSync(folder)
}

/** Eight minutes of the Bitcoin perpetual of 2023, recorded; a made-up book where they are not. */
export async function bitcoinTicks(size: BenchSize): Promise<TickMarket> {
  if (size === 'full' && hasRecordedTicks()) return recorded('binance_usdm_btcusdt_20230405')
  return generatedTicks(size === 'full' ? 300_000 : 12_000)
}

/** The same, and eleven minutes of the Ether perpetual of 2024. */
export async function perpetualTicks(size: BenchSize): Promise<readonly TickMarket[]> {
  const bitcoin = await bitcoinTicks(size)
  if (size === 'full' && hasRecordedTicks())
    return [bitcoin, await recorded('binance_coinm_ethusd_20240809')]
  return [bitcoin]
}

async function recorded(name: string): Promise<TickMarket> {
  const deltas = await loadDeltas(`${folder}${name}.l2.csv.gz`)
  const spec = { tick: deltas.tick, lot: deltas.lot }
  const trades = await loadTradeTicks(`${folder}${name}.trades.csv.gz`, { spec })
  return { name, deltas: fromSnapshot(deltas), trades }
}

/** Leaves out what a feed handler does: updates that the snapshot holds already. */
function fromSnapshot(deltas: DeltaTable): DeltaTable {
  const updates = new DeltaSequence(deltas)
  const rows: number[] = []
  const stamps: number[] = []
  for (let step = updates.step(); step !== undefined; step = updates.step()) {
    if (step === 'old') continue
    for (let { row } = updates; row < updates.end; row += 1) {
      rows.push(row)
      stamps.push(updates.ts)
    }
  }
  const { columns } = deltas
  const picked = Object.entries(columns).map(([name, column]) => [
    name,
    Float64Array.from(rows, (row) => column[row] as number),
  ])
  const tsInit = Float64Array.from(stamps)
  return { ...deltas, length: rows.length, columns: { ...Object.fromEntries(picked), tsInit } }
}

type Row = Readonly<Record<string, number>>

/** A book that wanders: levels near the best change, prints take from the best. */
function generatedTicks(events: number): TickMarket {
  const book = new WanderingBook(Random.stream(1, 'bench/ticks'))
  while (book.deltas.length + book.trades.length < events) book.step()
  const name = `a made-up book of ${events} events, seed 1`
  const grid = { tick: '0.1', lot: '0.001', declined: 0, firstDeclined: undefined, cutStamps: 0 }
  return {
    name,
    deltas: { ...grid, ...table(book.deltas, deltaNames) },
    trades: { ...grid, ...table(book.trades, tradeNames) },
  }
}

const deltaNames = [
  'tsEvent',
  'tsInit',
  'isSnapshot',
  'first',
  'last',
  'previous',
  'isBid',
  'ticks',
  'lots',
] as const
const tradeNames = ['tsEvent', 'tsInit', 'trade', 'side', 'ticks', 'lots'] as const

function table<Name extends string>(
  rows: readonly Row[],
  names: readonly Name[],
): Pick<TickTable<Name>, 'columns' | 'length'> {
  const columns = Object.fromEntries(
    names.map((name) => [name, Float64Array.from(rows, (row) => row[name] as number)]),
  ) as Record<Name, Float64Array>
  return { columns, length: rows.length }
}

const depth = 30

class WanderingBook {
  readonly deltas: Row[] = []
  readonly trades: Row[] = []
  readonly #random: Random
  #ts = 1_700_000_000_000_000
  #update = 1
  #bid = 280_000
  readonly #lots = new Map<number, number>()

  constructor(random: Random) {
    this.#random = random
    for (let n = 0; n < depth; n += 1) {
      this.#set(true, this.#bid - n, this.#size(), 1)
      this.#set(false, this.#bid + 1 + n, this.#size(), 1)
    }
  }

  /** One change of a level, one print with what it takes, or one move of the price. */
  step(): void {
    this.#ts += 10 * (1 + this.#random.below(300))
    this.#update += 1
    const chance = this.#random.next()
    if (chance < 0.06) return this.#print()
    if (chance < 0.08) return this.#move()
    const isBid = this.#random.next() < 0.5
    const away = this.#random.below(depth)
    const ticks = isBid ? this.#bid - away : this.#bid + 1 + away
    const isGone = away > 0 && this.#random.next() < 0.2
    this.#set(isBid, ticks, isGone ? 0 : this.#size(), 0)
  }

  #print(): void {
    const isBuy = this.#random.next() < 0.5
    const ticks = isBuy ? this.#bid + 1 : this.#bid
    const there = this.#lots.get(ticks) ?? 1
    const lots = 1 + this.#random.below(Math.max(1, Math.min(there, 40)))
    const ts = this.#ts
    const trade = this.trades.length + 1
    this.trades.push({ tsEvent: ts, tsInit: ts, trade, side: isBuy ? 1 : -1, ticks, lots })
    this.#set(!isBuy, ticks, Math.max(1, there - lots), 0)
  }

  #move(): void {
    const isUp = this.#random.next() < 0.5
    const gone = isUp ? this.#bid + 1 : this.#bid
    this.#set(!isUp, gone, 0, 0)
    if (isUp) this.#bid += 1
    else this.#bid -= 1
    this.#set(isUp, gone, this.#size(), 0)
    const best = isUp ? this.#bid + 1 : this.#bid
    if (!this.#lots.has(best)) this.#set(!isUp, best, this.#size(), 0)
  }

  #set(isBid: boolean, ticks: number, lots: number, isSnapshot: number): void {
    if (lots === 0) this.#lots.delete(ticks)
    else this.#lots.set(ticks, lots)
    const [first, last, ts] = [this.#update, this.#update, this.#ts]
    const numbers = { isSnapshot, first, last, previous: Number.NaN }
    this.deltas.push({ tsEvent: ts, tsInit: ts, ...numbers, isBid: isBid ? 1 : 0, ticks, lots })
  }

  #size(): number {
    return 1 + this.#random.below(60)
  }
}

import { type BreakerMoved, dayUs, micros } from '../../src/domain/index.ts'
import { loadBars, loadTape, type TickRecord } from '../../src/market/index.ts'
import {
  breakerDefaults as rules,
  Breakers,
  DeskConditions,
  MarketConditions,
} from '../../src/risk/index.ts'
import { recordsOf } from './tape-records.ts'

export const shared = '../shared/data'

/** How often each breaker left `closed`, and for which part of the time it was not closed. */
export type Alarms = {
  readonly name: string
  readonly days: number
  readonly opened: Readonly<Record<string, number>>
  readonly cautions: Readonly<Record<string, number>>
  /** Part of the time in which no new risk was possible, and in which only a part of it was. */
  readonly shareOpen: number
  readonly shareHalf: number
}

/** Keeps count of one instrument. */
class AlarmCount {
  readonly breakers: Breakers
  readonly #opened: Record<string, number> = {}
  readonly #cautions: Record<string, number> = {}
  /** Causes whose breaker is not closed. */
  readonly #standing = new Set<string>()
  readonly #us = { open: 0, half: 0, all: 0 }
  #ts: number

  constructor(ts: number) {
    this.#ts = ts
    const onMove = (event: BreakerMoved): void => this.#note(event)
    this.breakers = new Breakers({ instruments: 1, agents: 0, rules, actor: 'venue', onMove })
  }

  #note({ cause, state }: BreakerMoved): void {
    const isCaution = state === 'half-open' && !this.#standing.has(cause)
    if (state === 'open') this.#opened[cause] = (this.#opened[cause] ?? 0) + 1
    if (isCaution) this.#cautions[cause] = (this.#cautions[cause] ?? 0) + 1
    if (state === 'closed') this.#standing.delete(cause)
    else this.#standing.add(cause)
  }

  at(ts: number): void {
    const share = this.breakers.share(0)
    const us = Math.max(0, ts - this.#ts)
    this.#us.all += us
    if (share === 0) this.#us.open += us
    else if (share < 1) this.#us.half += us
    this.#ts = Math.max(this.#ts, ts)
    this.breakers.tick(this.#ts)
  }

  done(name: string): Alarms {
    const { open, half, all } = this.#us
    return {
      name,
      days: all / dayUs,
      opened: this.#opened,
      cautions: this.#cautions,
      shareOpen: open / all,
      shareHalf: half / all,
    }
  }
}

/** A recorded market of books, quotes and trades, as a watch sees it. */
export async function alarmsOfTape(name: string, tick: string, lot: string): Promise<Alarms> {
  const files = ['l2', 'trades', 'bbo'].map((kind) => `${shared}/ticks/${name}.${kind}.csv.gz`)
  const tape = await loadTape(files, { spec: { tick, lot } })
  return alarmsOfRecords(name, recordsOf(tape), Number(tick))
}

function alarmsOfRecords(name: string, records: readonly TickRecord[], tick: number): Alarms {
  const ts = records[0]?.tsInit ?? 0
  const count = new AlarmCount(ts)
  const { breakers } = count
  const market = new MarketConditions({ breakers, rules, instrument: 0, tick, sources: 1, ts })
  for (const record of records) {
    const at = micros(Math.round(record.tsInit))
    count.at(at)
    market.at(at)
    market.onRecord(record, at)
  }
  return count.done(name)
}

/** A file of bars, as a desk sees it. */
export async function alarmsOfBars(file: string): Promise<Alarms> {
  const { bars: columns } = await loadBars([`${shared}/candles/${file}`])
  const count = new AlarmCount(columns.ts[0] as number)
  const { breakers } = count
  const desk = new DeskConditions({ breakers, rules, instruments: 1, slippage: 0, gap: 0 })
  for (let row = 0; row < columns.length; row += 1) {
    const ts = columns.ts[row] as number
    count.at(ts)
    desk.onBar(0, columns, row, ts)
  }
  return count.done(file)
}

/** A row of a table in `docs/breakers.md`. */
export function alarmRow({ name, days, opened, cautions, shareOpen, shareHalf }: Alarms): string {
  const span = days < 1 ? `${(days * 1_440).toFixed(1)} min` : `${days.toFixed(0)} d`
  const counted = (counts: Readonly<Record<string, number>>): string =>
    Object.entries(counts)
      .map(([cause, count]) => `${cause} ${count}`)
      .join(', ') || 'none'
  const total = Object.values(opened).reduce((sum, count) => sum + count, 0)
  const perDay = days < 1 ? 'too short' : (total / days).toFixed(3)
  const shares = [shareOpen, shareHalf].map((share) => `${(100 * share).toFixed(2)} %`)
  return `| ${[name, span, counted(opened), counted(cautions), perDay, ...shares].join(' | ')} |`
}

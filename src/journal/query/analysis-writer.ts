import {
  type Instrument,
  type InstrumentId,
  type Micros,
  minorPerUnit,
} from '../../domain/index.ts'
import type { ClosedTrade } from '../../ledger/index.ts'
import type { JournalEntry } from '../journal-cursor.ts'
import { EventProjector } from '../project-event.ts'
import { schema } from '../projection-schema.ts'
import type { SqlDatabase, SqlStatement, SqlValue } from '../sqlite.ts'
import { analysisSchema } from './analysis-schema.ts'

/** What stood at the close of one bar that was judged. NaN where there is no reading yet. */
export type ReadingRow = {
  readonly ts: Micros
  readonly instrument: InstrumentId
  /** Quote units, base units. */
  readonly close: number
  readonly volume: number
  /** Shares: 0.01 is one percent. */
  readonly change24h: number
  readonly change7d: number
  readonly regime: string
  readonly rsi14: number
  /** EMA 9 less EMA 21, in ATR 14. */
  readonly emaGapAtr: number
  /** ATR 14 as a share of the close. */
  readonly atrShare: number
  /** Volume over its mean of 20 bars. */
  readonly volumeRatio: number
  /** Where the close is between the bands of Bollinger: 0 at the lower, 1 at the upper. */
  readonly band: number
  readonly isHeld: boolean
}

/** The names behind the numbers in events, by position. */
export type WrittenNames = {
  readonly instruments: readonly Pick<Instrument, 'id' | 'tick' | 'lot'>[]
  readonly agents: readonly string[]
}

/**
 * Writes a run into tables for analysis, in one transaction: what is not finished is not there.
 * The file is for one reader at one moment, and holds nothing that cannot be written again.
 */
export class AnalysisWriter {
  readonly #database: SqlDatabase
  readonly #projector: EventProjector
  readonly #reading: SqlStatement
  readonly #trade: SqlStatement
  readonly #refusal: SqlStatement
  readonly #truth: SqlStatement
  readonly #instruments: readonly InstrumentId[]
  #trades = 0

  private constructor(database: SqlDatabase, { instruments, agents }: WrittenNames) {
    this.#database = database
    this.#instruments = instruments.map(({ id }) => id)
    database.exec('PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; BEGIN')
    database.exec(schema)
    database.exec(`DROP VIEW trades; ${analysisSchema}`)
    // A backtest writes no header, so the projector is told names before it begins.
    const named = database.prepare('INSERT INTO instruments VALUES (?, ?, ?, ?)')
    instruments.forEach(({ id, tick, lot }, position) => named.run(id, position, tick, lot))
    const seated = database.prepare('INSERT INTO agents VALUES (?, ?)')
    agents.forEach((id, position) => seated.run(position, id))
    this.#projector = new EventProjector(database)
    this.#reading = database.prepare(`INSERT OR REPLACE INTO readings VALUES (${marks(14)})`)
    this.#trade = database.prepare(`INSERT INTO trades VALUES (${marks(18)})`)
    this.#refusal = database.prepare(`INSERT INTO refusals VALUES (${marks(6)})`)
    this.#truth = database.prepare('INSERT OR REPLACE INTO truth VALUES (?, ?)')
  }

  /** @param path - A file that is not there yet. */
  static async open(path: string, names: WrittenNames): Promise<AnalysisWriter> {
    const { DatabaseSync } = await import('node:sqlite')
    return new AnalysisWriter(new DatabaseSync(path), names)
  }

  /** Bars are not written as events: what stood at them comes as readings. */
  event(entry: JournalEntry): void {
    const { event } = entry
    if (event.kind === 'bar-closed') return
    this.#projector.project(entry)
    if (event.kind !== 'intent-refused') return
    const { ts, instrument, limit, was, max } = event
    const id = this.#instruments[instrument] ?? ''
    this.#refusal.run(ts, isoTime(ts), id, limit, orNull(was), orNull(max))
  }

  reading(row: ReadingRow): void {
    const values = [row.rsi14, row.emaGapAtr, row.atrShare, row.volumeRatio, row.band]
    const changes = [row.change24h, row.change7d].map(orNull)
    this.#reading.run(
      ...[row.ts, isoTime(row.ts), row.instrument, row.close, row.volume, ...changes],
      ...[row.regime, ...values.map(orNull), row.isHeld ? 1 : 0],
    )
  }

  trade(of: ClosedTrade): void {
    this.#trades += 1
    const held = (of.tsExit - of.tsEntry) / 1e6
    this.#trade.run(
      ...[this.#trades, this.#instruments[of.instrument] ?? '', of.side],
      ...[isoTime(of.tsEntry), of.tsEntry, isoTime(of.tsExit), of.tsExit, held],
      ...[units(of.entered), units(of.gross), units(of.fees), units(of.net)],
      ...[of.gross, of.fees, of.net, of.exitRole, of.regime, of.version],
    )
  }

  truth(name: string, value: number | string | null): void {
    this.#truth.run(name, value)
  }

  /** Makes it whole. Nothing more can be written. */
  finish(): void {
    this.#database.exec('COMMIT')
    this.#database.close()
  }
}

function marks(count: number): string {
  return Array.from({ length: count }, () => '?').join(', ')
}

/** As decisions have it, so that both can be joined. */
function isoTime(ts: Micros): string {
  return new Date(ts / 1_000).toISOString()
}

function units(minor: bigint): number {
  return Number(minor) / minorPerUnit
}

function orNull(value: number): SqlValue {
  return Number.isFinite(value) ? value : null
}

import { formatDecimal } from '../base/index.ts'
import {
  type DecisionMade,
  type DeskEvent,
  instrument,
  type InstrumentId,
  type Micros,
  micros,
  moneyScale,
  notional,
  type OrderEvent,
  type OrderFilled,
  type OrderIntent,
  type OrderStanding,
} from '../domain/index.ts'
import { giveUpLots } from '../ledger/index.ts'
import type { JournalEntry } from './journal-cursor.ts'
import { type NamedInstrument, type RunNames, runNames, stepsToNumber } from './run-names.ts'
import type { SqlDatabase, SqlStatement, SqlValue } from './sqlite.ts'

/** Writes journal entries into the tables of `projection-schema.ts`, each in its own rows. */
export class EventProjector {
  readonly #database: SqlDatabase
  readonly #statements = new Map<string, SqlStatement>()
  /** The order may be of an earlier run, on an instrument not traded now: the tables know it. */
  readonly #filledOrder: SqlStatement
  readonly #spare: SqlStatement
  readonly #latest: SqlStatement
  #names: RunNames

  constructor(database: SqlDatabase) {
    this.#database = database
    this.#names = storedNames(database)
    this.#filledOrder = database.prepare(
      `SELECT instrument, side, role, tick, lot FROM orders
        LEFT JOIN instruments ON id = instrument WHERE order_id = ?`,
    )
    this.#spare = database.prepare('SELECT spare FROM spares WHERE instrument = ?')
    this.#latest = database.prepare(
      'SELECT exposure, time FROM decisions WHERE instrument = ? ORDER BY sequence DESC LIMIT 1',
    )
  }

  project({ sequence, event }: JournalEntry): void {
    if (event.kind === 'run-started') this.#startRun(runNames(event.header))
    const time = isoTime(timeOf(event))
    const row = [sequence, time, event.kind, this.#instrumentOf(event), jsonOf(event)]
    this.#run('INSERT INTO events VALUES (?, ?, ?, ?, ?)', row)
    switch (event.kind) {
      case 'decision-made':
        return this.#decision(sequence, time, event)
      case 'intent-refused':
        return this.#outcome(event.instrument, `refused: ${event.limit}`)
      case 'submit':
        return this.#order(sequence, time, event.order)
      case 'order-filled':
        return this.#fill(sequence, time, event)
      case 'order-amended':
      case 'order-amend-rejected':
        return this.#standing(time, event)
      case 'order-accepted':
      case 'order-unresolved':
      case 'order-rejected':
      case 'order-canceled':
      case 'order-expired':
        return this.#status(time, event)
      default:
        return
    }
  }

  #startRun(names: RunNames): void {
    this.#names = names
    this.#run('UPDATE instruments SET position = NULL', [])
    this.#run('DELETE FROM agents', [])
    names.instruments.forEach(({ id, tick, lot }, position) =>
      this.#run('INSERT OR REPLACE INTO instruments VALUES (?, ?, ?, ?)', [
        id,
        position,
        tick,
        lot,
      ]),
    )
    names.agents.forEach((id, position) =>
      this.#run('INSERT INTO agents VALUES (?, ?)', [position, id]),
    )
  }

  #decision(sequence: number, time: string, event: DecisionMade): void {
    const { exposure, confidence, dissent, stop, target } = event
    const id = this.#instrument(event.instrument).id
    const row = [sequence, time, id, exposure, confidence, dissent, orNull(stop), orNull(target)]
    this.#run("INSERT INTO decisions VALUES (?, ?, ?, ?, ?, ?, ?, ?, 'held')", row)
    for (const voice of event.voices) {
      const agent = this.#names.agents[voice.agent] ?? `agent ${voice.agent}`
      const said = [sequence, agent, voice.exposure, voice.confidence]
      this.#run('INSERT INTO voices VALUES (?, ?, ?, ?)', said)
    }
  }

  /** Tells the latest decision on an instrument what became of it. */
  #outcome(instrument: number, outcome: string): void {
    this.#run(
      `UPDATE decisions SET outcome = ? WHERE outcome = 'held' AND sequence =
        (SELECT MAX(sequence) FROM decisions WHERE instrument = ?)`,
      [outcome, this.#instrument(instrument).id],
    )
  }

  /** An exit is of the latest decision if that was to close, or was made there and then. */
  #closed(time: string, { instrument, orderId, side }: OrderIntent): void {
    const latest = this.#latest.get(this.#instrument(instrument).id)
    const wanted = Number(latest?.['exposure'] ?? 0) * (side === 'sell' ? 1 : -1)
    if (wanted <= 0 || latest?.['time'] === time) this.#outcome(instrument, `order ${orderId}`)
  }

  #order(sequence: number, time: string, order: OrderIntent): void {
    const { id, tick, lot } = this.#instrument(order.instrument)
    const { orderId, side, type, role, quantity, price, arrival, isReduceOnly } = order
    this.#run(
      `INSERT OR REPLACE INTO orders
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'submitted', 0, ?, NULL)`,
      [
        ...[orderId, sequence, time, id, side, type, role],
        ...[stepsToNumber(quantity, lot), quantity],
        ...(type === 'market' ? [null, null] : [stepsToNumber(price, tick), price]),
        ...[stepsToNumber(arrival, tick), arrival, isReduceOnly ? 1 : 0, time],
      ],
    )
    if (role === 'entry') this.#outcome(order.instrument, `order ${orderId}`)
    else if (role === 'exit') this.#closed(time, order)
  }

  #fill(sequence: number, time: string, event: OrderFilled): void {
    const { orderId, fill, price, quantity, liquidity } = event
    const { instrument, side, role, tick, lot } = this.#orderOf(orderId)
    const at = stepsToNumber(price, tick ?? '1')
    const inKind = this.#inKind(event, instrument ?? '', tick ?? '1', lot ?? '1')
    const lots = quantity - inKind.lots
    const size = stepsToNumber(lots, lot ?? '1')
    const fee = event.fee + inKind.worth
    const paid = Number(formatDecimal(fee, moneyScale))
    this.#run('INSERT INTO fills VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)', [
      ...[sequence, time, orderId, fill, instrument, side, role, at, price, size, lots],
      ...[at * size, paid, fee, liquidity],
    ])
    this.#run('UPDATE orders SET filled_lots = filled_lots + ?, updated = ? WHERE order_id = ?', [
      quantity,
      time,
      orderId,
    ])
    this.#run(
      "UPDATE orders SET status = 'filled' WHERE order_id = ? AND filled_lots >= quantity_lots",
      [orderId],
    )
  }

  /** What a venue kept of what was bought: it was never held, and its worth is a fee. */
  #inKind(
    { taken, price }: OrderFilled,
    id: string,
    tick: string,
    lot: string,
  ): { readonly lots: number; readonly worth: bigint } {
    const of = taken === undefined ? undefined : instrument(id as InstrumentId, tick, lot)
    if (taken === undefined || of?.ok !== true) return { lots: 0, worth: 0n }
    const before = Number(this.#spare.get(id)?.['spare'] ?? 0)
    const { lots, spare } = giveUpLots(taken, BigInt(before), of.value.baseFactor)
    this.#run('INSERT OR REPLACE INTO spares VALUES (?, ?)', [id, spare])
    return { lots: Number(lots), worth: notional(of.value, price, Number(lots), 'floor') }
  }

  /** What an order is after it was to be changed. */
  #standing(time: string, { orderId, quantity, price }: OrderStanding): void {
    const { tick, lot } = this.#orderOf(orderId)
    const size = stepsToNumber(quantity, lot ?? '1')
    const at = stepsToNumber(price, tick ?? '1')
    this.#run(
      `UPDATE orders SET quantity = ?, quantity_lots = ?, price = ?, price_ticks = ?, updated = ?
        WHERE order_id = ?`,
      [size, quantity, at, price, time, orderId],
    )
  }

  #status(time: string, event: OrderEvent): void {
    const reason = event.kind === 'order-rejected' ? event.reason : null
    const row = [event.kind.slice('order-'.length), time, reason, event.orderId]
    this.#run('UPDATE orders SET status = ?, updated = ?, reason = ? WHERE order_id = ?', row)
  }

  #instrument(position: number): NamedInstrument {
    const named = this.#names.instruments[position]
    return named ?? { id: `instrument ${position}`, tick: '1', lot: '1' }
  }

  #instrumentOf(event: DeskEvent): string | null {
    if (event.kind === 'submit') return this.#instrument(event.order.instrument).id
    return 'instrument' in event ? this.#instrument(event.instrument).id : null
  }

  #orderOf(orderId: number): FilledOrder {
    return (this.#filledOrder.get(orderId) as FilledOrder | undefined) ?? unknownOrder
  }

  #run(sql: string, values: readonly SqlValue[]): void {
    this.#statement(sql).run(...values)
  }

  #statement(sql: string): SqlStatement {
    let statement = this.#statements.get(sql)
    if (statement === undefined) {
      statement = this.#database.prepare(sql)
      this.#statements.set(sql, statement)
    }
    return statement
  }
}

type FilledOrder = Readonly<Record<'instrument' | 'side' | 'role' | 'tick' | 'lot', string | null>>

const unknownOrder: FilledOrder = {
  instrument: null,
  side: null,
  role: null,
  tick: null,
  lot: null,
}

/** The names of the run that was being projected when the database was last closed. */
function storedNames(database: SqlDatabase): RunNames {
  const instruments = database.prepare(
    'SELECT id, tick, lot FROM instruments WHERE position >= 0 ORDER BY position',
  )
  const agents = database.prepare('SELECT id FROM agents ORDER BY position')
  return {
    instruments: instruments.all() as NamedInstrument[],
    agents: agents.all().map(({ id }) => String(id)),
  }
}

function timeOf(event: DeskEvent): Micros {
  if (event.kind === 'submit') return event.order.ts
  return 'ts' in event ? event.ts : event.tsEvent
}

function isoTime(ts: Micros): string {
  return new Date(micros(ts) / 1_000).toISOString()
}

function orNull(value: number): number | null {
  return Number.isNaN(value) ? null : value
}

/** The whole event, money as text: JSON numbers would lose digits. */
function jsonOf(event: DeskEvent): string {
  return JSON.stringify(event, (_, value: unknown) =>
    typeof value === 'bigint' ? value.toString() : value,
  )
}

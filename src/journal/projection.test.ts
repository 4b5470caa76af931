import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { DatabaseSync } from 'node:sqlite'
import { afterEach, beforeEach, expect, it } from 'vitest'
import {
  type DeskEvent,
  type Micros,
  micros,
  minuteUs,
  type OrderRole,
  orderId,
  price,
  quantity,
  type Side,
} from '../domain/index.ts'
import { SimulatedDisk } from '../kernel/index.ts'
import { openProjection } from './projection.ts'
import { SegmentJournal } from './segment-journal.ts'

const folder = 'journal'
let temporary = ''
let path = ''
beforeEach(() => {
  temporary = mkdtempSync(`${tmpdir()}/coinswarm-projection-`)
  path = `${temporary}/desk.sqlite`
})
afterEach(() => rmSync(temporary, { recursive: true }))

const ts = (minute: number): Micros => micros(1_700_000_000_000_000 + minute * minuteUs)

const header = {
  instruments: [{ id: 'BTC-USD.SIM', tick: '0.01', lot: '0.00000001' }],
  agents: ['trend'],
}

function submit(id: number, side: Side, role: OrderRole, lots: number): DeskEvent {
  return {
    kind: 'submit',
    order: {
      orderId: orderId(id),
      instrument: 0,
      side,
      type: 'market',
      role,
      quantity: quantity(lots),
      price: price(0),
      arrival: price(115),
      isReduceOnly: role !== 'entry',
      ts: ts(id),
    },
  }
}

function filled(id: number, ticks: number, lots: number, fill = 1): DeskEvent {
  return {
    kind: 'order-filled',
    orderId: orderId(id),
    tsEvent: ts(id + 0.5),
    tsInit: ts(id + 0.5),
    fill,
    price: price(ticks),
    quantity: quantity(lots),
    fee: 26_000_000n,
    liquidity: 'taker',
    trade: '',
  }
}

const unit = 100_000_000

const decision: DeskEvent = {
  kind: 'decision-made',
  ts: ts(0),
  instrument: 0,
  exposure: 0.25,
  confidence: 0.5,
  dissent: 0,
  stop: 0.9,
  target: Number.NaN,
  voices: [{ agent: 0, exposure: 0.25, confidence: 0.5 }],
}

const refused: DeskEvent = {
  kind: 'intent-refused',
  ts: ts(1),
  instrument: 0,
  limit: 'daily-loss',
  was: 5,
  max: 4,
}

const run: readonly DeskEvent[] = [
  { kind: 'run-started', ts: ts(0), header },
  decision,
  refused,
  decision,
  submit(1, 'buy', 'entry', 2 * unit),
  { kind: 'order-accepted', orderId: orderId(1), tsEvent: ts(1), tsInit: ts(1) },
  filled(1, 115, unit),
  filled(1, 117, unit, 2),
  submit(2, 'sell', 'exit', 2 * unit),
  filled(2, 126, 2 * unit),
  submit(3, 'sell', 'entry', unit),
  filled(3, 120, unit),
  submit(4, 'buy', 'target', unit),
  { kind: 'order-rejected', orderId: orderId(4), tsEvent: ts(4), tsInit: ts(4), reason: 'no' },
]

function write(disk: SimulatedDisk, events: readonly DeskEvent[]): void {
  const journal = SegmentJournal.open({ disk, folder, anchor: 'anchor', segmentBytes: 8_192 })
  for (const event of events) journal.append(event)
  journal.close()
}

function query(sql: string): unknown[] {
  const database = new DatabaseSync(path, { readOnly: true })
  try {
    return database.prepare(sql).all()
  } finally {
    database.close()
  }
}

function everything(): unknown[] {
  const tables = ['events', 'decisions', 'voices', 'orders', 'fills', 'trades', 'instruments']
  return tables.map((table) => query(`SELECT * FROM ${table}`))
}

async function project(disk: SimulatedDisk, batch: number): Promise<number> {
  const projection = await openProjection({ path, folder, disk })
  while (projection.catchUp(batch) === batch);
  projection.close()
  return projection.sequence
}

it('answers what a person asks of a run', async () => {
  const disk = new SimulatedDisk()
  write(disk, run)
  expect(await project(disk, 5)).toBe(run.length)
  expect(query('SELECT instrument, outcome, stop, target FROM decisions')).toEqual([
    { instrument: 'BTC-USD.SIM', outcome: 'refused: daily-loss', stop: 0.9, target: null },
    { instrument: 'BTC-USD.SIM', outcome: 'order 1', stop: 0.9, target: null },
  ])
  expect(query('SELECT order_id, status, quantity, filled_lots, reason FROM orders')).toEqual([
    { order_id: 1, status: 'filled', quantity: 2, filled_lots: 2 * unit, reason: null },
    { order_id: 2, status: 'filled', quantity: 2, filled_lots: 2 * unit, reason: null },
    { order_id: 3, status: 'filled', quantity: 1, filled_lots: unit, reason: null },
    { order_id: 4, status: 'rejected', quantity: 1, filled_lots: 0, reason: 'no' },
  ])
  expect(query('SELECT * FROM fills WHERE sequence = 7')).toEqual([
    {
      sequence: 7,
      time: '2023-11-14T22:14:50.000Z',
      order_id: 1,
      fill: 1,
      instrument: 'BTC-USD.SIM',
      side: 'buy',
      role: 'entry',
      price: 1.15,
      price_ticks: 115,
      quantity: 1,
      quantity_lots: unit,
      notional: 1.15,
      fee: 0.26,
      fee_minor: 26_000_000,
      liquidity: 'taker',
    },
  ])
  expect(query('SELECT agent, exposure FROM voices WHERE sequence = 2')).toEqual([
    { agent: 'trend', exposure: 0.25 },
  ])
  expect(query("SELECT json FROM events WHERE kind = 'order-accepted'")).toHaveLength(1)
})

it('tells trades from flat to flat', async () => {
  const disk = new SimulatedDisk()
  write(disk, run)
  await project(disk, 100)
  const columns = 'side, quantity, entry_price, exit_price, round(net_pnl, 9) AS net_pnl, fills'
  expect(query(`SELECT ${columns} FROM trades`)).toEqual([
    { side: 'long', quantity: 2, entry_price: 1.16, exit_price: 1.26, net_pnl: -0.58, fills: 3 },
    { side: 'short', quantity: 1, entry_price: 1.2, exit_price: null, net_pnl: null, fills: 1 },
  ])
})

it('comes to the same in any batches, across closing, and built again', async () => {
  const disk = new SimulatedDisk()
  write(disk, run)
  await project(disk, 1_000)
  const whole = everything()
  for (const batch of [1, 3, 7]) {
    rmSync(path)
    const grown = new SimulatedDisk()
    write(grown, run.slice(0, 6))
    await project(grown, batch)
    write(grown, run.slice(6))
    await project(grown, batch)
    expect(everything()).toEqual(whole)
  }
})

it('starts over when it cannot be read or is of another journal', async () => {
  const disk = new SimulatedDisk()
  write(disk, run)
  writeFileSync(path, 'this is no database, but it is long enough to be taken for one'.repeat(99))
  await project(disk, 100)
  const whole = everything()
  const shorter = new SimulatedDisk()
  write(shorter, run.slice(0, 3))
  expect(await project(shorter, 100)).toBe(3)
  expect(query('SELECT count(*) AS count FROM events')).toEqual([{ count: 3 }])
  await project(disk, 100)
  expect(everything()).toEqual(whole)
})

it('keeps what it has when the journal turns out damaged', async () => {
  const disk = new SimulatedDisk()
  write(disk, run.slice(0, 6))
  write(disk, run.slice(6))
  disk.flipBit('journal/000002.seg', 8 * 200)
  const projection = await openProjection({ path, folder, disk })
  expect(projection.catchUp(6)).toBe(6)
  // No other segment follows, so this may be a block that is still being written.
  expect(projection.catchUp(6)).toBe(0)
  disk.replace('journal/000003.seg', disk.bytes('journal/000001.seg'))
  expect(() => projection.catchUp(6)).toThrow('is damaged')
  expect(projection.sequence).toBe(6)
  projection.close()
})

it('closes a position of which the venue kept some, and counts that as a fee', async () => {
  const disk = new SimulatedDisk()
  const bought: DeskEvent = { ...filled(1, 100, unit), taken: 100_000n, trade: 'T1' } as DeskEvent
  const left = unit - 100_000
  write(disk, [
    { kind: 'run-started', ts: ts(0), header },
    submit(1, 'buy', 'entry', unit),
    bought,
    submit(2, 'sell', 'exit', left),
    filled(2, 100, left),
  ])
  await project(disk, 100)
  const [trade] = query('SELECT closed, quantity, fees, net_pnl FROM trades') as Trade[]
  expect(trade?.closed).not.toBeNull()
  expect(trade?.quantity).toBeCloseTo(0.999, 12)
  expect(trade?.net_pnl).toBeCloseTo(-(trade?.fees ?? 0), 9)
})

type Trade = {
  readonly closed: string | null
  readonly quantity: number
  readonly fees: number
  readonly net_pnl: number
}

it('tells a decision of the exit that it led to, and not of one that a person wanted', async () => {
  const disk = new SimulatedDisk()
  const leave: DeskEvent = { ...decision, ts: ts(6), exposure: 0 }
  const less: DeskEvent = { ...decision, ts: ts(3), exposure: 0.1 }
  const start: DeskEvent = { kind: 'run-started', ts: ts(0), header }
  write(disk, [
    start,
    decision,
    submit(1, 'sell', 'exit', unit),
    less,
    submit(3, 'sell', 'exit', 1),
  ])
  await project(disk, 5)
  const outcomes = (): unknown[] => query('SELECT exposure, outcome FROM decisions')
  expect(outcomes()).toEqual([
    { exposure: 0.25, outcome: 'held' },
    { exposure: 0.1, outcome: 'order 3' },
  ])
  const later = new SimulatedDisk()
  rmSync(path)
  write(later, [start, leave, submit(7, 'sell', 'exit', unit)])
  await project(later, 5)
  expect(outcomes()).toEqual([{ exposure: 0, outcome: 'order 7' }])
})

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { DatabaseSync } from 'node:sqlite'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openSmall, folder } from '../../test/simulation/journal-scene.ts'
import {
  type DecisionMade,
  type DeskEvent,
  micros,
  type OrderFilled,
  type OrderIntent,
  orderId,
  price,
  quantity,
} from '../domain/index.ts'
import { SimulatedDisk } from '../kernel/index.ts'
import { openProjection } from './projection.ts'

let temporary = ''
let path = ''
beforeEach(() => {
  temporary = mkdtempSync(`${tmpdir()}/coinswarm-project-`)
  path = `${temporary}/desk.sqlite`
})
afterEach(() => rmSync(temporary, { recursive: true }))

const start: DeskEvent = {
  kind: 'run-started',
  ts: micros(0),
  header: { instruments: [{ id: 'BTC-USD.SIM', tick: '0.05', lot: '0.001' }], agents: ['trend'] },
}
const second = (n: number) => micros(n * 1_000_000)
const time = (n: number): string => new Date(n * 1_000).toISOString()

function submit(id: number, of: Partial<OrderIntent> = {}, at = id): DeskEvent {
  const order: OrderIntent = {
    ...{ orderId: orderId(id), instrument: 0, side: 'buy', type: 'limit', role: 'entry' },
    ...{ quantity: quantity(2_000), price: price(30), arrival: price(40), isReduceOnly: false },
    ts: second(at),
    ...of,
  }
  return { kind: 'submit', order }
}

function filled(id: number, of: Partial<OrderFilled> = {}): DeskEvent {
  return {
    kind: 'order-filled',
    ...{ orderId: orderId(id), tsEvent: second(id), tsInit: second(id), fill: 1 },
    ...{ price: price(30), quantity: quantity(1_000), fee: 7n, liquidity: 'maker', trade: 'T' },
    ...of,
  }
}

function decided(at: number, exposure: number, of: Partial<DecisionMade> = {}): DeskEvent {
  return {
    kind: 'decision-made',
    ...{ ts: second(at), instrument: 0, exposure, confidence: 1, dissent: 0, stop: 0, target: 0 },
    voices: [],
    ...of,
  }
}

/** The tables of a journal of these events; what a query gives. */
async function projected(
  events: readonly DeskEvent[],
): Promise<(sql: string) => readonly Record<string, unknown>[]> {
  const disk = new SimulatedDisk()
  const journal = openSmall(disk)
  for (const event of [start, ...events]) journal.append(event)
  journal.close()
  const projection = await openProjection({ path, folder, disk })
  expect(projection.catchUp(100)).toBe(events.length + 1)
  projection.close()
  return (sql) => {
    const database = new DatabaseSync(path, { readOnly: true })
    try {
      return database.prepare(sql).all()
    } finally {
      database.close()
    }
  }
}

describe('an order', () => {
  const common = {
    ...{ time: time(1), instrument: 'BTC-USD.SIM', side: 'buy', quantity: 2 },
    ...{ quantity_lots: 2_000, arrival: 2, arrival_ticks: 40, status: 'submitted' },
    ...{ filled_lots: 0, updated: time(1), reason: null },
  }
  const limit = { ...common, type: 'limit', role: 'entry', price: 1.5, price_ticks: 30 }

  it('stands with all that was asked for, and with a price where it has one', async () => {
    const query = await projected([
      submit(1),
      submit(2, { type: 'market', role: 'exit', isReduceOnly: true }, 1),
      submit(3, { type: 'stop', role: 'stop' }, 1),
    ])
    const market = { ...common, type: 'market', role: 'exit', price: null, price_ticks: null }
    expect(query('SELECT * FROM orders')).toEqual([
      { order_id: 1, sequence: 2, ...limit, reduce_only: 0 },
      { order_id: 2, sequence: 3, ...market, reduce_only: 1 },
      { order_id: 3, sequence: 4, ...limit, type: 'stop', role: 'stop', reduce_only: 0 },
    ])
    expect(query("SELECT DISTINCT instrument FROM events WHERE kind = 'submit'")).toEqual([
      { instrument: 'BTC-USD.SIM' },
    ])
  })

  it('is what the venue says of it after it was to be changed', async () => {
    const changed = { tsEvent: second(5), tsInit: second(5), quantity: quantity(500) }
    const query = await projected([
      submit(1),
      submit(2, {}, 1),
      { kind: 'order-amended', orderId: orderId(1), ...changed, price: price(31) },
      {
        kind: 'order-amend-rejected',
        ...{ orderId: orderId(2), ...changed, price: price(29), reason: 'late' },
      },
    ])
    const now = { quantity: 0.5, quantity_lots: 500, updated: time(5), reduce_only: 0 }
    expect(query('SELECT * FROM orders')).toEqual([
      { order_id: 1, sequence: 2, ...limit, ...now, price: 1.55, price_ticks: 31 },
      { order_id: 2, sequence: 3, ...limit, ...now, price: 1.45, price_ticks: 29 },
    ])
  })
})

describe('a fill', () => {
  it('of an order that nobody knows is shown in steps, and names none', async () => {
    const query = await projected([filled(9), filled(10, { taken: 5n })])
    const steps = { price: 30, price_ticks: 30, quantity: 1_000, quantity_lots: 1_000 }
    const unnamed = { instrument: null, side: null, role: null, fee_minor: 7 }
    expect(query('SELECT * FROM fills')).toMatchObject([
      { order_id: 9, ...steps, ...unnamed },
      { order_id: 10, ...steps, ...unnamed },
    ])
    expect(query('SELECT * FROM spares')).toEqual([])
  })

  it('gives up whole lots for what the venue kept, and remembers what that left over', async () => {
    const kept = { quantity: quantity(10), taken: 40_000n }
    const query = await projected([submit(1), filled(1, kept), filled(1, { ...kept, fill: 2 })])
    // A lot is 100,000 of what is counted in, at 1.50 each thousand of them: 0.0015.
    expect(query('SELECT quantity_lots, fee_minor FROM fills')).toEqual([
      { quantity_lots: 9, fee_minor: 7 + 150_000 },
      { quantity_lots: 10, fee_minor: 7 },
    ])
    expect(query('SELECT * FROM spares')).toEqual([{ instrument: 'BTC-USD.SIM', spare: 20_000 }])
  })

  it('is kept whole as JSON, its money as text', async () => {
    const query = await projected([filled(1, { fee: 2n ** 60n })])
    const [row] = query("SELECT json FROM events WHERE kind = 'order-filled'")
    expect(JSON.parse(String(row?.['json']))).toEqual({
      ...{ kind: 'order-filled', orderId: 1, tsEvent: 1_000_000, tsInit: 1_000_000, fill: 1 },
      ...{ price: 30, quantity: 1_000, fee: '1152921504606846976', liquidity: 'maker', trade: 'T' },
    })
  })
})

describe('what became of a decision', () => {
  const outcomes = async (events: readonly DeskEvent[]): Promise<readonly unknown[]> => {
    const query = await projected(events)
    return query('SELECT outcome FROM decisions').map(({ outcome }) => outcome)
  }

  it('is an exit that goes its way or is made there and then, for a short desk too', async () => {
    const out = (side: 'buy' | 'sell', at: number): DeskEvent =>
      submit(9, { role: 'exit', side }, at)
    expect(await outcomes([decided(1, -0.25), out('buy', 2)])).toEqual(['held'])
    rmSync(path)
    expect(await outcomes([decided(1, -0.25), out('sell', 2)])).toEqual(['order 9'])
    rmSync(path)
    expect(await outcomes([decided(1, -0.25), out('buy', 1)])).toEqual(['order 9'])
    rmSync(path)
    expect(await outcomes([decided(1, 0.25), out('buy', 2)])).toEqual(['order 9'])
    rmSync(path)
    expect(await outcomes([decided(1, 0.25), out('sell', 2)])).toEqual(['held'])
    rmSync(path)
    expect(await outcomes([out('sell', 2)])).toEqual([])
  })

  it('is no order that only stands guard over what is held', async () => {
    for (const role of ['stop', 'target', 'quote'] as const) {
      expect([role, await outcomes([decided(1, 0), submit(1, { role })])]).toEqual([role, ['held']])
      rmSync(path)
    }
  })

  it('is told of instruments and agents that the run does not name by their position', async () => {
    const voices = [0, 3].map((agent) => ({ agent, exposure: 1, confidence: 1 }))
    const query = await projected([decided(1, 1, { instrument: 5, voices })])
    expect(query('SELECT instrument FROM decisions')).toEqual([{ instrument: 'instrument 5' }])
    expect(query('SELECT agent FROM voices')).toEqual([{ agent: 'trend' }, { agent: 'agent 3' }])
  })
})

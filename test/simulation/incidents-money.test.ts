import { afterEach, expect, it } from 'vitest'
import type { Opinion } from '../../src/agents/index.ts'
import { BarColumns, dayUs, hourUs, type Micros, minuteUs } from '../../src/domain/index.ts'
import { Desk, type FillRow, nobody } from '../../src/engine/index.ts'
import { MemoryJournal } from '../../src/journal/index.ts'
import type { Limits } from '../../src/risk/index.ts'
import { startTs } from './gateway-exchange.ts'
import {
  execution,
  found,
  IncidentDesk,
  incidentInstruments,
  incidentSetup,
  wish,
} from './incident-desk.ts'

const zone = process.env['TZ']
afterEach(() => {
  if (zone === undefined) delete process.env['TZ']
  else process.env['TZ'] = zone
})

/** One lot at one tick, minor units: 0.0001 of a dollar. */
const perTickLot = 10_000n

/** A desk on paper: bars fill its orders. Fees are 0.1 % for a taker, 0.05 % for a maker. */
class PaperDesk {
  readonly fills: FillRow[] = []
  readonly refused: string[] = []
  readonly desk: Desk
  readonly #wishes = new Map<number, Opinion>()
  readonly #bars = new BarColumns(64)

  constructor(limits: Partial<Limits> = {}, onFill: (fill: FillRow) => void = () => {}) {
    const setup = incidentSetup(incidentInstruments(1), this.#wishes, limits)
    const costs = { ...setup.costs, feeTakerPpm: 1_000, feeMakerPpm: 500 }
    const observer = {
      ...nobody,
      onFill: (fill: FillRow) => {
        this.fills.push(fill)
        onFill(fill)
      },
      onRefusal: ({ limit }: { readonly limit: string }) => void this.refused.push(limit),
    }
    this.desk = new Desk({ ...setup, costs }, [this.#bars], new MemoryJournal(), observer)
  }

  bar(ts: number, ticks: number, opinion?: Opinion): void {
    if (opinion !== undefined) this.#wishes.set(ts, opinion)
    this.#bars.push(ts, ticks, ticks, ticks, ticks, 1e9)
    this.desk.onBar(0, this.#bars.length - 1, this.#bars.length, 'live')
  }

  get lots(): number {
    return this.desk.ledger.positions.lots[0] as number
  }
}

it('a short that is bought back lower has made money, to the last unit (short P&L sign)', () => {
  const scene = new IncidentDesk()
  const { quantity } = scene.enter(30_000, wish(-0.8))
  expect(scene.lots).toBe(0 - quantity)
  scene.bar(29_000)
  const gain = BigInt(quantity) * 1_000n * perTickLot
  expect(BigInt(scene.desk.equity()) - scene.desk.setup.cash).toBe(gain)
  scene.enter(29_000, wish(0))
  expect(scene.lots).toBe(0)
  expect(scene.desk.ledger.positions.realised(0)).toBe(gain)
  expect(scene.desk.ledger.cash - scene.desk.setup.cash).toBe(gain)
})

it('a round trip pays the fee of its entry and the fee of its exit, each once (entry fee missing, exit fee twice)', () => {
  const scene = new IncidentDesk()
  const cash = scene.desk.setup.cash
  for (const [exposure, fee] of [
    [0.8, 700n],
    [0, 1_100n],
  ] as const) {
    scene.bar(30_000, wish(exposure))
    const { orderId, quantity } = scene.last
    const fill = execution(quantity, 30_000, { fee })
    scene.fill(orderId, fill)
    // Told by the stream twice and, late, by the answer to a look-up.
    scene.fill(orderId, fill)
    scene.answer('place', found('filled', [fill]), orderId)
  }
  expect(scene.lots).toBe(0)
  expect(scene.desk.ledger.positions.fees(0)).toBe(1_800n)
  expect(scene.desk.ledger.cash).toBe(cash - 1_800n)
})

it('on paper both ends of a trade pay the fee that was set, and equity is short of just that (entry fee missing)', () => {
  const scene = new PaperDesk()
  scene.bar(startTs + minuteUs, 30_000, wish(0.8))
  scene.bar(startTs + 2 * minuteUs, 30_000)
  scene.bar(startTs + 3 * minuteUs, 31_000, wish(0))
  scene.bar(startTs + 4 * minuteUs, 31_000)
  const [entry, exit] = scene.fills
  const fees = (entry?.fee ?? 0n) + (exit?.fee ?? 0n)
  expect(entry?.fee).toBe((entry?.notional ?? 0n) / 1_000n)
  expect(exit?.fee).toBe((exit?.notional ?? 0n) / 1_000n)
  const { ledger, setup } = scene.desk
  expect(ledger.positions.fees(0)).toBe(fees)
  expect(ledger.cash - setup.cash).toBe(ledger.positions.realised(0) - fees)
})

it('each instrument pays the fee its venue took for it (fees of the first instrument used for all)', () => {
  const scene = new IncidentDesk(2)
  scene.bar(30_000, wish(0.4))
  for (const { orderId, quantity, instrument } of scene.placed)
    scene.fill(orderId, execution(quantity, 30_000, { fee: instrument === 0 ? 300n : 4_000n }))
  expect(scene.desk.ledger.positions.fees(0)).toBe(300n)
  expect(scene.desk.ledger.positions.fees(1)).toBe(4_000n)
})

it('a stop that is gapped over is filled at the market, with nothing left (freqtrade #988)', () => {
  const scene = new PaperDesk()
  scene.bar(startTs + minuteUs, 30_000, wish(0.8, { stop: 29_500 }))
  scene.bar(startTs + 2 * minuteUs, 30_000)
  expect(scene.lots).toBeGreaterThan(0)
  scene.bar(startTs + 3 * minuteUs, 24_000)
  expect(scene.lots).toBe(0)
  expect(scene.fills.at(-1)).toMatchObject({ role: 'stop', price: 24_000, arrival: 29_500 })
})

it('every fill is told, those of exits, stops and targets like those of entries (exits without onFill)', () => {
  const scene = new PaperDesk()
  const levels = { stop: 29_500, target: 30_500 }
  const way = [30_000, 30_000, 29_000, 29_000, 29_000, 29_000, 30_000, 30_000, 30_600, 30_600]
  const wishes = [
    wish(0.5, levels),
    undefined,
    wish(0),
    wish(0.5),
    undefined,
    wish(0),
    wish(0.5, levels),
  ]
  for (const [k, ticks] of way.entries()) scene.bar(startTs + (k + 1) * minuteUs, ticks, wishes[k])
  expect(scene.fills.map(({ role }) => role)).toEqual([
    'entry',
    'stop',
    'entry',
    'exit',
    'entry',
    'target',
  ])
  expect(scene.lots).toBe(0)
})

it('an error in what is told of a fill stops the desk at that fill (callback errors swallowed)', () => {
  const scene = new PaperDesk({}, () => {
    throw new Error('nobody looks at this')
  })
  scene.bar(startTs + minuteUs, 30_000, wish(0.8))
  expect(() => scene.bar(startTs + 2 * minuteUs, 30_000)).toThrow('nobody looks at this')
})

it.each(['UTC', 'Pacific/Auckland', 'America/Los_Angeles'])(
  'the day of the loss limit turns at midnight UTC on a machine in %s (naive time zone at day roll)',
  (place) => {
    process.env['TZ'] = place
    const scene = new PaperDesk({ dailyLossMax: 0.05, drawdownHalt: 1, drawdownSoft: 1 })
    scene.bar(startTs + minuteUs, 30_000, wish(0.8))
    scene.bar(startTs + 2 * minuteUs, 30_000)
    scene.bar(startTs + 3 * minuteUs, 27_000, wish(0))
    scene.bar(startTs + 4 * minuteUs, 27_000)
    const midnight = (startTs + dayUs) as Micros
    for (let ts = startTs + hourUs; ts < midnight; ts += hourUs) {
      scene.bar(ts, 27_000, wish(0.5))
      scene.bar(ts + minuteUs, 27_000, wish(0))
      expect(scene.lots).toBe(0)
    }
    expect(new Set(scene.refused)).toEqual(new Set(['daily-loss']))
    scene.bar(midnight, 27_000, wish(0.5))
    scene.bar(midnight + minuteUs, 27_000)
    expect(scene.lots).toBeGreaterThan(0)
  },
)

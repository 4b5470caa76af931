import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  dayUs,
  type Instrument,
  type InstrumentId,
  instrument,
  micros,
  type OrderEvent,
  type OrderIntent,
  orderId,
  price,
  quantity,
  secondUs,
} from '../../domain/index.ts'
import type { CapTerms } from './cap-terms.ts'
import { HardCaps } from './hard-caps.ts'

function named(id: string): Instrument {
  const of = instrument(id as InstrumentId, '1', '1')
  if (!of.ok) throw new Error(of.error)
  return of.value
}

const instruments = [named('BTC-USD.SIM'), named('ETH-USD.SIM')]
const terms: CapTerms = { ordersPerSecond: 5, notionalPerMinute: 2, notionalPerDay: 6 }
const cash = 100_000_000_000n
const newCaps = (): HardCaps => new HardCaps(terms, instruments, cash)

function order(id: number, ts: number, lots: number, i = 0): OrderIntent {
  return {
    orderId: orderId(id),
    instrument: i,
    side: lots > 0 ? 'buy' : 'sell',
    type: 'market',
    role: 'entry',
    quantity: quantity(Math.abs(lots)),
    price: price(0),
    arrival: price(1),
    isReduceOnly: false,
    ts: micros(ts),
  }
}

type Heard = { readonly fill?: number; readonly ticks?: number; readonly taken?: bigint }

function filled(id: number, lots: number, { fill = 1, ticks = 1, taken }: Heard = {}): OrderEvent {
  return {
    kind: 'order-filled',
    orderId: orderId(id),
    tsEvent: micros(0),
    tsInit: micros(0),
    fill,
    price: price(ticks),
    quantity: quantity(lots),
    fee: 0n,
    liquidity: 'taker',
    trade: '',
    ...(taken === undefined ? {} : { taken }),
  }
}

function ended(id: number, kind: 'order-canceled' | 'order-rejected'): OrderEvent {
  const fact = { orderId: orderId(id), tsEvent: micros(0), tsInit: micros(0) }
  return kind === 'order-rejected' ? { ...fact, kind, reason: 'no' } : { ...fact, kind }
}

/** Steps of a day or two: an order of one side, some time after the one before. */
const steps = fc.array(
  fc.record({
    waitUs: fc.oneof(
      fc.integer({ min: 0, max: 2 * secondUs }),
      fc.integer({ min: 0, max: 90 * secondUs }),
      fc.integer({ min: 0, max: dayUs }),
    ),
    lots: fc.integer({ min: 1, max: 700 }),
    isSell: fc.boolean(),
    i: fc.integer({ min: 0, max: 1 }),
    isFilled: fc.boolean(),
  }),
  { minLength: 1, maxLength: 80 },
)

/** The end of 2023: every path crosses a midnight that ends a month and a year. */
const newYear = Date.UTC(2024, 0, 1) * 1_000

type Step = { waitUs: number; lots: number; isSell: boolean; i: number; isFilled: boolean }

/** Orders by `path`. @param restart - Before which step the caps are saved and loaded. */
function play(path: readonly Step[], restart = -1): readonly string[] {
  let caps = newCaps()
  let ts = newYear - secondUs
  return path.map(({ waitUs, lots, isSell, i, isFilled }, n) => {
    if (n === restart) {
      const state = JSON.parse(JSON.stringify(caps.save()))
      caps = newCaps()
      caps.load(state)
    }
    ts += waitUs
    const refused = caps.take(order(n + 1, ts, isSell ? -lots : lots, i))
    if (refused === undefined)
      caps.hear(isFilled ? filled(n + 1, lots) : ended(n + 1, 'order-canceled'))
    return refused?.limit ?? 'sent'
  })
}

describe('over any path', () => {
  it.each([30, 300])(
    '%i times no second, minute or day holds more risk than its cap',
    (numRuns) => {
      fc.assert(
        fc.property(steps, (path) => {
          const said = play(path)
          const held = [0, 0]
          const out: { ts: number; lots: number }[] = []
          let ts = newYear - secondUs
          path.forEach(({ waitUs, lots, isSell, i, isFilled }, n) => {
            ts += waitUs
            if (said[n] !== 'sent') return
            const before = held[i] ?? 0
            const signed = isSell ? -lots : lots
            const isReducing = before * signed < 0 && lots <= Math.abs(before)
            if (isFilled) held[i] = before + signed
            if (!isReducing) out.push({ ts, lots })
          })
          for (const { ts: from } of out) {
            const within = (us: number) =>
              out.filter((each) => each.ts >= from && each.ts < from + us)
            const sum = (us: number) => within(us).reduce((all, { lots }) => all + lots, 0)
            // A full bucket, and what comes back while it is emptied.
            expect(within(secondUs).length).toBeLessThanOrEqual(2 * terms.ordersPerSecond)
            expect(sum(60 * secondUs)).toBeLessThanOrEqual(2_000)
            const day = Math.floor(from / dayUs)
            const ofDay = out.filter((each) => Math.floor(each.ts / dayUs) === day)
            expect(ofDay.reduce((all, { lots }) => all + lots, 0)).toBeLessThanOrEqual(6_000)
          }
        }),
        { seed: 1, numRuns },
      )
    },
  )

  it.each([20, 300])(
    '%i times a restart, over the end of a year too, changes nothing',
    (numRuns) => {
      fc.assert(
        fc.property(steps, fc.nat(79), (path, at) => {
          expect(play(path, at % path.length)).toEqual(play(path))
        }),
        { seed: 1, numRuns },
      )
    },
  )
})

describe('what is filled beyond what was ordered', () => {
  it('shuts the way for all that adds risk until a person opens it, and for nothing else', () => {
    const caps = newCaps()
    caps.take(order(1, 0, 10))
    caps.hear(filled(1, 6))
    caps.hear(filled(1, 6, { fill: 1 }))
    expect(caps.isShut).toBe(false)
    caps.hear(filled(1, 5, { fill: 2 }))
    expect(caps.isShut).toBe(true)
    expect(caps.take(order(2, secondUs, 1))).toEqual({ limit: 'hard-cap-shut', was: 1, max: 0 })
    expect(caps.take(order(3, secondUs, -11))).toBeUndefined()
    const twin = newCaps()
    twin.load(JSON.parse(JSON.stringify(caps.save())))
    expect(twin.isShut).toBe(true)
    twin.reopen()
    expect(twin.take(order(4, secondUs, 1))).toBeUndefined()
  })

  it('is a fill of an order that never left, too', () => {
    const caps = newCaps()
    caps.hear(filled(7, 1))
    expect(caps.isShut).toBe(true)
  })

  it('is not what an order may fill since it was changed, nor a fill after its cancel', () => {
    const caps = newCaps()
    caps.take(order(1, 0, 10))
    caps.allow(1, 15)
    caps.hear(ended(1, 'order-canceled'))
    caps.hear(filled(1, 15))
    expect([caps.isShut, caps.held(0)]).toEqual([false, 15])
    caps.hear(filled(1, 1, { fill: 2 }))
    expect(caps.isShut).toBe(true)
  })

  it('is found in an order that outlived thousands, over a restart', () => {
    let caps = newCaps()
    caps.take(order(1, 0, 10))
    for (let id = 2; id < 9_000; id += 1) {
      caps.take(order(id, id * 61 * secondUs, 1))
      caps.hear(ended(id, 'order-canceled'))
    }
    const state = JSON.parse(JSON.stringify(caps.save()))
    caps = newCaps()
    caps.load(state)
    caps.hear(filled(1, 10))
    expect([caps.isShut, caps.held(0)]).toEqual([false, 10])
    caps.hear(filled(1, 1, { fill: 2 }))
    expect(caps.isShut).toBe(true)
  })
})

it('judges orders that belong together as one, and counts nothing by it', () => {
  const caps = newCaps()
  const both = [order(1, 0, 1_500), order(2, 0, 600, 1)]
  const asked = both.map((each) => ({ order: each })) as unknown as Parameters<
    HardCaps['refusal']
  >[0]
  expect(caps.refusal(asked)?.limit).toBe('hard-cap-minute')
  expect(caps.refusal(asked.slice(0, 1))).toBeUndefined()
  expect(both.map((each) => caps.take(each)?.limit)).toEqual([undefined, 'hard-cap-minute'])
})

it('takes back time for none: an order of the past counts as one of now', () => {
  const caps = newCaps()
  caps.take(order(1, 2 * dayUs, 2_000))
  expect(caps.take(order(2, dayUs, 1))?.limit).toBe('hard-cap-minute')
  expect(caps.take({ ...order(3, 0, 1), ts: Number.NaN as OrderIntent['ts'] })?.limit).toBe(
    'hard-cap-minute',
  )
})

it('refuses what is worth no number, or is of no number', () => {
  const nothing = Number.NaN as OrderIntent['arrival'] & OrderIntent['quantity']
  const limits = [{ arrival: nothing }, { quantity: nothing }].map((over) => {
    return newCaps().take({ ...order(1, 0, 1), ...over })?.limit
  })
  expect(limits).toEqual(['hard-cap-minute', 'hard-cap-minute'])
})

it('lets a stop of all that is held stand beside a way out that is on its way', () => {
  const caps = newCaps()
  caps.take(order(1, 0, 2_000))
  caps.hear(filled(1, 2_000))
  expect(caps.take(order(2, 0, -2_000))).toBeUndefined()
  const stop = { type: 'stop', role: 'stop', price: price(1), isReduceOnly: true } as const
  expect(caps.take({ ...order(3, 0, -2_000), ...stop })).toBeUndefined()
  expect(caps.take({ ...order(4, 0, -2_000), ...stop, isReduceOnly: false })).toBeDefined()
})

it('grows with the desk from one day to the next, and at most to twice', () => {
  const caps = newCaps()
  caps.take(order(1, 0, 1_000))
  caps.hear(filled(1, 1_000, { ticks: 1 }))
  caps.take(order(2, secondUs, -1_000))
  caps.hear(filled(2, 1_000, { ticks: 90 }))
  // It made 89,000 of 1,000 in a day, or was told so.
  expect(caps.take(order(3, dayUs, 4_001))?.max).toBe(4_000)
  expect(caps.take(order(3, dayUs, 4_000))).toBeUndefined()
  expect(caps.take(order(4, 2 * dayUs, 8_001))?.max).toBe(8_000)
})

it('shrinks with the desk, and to nothing when there is nothing', () => {
  const caps = newCaps()
  caps.take(order(1, 0, 1_000))
  caps.hear(filled(1, 1_000, { ticks: 1 }))
  caps.take({ ...order(2, secondUs, -900), arrival: price(1) })
  caps.hear(filled(2, 900, { ticks: 0 }))
  expect(caps.take(order(3, dayUs, 1))).toMatchObject({ limit: 'hard-cap-minute', max: 0 })
})

it('gives up whole lots for a fee in kind, as a ledger does', () => {
  const fine = instrument('BTC-USD.SIM' as InstrumentId, '1', '0.001')
  if (!fine.ok) throw new Error(fine.error)
  const caps = new HardCaps(terms, [fine.value], cash)
  caps.take(order(1, 0, 100))
  // A lot is 100,000 minor units: one and a half lots are two, half a lot is to spare.
  caps.hear(filled(1, 40, { taken: 150_000n }))
  caps.hear(filled(1, 60, { fill: 2, taken: 50_000n }))
  expect(caps.held(0)).toBe(98)
})

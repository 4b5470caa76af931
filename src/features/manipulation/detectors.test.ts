import { describe, expect, it } from 'vitest'
import { FlowScript } from '../../../test/simulation/flow-script.ts'
import type { Json } from '../../base/index.ts'
import { ArgumentError } from '../../quant/index.ts'
import {
  type FlowEvent,
  LayeringDetector,
  type ManipulationAlert,
  type ManipulationDetector,
  MomentumIgnitionDetector,
  QuoteStuffingDetector,
  RampingDetector,
  SpoofingDetector,
  WashTradingDetector,
} from './index.ts'

type Case = {
  readonly make: () => ManipulationDetector
  /** The manipulation on a side, and its honest twin. */
  readonly plot: (script: FlowScript, side: 1 | -1) => void
  readonly twin: (script: FlowScript, side: 1 | -1) => void
  readonly side: (side: 1 | -1) => number
}

const times = (count: number, act: (n: number) => void): void => {
  for (let n = 0; n < count; n += 1) act(n)
}

/** Large orders behind the best price of a side; others go that way, and they are gone. */
function feign(script: FlowScript, side: 1 | -1, layers: number, isTwoSided: boolean): void {
  times(4, () => {
    const sides = isTwoSided ? ([side, -side] as const) : ([side] as const)
    const orders = sides.flatMap((each) =>
      Array.from({ length: layers }, (_, k) =>
        script.add(each === 1 ? 1 : -1, 100 - each * (2 + k), layers === 1 ? 100 : 30),
      ),
    )
    script.wait(0.8)
    times(3, () => script.trade(side, 100 + side, 4))
    script.wait(0.1)
    for (const order of orders) script.cancel(order)
    script.wait(1)
  })
}

/** Takers of one side who take the price along, as many a second as is said. */
function push(script: FlowScript, side: 1 | -1, perSecond: number, size: number): void {
  times(perSecond * 15, (n) => {
    script.trade(side, 101 + side * Math.floor((n * 20) / (perSecond * 15)), size)
    script.wait(1 / perSecond)
  })
}

function burst(script: FlowScript, side: 1 | -1, from: number, to: number): void {
  times(8, (n) => {
    script.trade(side, from + ((to - from) * n) / 7, 30)
    script.wait(0.08)
  })
}

const cases: Readonly<Record<string, Case>> = {
  spoofing: {
    make: () => new SpoofingDetector({ nearBps: 1_000 }),
    plot: (script, side) => feign(script, side, 1, false),
    twin: (script, side) => feign(script, side, 1, true),
    side: (side) => side,
  },
  layering: {
    make: () => new LayeringDetector({ nearBps: 1_000 }),
    plot: (script, side) => feign(script, side, 4, false),
    twin: (script, side) => feign(script, side, 4, true),
    side: (side) => side,
  },
  'wash-trading': {
    make: () => new WashTradingDetector(),
    plot: (script, side) =>
      times(12, (n) => {
        script.add(side, 100, 7 + n)
        script.wait(0.02)
        script.trade(side === 1 ? -1 : 1, 100, 7 + n)
        script.wait(1)
      }),
    // The taker takes less than all, or comes late.
    twin: (script, side) =>
      times(12, (n) => {
        script.add(side, 100, 7 + n)
        script.wait(n % 2 === 0 ? 0.02 : 0.4)
        script.trade(side === 1 ? -1 : 1, 100, n % 2 === 0 ? 5 + n : 7 + n)
        script.wait(0.8)
      }),
    side: () => 0,
  },
  ramping: {
    make: () => new RampingDetector(),
    plot: (script, side) => push(script, side, 8, 3),
    // As many and as one-sided, and the price gives way: somebody hands them all they want.
    twin: (script, side) => {
      times(120, (n) => {
        script.trade(side, 100 + side - side * Math.floor(n / 4), 3)
        script.wait(0.125)
      })
      script.wait(30)
    },
    side: (side) => side,
  },
  'quote-stuffing': {
    make: () => new QuoteStuffingDetector(),
    plot: (script, side) =>
      times(800, () => {
        const order = script.add(side, 100 - side * 8, 2)
        script.wait(0.001)
        script.cancel(order)
        script.wait(0.001)
      }),
    // As many messages, of orders that stand.
    twin: (script, side) => {
      const orders = Array.from({ length: 60 }, (_, n) => script.add(side, 100 - side * n, 2))
      times(800, (n) => {
        script.wait(0.002)
        const [oldest] = orders.splice(0, 1)
        if (oldest !== undefined) script.cancel(oldest)
        orders.push(script.add(side, 100 - side * (n % 30), 2))
      })
    },
    side: (side) => side,
  },
  'momentum-ignition': {
    make: () => new MomentumIgnitionDetector({ usualOver: 100 }),
    plot: (script, side) => {
      burst(script, side, 101, 101 + 12 * side)
      script.wait(3)
      burst(script, side === 1 ? -1 : 1, 101 + 11 * side, 101 + 2 * side)
    },
    // News: the same burst, and the price stays where it went.
    twin: (script, side) => {
      burst(script, side, 101, 101 + 12 * side)
      script.wait(3)
      burst(script, side === 1 ? -1 : 1, 101 + 12 * side, 101 + 11 * side)
      script.wait(15)
    },
    side: (side) => side,
  },
}

function listen(
  detector: ManipulationDetector,
  events: readonly FlowEvent[],
): readonly ManipulationAlert[] {
  return events.flatMap((event) => detector.onEvent(event) ?? [])
}

function scene(
  act: ((script: FlowScript, side: 1 | -1) => void) | undefined,
  side: 1 | -1 = 1,
  isNumbered = false,
): readonly FlowEvent[] {
  const script = new FlowScript(1, isNumbered)
  script.quiet(90)
  act?.(script, side)
  script.quiet(2)
  return script.events
}

describe.each(Object.entries(cases))('%s', (kind, { make, plot, twin, side }) => {
  it.each([1, -1] as const)('is seen on side %i, with evidence', (on) => {
    const [alert, ...more] = listen(make(), scene(plot, on))
    expect(alert).toMatchObject({ kind, side: side(on) })
    expect(more).toEqual([])
    expect(alert?.ts).toBeGreaterThan(90e6)
    expect(alert?.sinceTs).toBeLessThanOrEqual(alert?.ts ?? 0)
    expect(Object.values(alert?.evidence ?? {}).every(Number.isFinite)).toBe(true)
  })

  it('is seen in a market told order by order', () => {
    expect(listen(make(), scene(plot, 1, true)).length).toBe(1)
  })

  it('is not seen in quiet trade, nor in what honestly looks like it', () => {
    expect(listen(make(), scene(undefined))).toEqual([])
    expect(listen(make(), scene(twin, 1))).toEqual([])
    expect(listen(make(), scene(twin, -1))).toEqual([])
  })

  it('has no score while it learns, and one from 0 to 1 after', () => {
    const detector = make()
    const scores = scene(plot).map((event) => {
      detector.onEvent(event)
      return detector.score
    })
    expect(scores[10]).toBe(undefined)
    const known = scores.filter((score) => score !== undefined)
    expect(known.length).toBeGreaterThan(100)
    expect(known.every((score) => score >= 0 && score <= 1)).toBe(true)
  })

  it('does not mind the unit of prices and sizes', () => {
    const events = scene(plot)
    const scaled = events.map((event) => ({
      ...event,
      price: event.price / 4,
      size: event.size * 8,
    }))
    const [first] = listen(make(), events)
    const [second] = listen(make(), scaled)
    expect(second?.ts).toBe(first?.ts)
    expect(second?.score).toBeCloseTo(first?.score ?? Number.NaN, 9)
  })

  it('is seen again after a reset, and goes on from what was saved, to the bit', () => {
    const events = scene(plot)
    const detector = make()
    const once = listen(detector, events)
    const ended = detector.save()
    detector.reset()
    expect(listen(detector, events)).toEqual(once)
    for (const cut of [0, 100, events.length >> 1, events.length - 400]) {
      const before = make()
      const first = listen(before, events.slice(0, cut))
      const state: Json = JSON.parse(JSON.stringify(before.save()))
      const after = make()
      listen(after, events.slice(0, 777))
      after.load(state)
      expect([...first, ...listen(after, events.slice(cut))]).toEqual(once)
      expect(after.save()).toEqual(ended)
    }
    expect(() => detector.load('nonsense')).toThrow(ArgumentError)
  })
})

describe.each([
  ['spoofing', 1, (options: object) => new SpoofingDetector(options)],
  ['layering', 4, (options: object) => new LayeringDetector(options)],
] as const)('%s', (_, layers, make) => {
  it('is not seen far from the market', () => {
    const events = scene((script, side) => feign(script, side, layers, false))
    expect(listen(make({ nearBps: 1_000 }), events).length).toBe(1)
    expect(listen(make({ nearBps: 10 }), events)).toEqual([])
  })

  it('is not seen where it goes on all the time, unless what is usual does not count', () => {
    const script = new FlowScript()
    times(20, () => {
      script.quiet(15)
      feign(script, 1, layers, false)
    })
    const count = (options: object): number =>
      listen(make({ nearBps: 1_000, ...options }), script.events).length
    expect(count({})).toBeLessThan(4)
    expect(count({ usualMultiple: 0 })).toBeGreaterThan(14)
  })
})

it('gives points once for layers that leave together, however many they are', () => {
  const detector = new LayeringDetector({ nearBps: 1_000, threshold: 0.99, usualMultiple: 0 })
  const script = new FlowScript()
  script.quiet(90)
  const orders = Array.from({ length: 8 }, (_, k) => script.add(1, 98 - k, 30))
  script.wait(1)
  for (const order of orders) script.cancel(order)
  listen(detector, script.events)
  expect(detector.score).toBeCloseTo(-Math.expm1(-0.5), 9)
})

it('does not take a sweep that ends with a fresh order for a wash trade', () => {
  const sweeps = (script: FlowScript): void =>
    times(12, (n) => {
      script.add(1, 100, 7 + n)
      script.wait(0.02)
      script.trade(-1, 101, 2)
      script.trade(-1, 100, 7 + n)
      script.wait(1)
    })
  expect(listen(new WashTradingDetector(), scene(sweeps))).toEqual([])
})

it('declines options out of their ranges', () => {
  expect(() => new SpoofingDetector({ threshold: 1 })).toThrow(ArgumentError)
  expect(() => new SpoofingDetector({ sizeMultiple: 0 })).toThrow(/sizeMultiple/)
  expect(() => new SpoofingDetector({ baselineUs: 1 })).toThrow(/baselineUs/)
  expect(() => new LayeringDetector({ layersMin: 1 })).toThrow(/layersMin/)
  expect(() => new WashTradingDetector({ matchUs: -1 })).toThrow(/matchUs/)
  expect(() => new RampingDetector({ memoryUs: 5, slowUs: 5 })).toThrow(/slowUs/)
  expect(() => new QuoteStuffingDetector({ fastUs: 5, slowUs: 5 })).toThrow(/fastUs/)
  expect(() => new MomentumIgnitionDetector({ backShare: 2 })).toThrow(/backShare/)
  expect(() => new MomentumIgnitionDetector({ quietUs: Number.NaN })).toThrow(/quietUs/)
})

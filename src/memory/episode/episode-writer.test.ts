import { describe, expect, it } from 'vitest'
import { sceneBars } from '../../../test/simulation/memory-scene.ts'
import { toldInstrument } from '../../../test/simulation/told-desk.ts'
import {
  type BarColumns,
  dayUs,
  type DeskEvent,
  hourUs,
  type Micros,
  micros,
  type OrderRole,
  orderId,
  price,
  quantity,
  type Side,
  type Voice,
} from '../../domain/index.ts'
import type { Outcome } from './episode.ts'
import { EpisodeWriter, type ViewHorizons } from './episode-writer.ts'

/** A run that says what a test lets it say. */
class ToldRun {
  readonly outcomes: Outcome[] = []
  readonly bars: BarColumns = sceneBars(400)
  readonly #writer: EpisodeWriter
  #row = -1
  #sequence = 0
  #orders = 0

  constructor(horizons?: ViewHorizons) {
    const agents = ['trend', 'bounce', 'cross']
    this.#writer = new EpisodeWriter(
      { instruments: [toldInstrument], agents, costPerSide: 0.0036, horizons },
      (outcome) => this.outcomes.push(outcome),
    )
  }

  /** Bars up to a row. */
  to(row: number): void {
    while (this.#row < row) this.#writer.onBar(0, this.bars, ++this.#row)
  }

  decide(exposure: number, voices = [{ agent: 0, exposure, confidence: 0.6 }]): number {
    const levels = { confidence: 0.6, dissent: 0, stop: Number.NaN, target: Number.NaN }
    return this.#say({
      kind: 'decision-made',
      ts: this.#ts,
      instrument: 0,
      exposure,
      ...levels,
      voices,
    })
  }

  submit(side: Side, lots: number, role: OrderRole): number {
    this.#orders += 1
    this.#say({
      kind: 'submit',
      order: {
        ...{ orderId: orderId(this.#orders), instrument: 0, side, type: 'market', role },
        ...{ quantity: quantity(lots), price: price(0), ts: this.#ts },
        ...{ arrival: price(Number(this.bars.close[this.#row])), isReduceOnly: role !== 'entry' },
      },
    })
    return this.#orders
  }

  fill(order: number, at: number, lots: number, fee = 0n, taken?: bigint): number {
    const stamps = { tsEvent: this.#ts, tsInit: this.#ts, trade: '', fill: 1 }
    return this.#say({
      ...{ kind: 'order-filled', orderId: orderId(order), ...stamps, liquidity: 'taker', fee },
      ...{ price: price(at), quantity: quantity(lots) },
      ...(taken === undefined ? {} : { taken }),
    })
  }

  end(order: number, kind: 'order-canceled' | 'order-rejected' | 'order-accepted'): void {
    const stamps = { tsEvent: this.#ts, tsInit: this.#ts, trade: '' }
    const why = { reason: 'not now', isFinal: true }
    this.#say({ kind, orderId: orderId(order), ...stamps, ...why })
  }

  get #ts(): Micros {
    return micros(Number(this.bars.ts[this.#row]))
  }

  #say(event: DeskEvent): number {
    this.#sequence += 1
    this.#writer.onEvent(this.#sequence, event)
    return this.#sequence
  }
}

/** A lot is 0.000001 and a tick 1, so a million lots are worth the price. */
const unit = 1_000_000
const feeOf = (quoteUnits: number): bigint => BigInt(Math.round(quoteUnits * 1e8))

describe('EpisodeWriter', () => {
  it('tells of a position from its decision to its last fill, net of costs', () => {
    const run = new ToldRun()
    run.to(300)
    const decided = run.decide(0.1)
    const entry = run.submit('buy', 2 * unit, 'entry')
    run.to(301)
    const first = run.fill(entry, 13_000, unit, feeOf(13))
    const second = run.fill(entry, 13_010, unit, feeOf(13))
    expect(run.outcomes).toEqual([])
    run.to(310)
    const exit = run.submit('sell', 2 * unit, 'target')
    run.to(311)
    const last = run.fill(exit, 13_270, 2 * unit, feeOf(26))
    expect(run.outcomes).toHaveLength(1)
    const [outcome] = run.outcomes
    expect(outcome).toMatchObject({
      ...{ kind: 'position', side: 1, closedBy: 'target', instrumentId: 'BTC-USD.SIM' },
      evidence: [decided, first, second, last],
      decidedAt: run.bars.ts[300],
      enteredAt: run.bars.ts[301],
      knownAt: run.bars.ts[311],
      stances: [{ agent: 'trend', exposure: 0.1, confidence: 0.6 }],
    })
    expect(outcome?.reward).toBeCloseTo((2 * 13_270 - 13_000 - 13_010 - 52) / 26_010, 12)
    expect(outcome?.costs).toBeCloseTo(52 / 26_010, 12)
    // The closes at which the orders were decided were 13,000 and 13,100.
    expect(outcome?.slippageBps).toBeCloseTo((10_000 * (10 - 2 * 170)) / (26_010 + 26_540), 9)
  })

  it.each(['order-canceled', 'order-rejected'] as const)(
    'counts a fill that follows %s, and forgets such an order in the end',
    (ended) => {
      const run = new ToldRun()
      run.to(300)
      run.decide(0.1)
      const entry = run.submit('buy', 2 * unit, 'entry')
      run.to(301)
      run.fill(entry, 13_000, unit)
      run.end(entry, ended)
      run.fill(entry, 13_100, unit)
      const exit = run.submit('sell', 2 * unit, 'target')
      run.to(310)
      run.fill(exit, 13_260, 2 * unit)
      expect(run.outcomes).toMatchObject([{ kind: 'position', side: 1 }])
      expect(run.outcomes[0]?.reward).toBeCloseTo(420 / 26_100, 12)
      for (let order = 0; order < 300; order += 1) run.end(run.submit('buy', unit, 'entry'), ended)
      run.fill(entry, 13_000, unit)
      const late = run.submit('sell', unit, 'exit')
      run.fill(late, 13_000, unit)
      expect(run.outcomes).toHaveLength(1)
    },
  )

  it('counts a fee that was kept of what was bought once', () => {
    const run = new ToldRun()
    run.to(300)
    run.decide(0.1)
    const entry = run.submit('buy', unit, 'entry')
    run.to(301)
    const kept = unit / 100
    run.fill(entry, 13_000, unit, 0n, BigInt(kept) * toldInstrument.baseFactor)
    const exit = run.submit('sell', unit - kept, 'exit')
    run.to(302)
    run.fill(exit, 13_000, unit - kept)
    // 13,000 went out and 12,870 came in, on a position of 12,870 that cost a fee of 130.
    expect(run.outcomes[0]?.reward).toBeCloseTo(-130 / 12_870, 12)
    expect(run.outcomes[0]?.costs).toBeCloseTo(130 / 12_870, 12)
  })

  it('tells a fill that crosses as the end of one and the beginning of another', () => {
    const run = new ToldRun()
    run.to(300)
    run.decide(0.1)
    const entry = run.submit('buy', unit, 'entry')
    run.to(301)
    run.fill(entry, 13_000, unit)
    run.decide(-0.1)
    const turn = run.submit('sell', 3 * unit, 'entry')
    run.to(302)
    run.fill(turn, 13_130, 3 * unit, feeOf(39))
    expect(run.outcomes).toMatchObject([{ side: 1 }])
    expect(run.outcomes[0]?.reward).toBeCloseTo((130 - 13) / 13_000, 12)
    const exit = run.submit('buy', 2 * unit, 'stop')
    run.to(303)
    run.fill(exit, 13_260, 2 * unit)
    expect(run.outcomes[1]).toMatchObject({ side: -1, closedBy: 'stop' })
    expect(run.outcomes[1]?.reward).toBeCloseTo(-(260 + 26) / 26_260, 12)
  })

  it('holds a decision that led to no position to the price a day later, once', () => {
    const run = new ToldRun()
    run.to(300)
    const decided = run.decide(-0.1)
    run.to(323)
    expect(run.outcomes).toEqual([])
    run.to(330)
    const [from, to] = [Number(run.bars.close[300]), Number(run.bars.close[324])]
    expect(run.outcomes).toMatchObject([
      {
        kind: 'view',
        side: -1,
        closedBy: 'horizon',
        evidence: [decided],
        knownAt: run.bars.ts[324],
      },
    ])
    expect(run.outcomes[0]?.reward).toBeCloseTo(-(to / from - 1) - 2 * 0.0036, 12)
  })

  it('holds it to the price at which half of the confidence behind it is due, where that is told', () => {
    const run = new ToldRun({ viewsUs: [4 * hourUs, 2 * dayUs, hourUs / 2], intervalsUs: [hourUs] })
    const voice = (agent: number, confidence: number, exposure = 0.1): Voice => {
      return { agent, exposure, confidence }
    }
    run.to(300)
    const sides = [
      run.decide(0.1, [voice(0, 0.6), voice(1, 0.55), voice(2, 0.55)]),
      run.decide(-0.1, [voice(1, 0.9, -0.1), voice(2, 0.6, -0.1)]),
    ]
    run.to(302)
    // One that is due within the bar is held to the first close after it.
    const soon = run.decide(0.1, [voice(2, 0.6), voice(1, 0.9, -0.1)])
    run.to(399)
    expect(run.outcomes.map(({ evidence, knownAt }) => [evidence[0], knownAt])).toEqual([
      [soon, run.bars.ts[303]],
      [sides[0], run.bars.ts[304]],
      [sides[1], run.bars.ts[348]],
    ])
  })

  it('takes a wish that is said again for one, and gives a position its latest decision', () => {
    const run = new ToldRun()
    run.to(300)
    run.decide(0.1)
    run.to(302)
    const latest = run.decide(0.1)
    const entry = run.submit('buy', unit, 'entry')
    run.to(303)
    run.fill(entry, 13_000, unit)
    run.to(340)
    const exit = run.submit('sell', unit, 'exit')
    run.fill(exit, 13_000, unit)
    expect(run.outcomes).toMatchObject([{ kind: 'position', decidedAt: run.bars.ts[302] }])
    expect(run.outcomes[0]?.evidence[0]).toBe(latest)
  })

  it('says nothing of what is still held, of wishes for nothing, and of strangers', () => {
    const run = new ToldRun()
    run.to(300)
    run.decide(0)
    run.fill(77, 13_000, unit)
    run.decide(0.1)
    run.fill(run.submit('buy', unit, 'entry'), 13_000, unit)
    run.to(399)
    expect(run.outcomes).toEqual([])
  })
})

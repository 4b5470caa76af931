// @module-tag long

import { describe, expect, it } from 'vitest'
import { Random } from '../../base/index.ts'
import type { DeltaTable, TickTape, TradeTickTable } from '../../market/index.ts'
import { powerQueue, riskAverse } from '../../venue/sim/index.ts'
import { fitQueue, type QueueFit } from './fit-queue.ts'
import type { OwnFill } from './follow-own.ts'
import { touchFills } from './touch-fills.ts'

const grid = { tick: '1', lot: '1', declined: 0, firstDeclined: undefined, cutStamps: 0 }
const bid = 100

type Change = { readonly ts: number; readonly lots: number }
type Print = { readonly ts: number; readonly lots: number }

/**
 * One price at which order after order of ours waits in a real queue: takers take from its front,
 * and who leaves stands behind us with the chance the law of the exponent says.
 */
class KnownQueue {
  readonly changes: Change[] = []
  readonly prints: Print[] = []
  readonly fills: OwnFill[] = []
  readonly #random: Random
  #ts = 1e15

  constructor(exponent: number, orders: number, seed: number) {
    this.#random = Random.fromSeed(seed)
    for (let i = 0; i < orders; i += 1) this.#wait(exponent, 100_003 + i)
  }

  /** @param ours - Lots no other order has. */
  #wait(exponent: number, ours: number): void {
    const random = this.#random
    let ahead = 20_000 + random.below(20_000)
    let behind = 0
    this.#show(ahead)
    this.#show(ahead + ours)
    const placedTs = this.#ts
    while (ahead > 0) {
      const draw = random.next()
      if (draw < 0.3) behind += 200 + random.below(800)
      else if (draw < 0.55) {
        const lots = Math.min(ahead, 100 + random.below(300))
        ahead -= lots
        this.#ts += 1_000
        this.prints.push({ ts: this.#ts, lots })
      } else {
        const [back, front] = [power(behind, exponent), power(ahead, exponent)]
        const lots = 50 + random.below(200)
        if (random.next() < back / (back + front)) behind -= Math.min(behind, lots)
        else ahead -= Math.min(ahead, lots)
      }
      this.#show(ahead + ours + behind)
    }
    this.#ts += 1_000
    this.prints.push({ ts: this.#ts, lots: ours })
    const filledTs = this.#ts
    this.fills.push({ placedTs, filledTs, isBid: true, ticks: bid, lots: ours })
    this.#show(behind)
  }

  #show(lots: number): void {
    this.#ts += 1_000
    this.changes.push({ ts: this.#ts, lots })
  }

  get tape(): TickTape {
    return {
      deltas: deltasOf(this.changes),
      quotes: undefined,
      trades: printsOf(this.prints),
      sha256: '',
    }
  }
}

function power(value: number, exponent: number): number {
  let result = 1
  for (let i = 0; i < exponent; i += 1) result *= value
  return result
}

function deltasOf(changes: readonly Change[]): DeltaTable {
  const column = (of: (change: Change, i: number) => number): Float64Array =>
    Float64Array.from(changes, of)
  const numbers = column((_, i) => i + 1)
  return {
    ...grid,
    length: changes.length,
    columns: {
      tsEvent: column(({ ts }) => ts),
      tsInit: column(({ ts }) => ts),
      isSnapshot: column((_, i) => (i === 0 ? 1 : 0)),
      first: numbers,
      last: numbers,
      previous: column(() => Number.NaN),
      isBid: column(() => 1),
      ticks: column(() => bid),
      lots: column(({ lots }) => lots),
    },
  }
}

function printsOf(prints: readonly Print[]): TradeTickTable {
  const column = (of: (print: Print) => number): Float64Array => Float64Array.from(prints, of)
  return {
    ...grid,
    length: prints.length,
    columns: {
      tsEvent: column(({ ts }) => ts),
      tsInit: column(({ ts }) => ts),
      trade: column(() => Number.NaN),
      side: column(() => -1),
      ticks: column(() => bid),
      lots: column(({ lots }) => lots),
    },
  }
}

function fitted(fit: QueueFit): QueueFit & { readonly kind: 'fitted' } {
  if (fit.kind !== 'fitted') throw new Error(fit.why)
  return fit
}

describe('the queue model', () => {
  it('that made a market is among those that fit it best, and the most careful one is declined', () => {
    for (const exponent of [1, 2, 4]) {
      let found = 0
      for (let seed = 1; seed <= 12; seed += 1) {
        const fit = fitted(fitQueue(new KnownQueue(exponent, 80, seed).tape, []))
        expect(fit.count).toBeGreaterThan(70)
        if (fit.alike.includes(`power-${exponent}`)) found += 1
        expect(fit.alike).not.toContain('risk-averse')
      }
      expect(found).toBeGreaterThanOrEqual(10)
    }
  }, 30_000)

  it('is found from fills of ours too', () => {
    const queue = new KnownQueue(2, 80, 3)
    // We were not in the book that others recorded.
    const fit = fitted(fitQueue(queue.tape, queue.fills))
    expect(fit.count).toBeGreaterThan(70)
    expect(fit.models[0]?.rms).toBeLessThan(1)
  })

  it('is not told from prints that nobody can be known in', () => {
    const few = new KnownQueue(2, 5, 1).tape
    expect(fitQueue(few, [])).toMatchObject({ kind: 'none' })
    expect(fitQueue({ ...few, trades: undefined }, [])).toMatchObject({ kind: 'none' })
  })
})

describe('orders at the touch', () => {
  /** Fifty lots at the touch; five of them are taken every second, and as many join behind. */
  const second = 1_000_000
  const seconds = Array.from({ length: 300 }, (_, i) => 1e15 + i * second)
  const tape: TickTape = {
    deltas: deltasOf(
      seconds.flatMap((ts) => [
        { ts, lots: 50 },
        { ts: ts + 600_000, lots: 45 },
      ]),
    ),
    quotes: undefined,
    trades: printsOf(seconds.map((ts) => ({ ts: ts + 500_000, lots: 5 }))),
    sha256: '',
  }

  it('are filled when what stood ahead was taken', () => {
    const [one, ten, sixty] = touchFills(tape, riskAverse)
    expect(one?.share).toBe(0)
    expect(ten?.share).toBe(0)
    expect(sixty).toMatchObject({ share: 1 })
    expect(one?.orders).toBeGreaterThan(250)
  })

  it('are filled no later by a kinder model', () => {
    for (const [i, { share }] of touchFills(tape, powerQueue(2)).entries())
      expect(share).toBeGreaterThanOrEqual(touchFills(tape, riskAverse)[i]?.share ?? 1)
  })
})

import { describe, expect, it } from 'vitest'
import { BarColumns, type BreakerMoved, minuteUs } from '../../domain/index.ts'
import { breakerDefaults as rules } from './breaker-rules.ts'
import { Breakers } from './breakers.ts'
import { DeskConditions } from './desk-conditions.ts'

function made(): { desk: DeskConditions; breakers: Breakers; moves: BreakerMoved[] } {
  const moves: BreakerMoved[] = []
  const onMove = (event: BreakerMoved): void => void moves.push(event)
  const breakers = new Breakers({ instruments: 2, agents: 0, rules, actor: 'desk', onMove })
  const needs = { breakers, rules, instruments: 2, slippage: 0.001, gap: 0 }
  return { breakers, moves, desk: new DeskConditions(needs) }
}

const start = 1_700_000_040_000_000
const at = (minute: number): number => start + minute * minuteUs

/** Two instruments, bar by bar, before a desk. */
class Bars {
  readonly #columns = [new BarColumns(1), new BarColumns(1)]
  readonly #desk: DeskConditions

  constructor(desk: DeskConditions) {
    this.#desk = desk
  }

  close(i: number, ticks: number, ts: number): void {
    const bars = this.#columns[i] as BarColumns
    bars.push(ts, ticks, ticks, ticks, ticks, 1)
    this.#desk.onBar(i, bars, bars.length - 1, ts)
  }

  /** Bars of both that hardly move. */
  quiet(minutes: number): void {
    for (let minute = 0; minute < minutes; minute += 1)
      for (const i of [0, 1]) this.close(i, 10_000 + (minute % 3), at(minute))
  }
}

describe('DeskConditions', () => {
  it('open for a fill that is far worse than expected, on either side', () => {
    for (const side of ['buy', 'sell'] as const) {
      const { desk, breakers, moves } = made()
      const price = side === 'buy' ? 10_031 : 9_969
      desk.onFill({ instrument: 1, side, arrival: 10_000, price }, start)
      expect([breakers.share(0), breakers.share(1)]).toEqual([1, 0])
      expect(moves).toEqual([
        expect.objectContaining({ cause: 'slippage', state: 'open', subject: 1, max: 30 }),
      ])
      const better = side === 'buy' ? 9_000 : 11_000
      desk.onFill({ instrument: 0, side, arrival: 10_000, price: better }, start)
      expect(breakers.share(0)).toBe(1)
    }
  })

  it('open for a spike, and are closed again some bars later', () => {
    const { desk, breakers } = made()
    const bars = new Bars(desk)
    bars.quiet(100)
    bars.close(0, 11_000, at(100))
    expect([breakers.share(0), breakers.share(1)]).toEqual([0, 1])
    const shares = Array.from({ length: 40 }, (_, bar) => {
      bars.close(0, 11_000, at(101 + bar))
      return breakers.share(0)
    })
    expect(shares.filter((share) => share === 0)).toHaveLength(4)
    expect(shares.at(-1)).toBe(1)
  })

  it('stay open while no bar comes', () => {
    const { desk, breakers, moves } = made()
    const bars = new Bars(desk)
    bars.quiet(10)
    desk.onSilence(1, at(12))
    desk.onSilence(1, at(13))
    for (let minute = 12; minute < 500; minute += 1) bars.close(0, 10_000, at(minute))
    expect([breakers.share(0), breakers.share(1)]).toEqual([1, 0])
    bars.close(1, 10_000, at(500))
    expect(breakers.share(1)).toBe(0)
    bars.close(1, 10_000, at(501))
    expect(breakers.share(1)).toBe(rules.halfOpenShare)
    bars.close(1, 10_000, at(502))
    expect(breakers.share(1)).toBe(1)
    expect(moves.map(({ state }) => state)).toEqual(['open', 'half-open', 'closed'])
  })

  it('say nothing of a quiet market', () => {
    const { desk, moves } = made()
    const bars = new Bars(desk)
    bars.quiet(5_000)
    expect(moves).toEqual([])
  })

  it('go on from where they were saved', () => {
    const { desk } = made()
    const bought = { instrument: 0, side: 'buy', arrival: 10_000 } as const
    for (let fill = 0; fill < 9; fill += 1) desk.onFill({ ...bought, price: 10_025 }, start)
    const other = made()
    other.desk.load(JSON.parse(JSON.stringify(desk.save())))
    expect(other.desk.save()).toEqual(desk.save())
    // What always costs so much is no news.
    other.desk.onFill({ ...bought, price: 10_031 }, start)
    expect(other.breakers.share(0)).toBe(1)
    other.desk.onFill({ ...bought, price: 10_080 }, start)
    expect(other.breakers.share(0)).toBe(0)
  })
})

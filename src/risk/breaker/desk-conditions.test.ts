import { describe, expect, it } from 'vitest'
import { type BreakerMoved, minuteUs } from '../../domain/index.ts'
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

/** Bars of both instruments that hardly move. */
function quiet(desk: DeskConditions, minutes: number): void {
  for (let minute = 0; minute < minutes; minute += 1)
    for (const i of [0, 1]) desk.onBar(i, 10_000 + (minute % 3), at(minute))
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
    quiet(desk, 100)
    desk.onBar(0, 11_000, at(100))
    expect([breakers.share(0), breakers.share(1)]).toEqual([0, 1])
    const shares = Array.from({ length: 40 }, (_, bar) => {
      desk.onBar(0, 11_000, at(101 + bar))
      return breakers.share(0)
    })
    expect(shares.filter((share) => share === 0)).toHaveLength(4)
    expect(shares.at(-1)).toBe(1)
  })

  it('stay open while no bar comes', () => {
    const { desk, breakers, moves } = made()
    quiet(desk, 10)
    desk.onSilence(1, at(12))
    desk.onSilence(1, at(13))
    for (let minute = 12; minute < 500; minute += 1) desk.onBar(0, 10_000, at(minute))
    expect([breakers.share(0), breakers.share(1)]).toEqual([1, 0])
    desk.onBar(1, 10_000, at(500))
    expect(breakers.share(1)).toBe(0)
    desk.onBar(1, 10_000, at(501))
    expect(breakers.share(1)).toBe(rules.halfOpenShare)
    desk.onBar(1, 10_000, at(502))
    expect(breakers.share(1)).toBe(1)
    expect(moves.map(({ state }) => state)).toEqual(['open', 'half-open', 'closed'])
  })

  it('say nothing of a quiet market', () => {
    const { desk, moves } = made()
    quiet(desk, 5_000)
    expect(moves).toEqual([])
  })

  it('go on from where they were saved', () => {
    const { desk } = made()
    quiet(desk, 100)
    const other = made()
    other.desk.load(JSON.parse(JSON.stringify(desk.save())))
    expect(other.desk.save()).toEqual(desk.save())
    other.desk.onBar(0, 11_000, at(100))
    expect(other.breakers.share(0)).toBe(0)
  })
})

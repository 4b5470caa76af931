import { describe, expect, it } from 'vitest'
import { BarColumns, hourUs } from '../../domain/index.ts'
import { regimeOf, regimeParts, regimeText, regimeVersion } from './market-regime.ts'

const none = new BarColumns(1)
const noon = 12 * hourUs

/** A window of 256 moves: what they were but for the newest, and what the newest are. */
function facts(
  usual: number,
  newest: readonly number[],
  spreads = [1, 1],
): Parameters<typeof regimeOf>[0] {
  const moves = Float64Array.from({ length: 256 }, (_, i) => (i % 2 === 0 ? usual : -usual))
  moves.set(newest, 256 - newest.length)
  const [before = 0, now = 0] = spreads
  const told = Float64Array.from({ length: 256 }, (_, i) => (i < 232 ? before : now))
  return { bars: none, moves, spreads: told, ranges: moves }
}

/** A day of moves up and down, each of a size. */
const day = (size: number): readonly number[] =>
  Array.from({ length: 24 }, (_, i) => (i % 2 === 0 ? size : -size))
/** The size at which the newest day has moved so many times as much as the whole window. */
const sizeOf = (times: number): number =>
  Math.sqrt((times * times * 232) / (256 - 24 * times * times))

describe('the regime of a market', () => {
  it('is calm below 0.75 times the usual move, and wild above 1.5', () => {
    const told = [0.74, 0.76, 1.49, 1.51].map((times) => {
      const { volatility } = regimeOf(facts(1, day(sizeOf(times))), noon)
      return regimeParts.volatility[volatility]
    })
    expect(told).toEqual(['calm', 'usual', 'usual', 'wild'])
  })

  it('has a spread that is wide above its usual', () => {
    const spreads = [[1, 1] as const, [1, 1.1] as const, [1, 0.9] as const]
    const told = spreads.map((each) => regimeOf(facts(1, [], [...each]), noon).spread)
    expect(told.map((at) => regimeParts.spread[at])).toEqual(['tight', 'wide', 'tight'])
  })

  it('goes up or down where two days of hours went further than chance does', () => {
    // Of 48 moves of one size, as many more up as down as the root of 48 has room for, or not.
    const told = [28, 27, 24, 21, 20].map((up) => {
      const moves = Array.from({ length: 48 }, (_, i) => (i < up ? 1 : -1))
      return regimeParts.trend[regimeOf(facts(1, moves), noon).trend]
    })
    expect(told).toEqual(['up', 'flat', 'flat', 'flat', 'down'])
  })

  it('is of a third of the day, UTC, and of version 1', () => {
    const told = [0, 7.9, 8, 15.9, 16, 23.9, 24].map((hour) => {
      return regimeText(regimeOf(facts(1, []), hour * hourUs)).split(', ')[3]
    })
    expect(told).toEqual(['asia', 'asia', 'europe', 'europe', 'america', 'america', 'asia'])
    expect(regimeVersion).toBe(1)
  })
})

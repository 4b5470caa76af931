import { describe, expect, it } from 'vitest'
import golden from '../../../test/golden/quant/game.json' with { type: 'json' }
import rates from '../../../test/golden/quant/rates-game.json' with { type: 'json' }
import { Random } from '../../base/index.ts'
import { ArgumentError } from '../argument.ts'
import { deviationTest } from './index.ts'

it.each(golden.chiSquared)('tests play as scipy does', (of) => {
  const found = deviationTest(Float64Array.from(of.counts), Float64Array.from(of.strategy))
  expect(found?.statistic).toBeCloseTo(of.statistic, 10)
  expect(found?.probability).toBeCloseTo(of.probability, 10)
  expect(found?.degrees).toBe(of.counts.length - 1)
})

function drawnCounts(strategy: readonly number[], plays: number, random: Random): Float64Array {
  const counts = new Float64Array(strategy.length)
  for (let play = 0; play < plays; play += 1) {
    let place = random.next()
    let action = 0
    while (action < strategy.length - 1 && place >= (strategy[action] ?? 0)) {
      place -= strategy[action] ?? 0
      action += 1
    }
    counts[action] = (counts[action] ?? 0) + 1
  }
  return counts
}

describe.each(rates)('$test, $plays plays', (of) => {
  const shareBelow = (play: readonly number[], seed: number): number => {
    const random = Random.fromSeed(seed)
    const strategy = Float64Array.from(of.strategy)
    let found = 0
    for (let run = 0; run < of.runs; run += 1) {
      const result = deviationTest(drawnCounts(play, of.plays, random), strategy)
      if ((result?.probability ?? 1) < of.level) found += 1
    }
    return found / of.runs
  }

  it('finds deviation where there is none, and where there is, as often as recorded', () => {
    expect(shareBelow(of.strategy, 1)).toBe(of.falsePositive)
    expect(shareBelow(of.deviation, 2)).toBe(of.power)
    const error = Math.sqrt((of.level * (1 - of.level)) / of.runs)
    expect(Math.abs(of.falsePositive - of.level)).toBeLessThan(3 * error)
  })
})

describe('play', () => {
  it('that is never to be seen is a deviation without a statistic', () => {
    expect(deviationTest(Float64Array.of(5, 1), Float64Array.of(1, 0))).toEqual({
      statistic: undefined,
      degrees: 0,
      probability: 0,
    })
  })

  it('that could not be otherwise, or was not, tests nothing', () => {
    expect(deviationTest(Float64Array.of(5, 0), Float64Array.of(1, 0))).toBeUndefined()
    expect(deviationTest(Float64Array.of(0, 0), Float64Array.of(0.5, 0.5))).toBeUndefined()
  })

  it('is declined when it is not counts, or the strategy not shares', () => {
    const half = Float64Array.of(0.5, 0.5)
    expect(() => deviationTest(Float64Array.of(1), half)).toThrow(ArgumentError)
    expect(() => deviationTest(Float64Array.of(1, -1), half)).toThrow(ArgumentError)
    expect(() => deviationTest(Float64Array.of(1, 0.5), half)).toThrow(ArgumentError)
    expect(() => deviationTest(Float64Array.of(1, 2), Float64Array.of(0.5, 0.4))).toThrow(
      ArgumentError,
    )
    expect(() => deviationTest(new Float64Array(0), new Float64Array(0))).toThrow(ArgumentError)
  })
})

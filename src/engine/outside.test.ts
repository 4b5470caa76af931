import { expect, it } from 'vitest'
import { noisyMarket, sceneSetup, seatOf } from '../../test/simulation/null-scene.ts'
import { uncounted } from '../../test/simulation/uncounted.ts'
import { defineAgent } from '../agents/index.ts'
import { UserError } from '../base/index.ts'
import { outside } from '../features/index.ts'
import { backtest } from './backtest.ts'
import { backtestNull } from './backtest-null.ts'

/** Holds while the column is above 0, is out while it is not, and abstains while it is absent. */
const listener = defineAgent({
  name: 'listener',
  summary: '',
  parameters: {},
  features: () => ({ word: outside('word') }),
  opine: (view) => {
    const word = view.features.word.value
    if (Number.isNaN(word)) return undefined
    return { exposure: word > 0 ? 0.5 : 0, confidence: 0.6 }
  },
})

const of = noisyMarket(1, 300)
const setup = sceneSetup([seatOf(listener)])
const columnOf = (value: (row: number) => number): Float64Array =>
  Float64Array.from({ length: of.bars.length }, (_, row) => value(row))
const buyAt = (from: number, to: number): readonly [{ readonly word: Float64Array }] => [
  { word: columnOf((row) => (row < 50 ? Number.NaN : row >= from && row < to ? 1 : 0)) },
]

it('an agent acts on what stands at the bar it is asked about, at the open of the next', () => {
  const { run } = backtest({ setup, market: [of], outside: buyAt(100, 200) }, uncounted)
  expect(run.fills.map(({ ts, side }) => [ts, side])).toEqual([
    [of.bars.ts[101], 'buy'],
    [of.bars.ts[201], 'sell'],
  ])
})

it('an agent abstains throughout when the column is absent throughout', () => {
  const absent = [{ word: columnOf(() => Number.NaN) }]
  expect(backtest({ setup, market: [of], outside: absent }, uncounted).run.fills).toEqual([])
})

it('is another trial with another column, and the same with an equal one', () => {
  const hashOf = (from: number): string =>
    backtest({ setup, market: [of], outside: buyAt(from, 200) }, uncounted).trial.dataHash
  expect(hashOf(100)).toBe(hashOf(100))
  expect(hashOf(100)).not.toBe(hashOf(101))
})

it('a null hears another column of the same trial', () => {
  const { run, recorded } = backtest({ setup, market: [of], outside: buyAt(100, 200) }, uncounted)
  expect(backtestNull(recorded, {}).hash).toBe(run.hash)
  const moved = backtestNull(recorded, { outside: buyAt(150, 250) })
  expect(moved.fills[0]?.ts).toBe(of.bars.ts[151])
})

it('no run seats the agent without the column, and none takes one of another length', () => {
  expect(() => backtest({ setup, market: [of] }, uncounted)).toThrow(UserError)
  const short = [{ word: new Float64Array(3) }]
  expect(() => backtest({ setup, market: [of], outside: short }, uncounted)).toThrow(/every bar/)
})

import { expect, it } from 'vitest'
import { seatOf } from '../../../test/simulation/null-scene.ts'
import { type Agent, defineAgent, type Opinion, type View } from '../../agents/index.ts'
import { invertedAgent } from './inverted-agent.ts'
import { laggedAgent } from './lagged-agent.ts'
import { rankRow } from './rank-row.ts'

/** Says of each bar what it is told to. */
function saying(opinions: readonly (Opinion | undefined)[]): Agent {
  const kind = defineAgent({
    name: 'saying',
    summary: '',
    parameters: {},
    features: () => ({}),
    opine: (view) => opinions[view.volume],
  })
  return seatOf(kind)
}

/** @param row - Which bar of `closes` it is; stands in for the volume. */
function viewAt(view: View, row: number, close: number): View {
  return Object.assign(view, { volume: row, close })
}

const opinion = { exposure: 0.5, confidence: 0.6 }
const blank = (): View => ({}) as View

it('says what it thought some bars ago, with levels as far from the close as then', () => {
  const late = laggedAgent(saying([{ ...opinion, stop: 90, target: 120 }, undefined, opinion]), 2)
  const view = blank()
  expect(late.opine(viewAt(view, 0, 100))).toBeUndefined()
  expect(late.opine(viewAt(view, 1, 110))).toBeUndefined()
  expect(late.opine(viewAt(view, 2, 200))).toMatchObject({ ...opinion, stop: 180, target: 240 })
  expect(late.opine(viewAt(view, 3, 200))).toBeUndefined()
})

it('remembers nothing of another run or instrument', () => {
  const late = laggedAgent(saying([opinion, opinion]), 1)
  expect(late.opine(viewAt(blank(), 0, 100))).toBeUndefined()
  expect(late.opine(viewAt(blank(), 1, 100))).toBeUndefined()
})

it('keeps an opinion although the record it came in is used again', () => {
  const said = { exposure: 0, confidence: 0.6 }
  const kind = defineAgent({
    name: 'saver',
    summary: '',
    parameters: {},
    features: () => ({}),
    opine: (view) => Object.assign(said, { exposure: view.volume / 10 }),
  })
  const late = laggedAgent(seatOf(kind), 1)
  const view = blank()
  late.opine(viewAt(view, 1, 100))
  expect(late.opine(viewAt(view, 2, 100))?.exposure).toBe(0.1)
})

it('turns sides, stop and target round, and leaves out a level below 0', () => {
  const other = invertedAgent(
    saying([
      { ...opinion, stop: 90, target: 110 },
      { ...opinion, target: 300 },
      { exposure: 0, confidence: 1 },
      { ...opinion, quotes: { bid: 1, ask: 2, share: 0.1, inventoryMax: 0.2 } },
    ]),
  )
  const at = (row: number): Opinion | undefined => other.opine(viewAt(blank(), row, 100))
  expect(at(0)).toMatchObject({ exposure: -0.5, stop: 110, target: 90 })
  expect(at(1)?.target).toBeUndefined()
  expect(at(2)?.exposure).toBe(0)
  expect(at(3)).toBeUndefined()
})

it('ranks by (b + 1) / (m + 1), ties and runs that earned nothing counted for the null', () => {
  const nineteen = Array.from({ length: 19 }, () => undefined)
  expect(rankRow('a', 1, nineteen, 'nulls')).toMatchObject({ status: 'pass', figures: { p: 0.05 } })
  expect(rankRow('a', 1, [1, ...nineteen], 'nulls').status).toBe('fail')
  expect(rankRow('a', 0, nineteen, 'nulls').figures['p']).toBe(1)
  expect(rankRow('a', 9, nineteen.slice(1), 'nulls').status).toBe('fail')
  const worse = nineteen.map(() => -5)
  expect(rankRow('a', -1, worse, 'nulls')).toMatchObject({ status: 'fail', figures: { p: 0.05 } })
})

import { expect, it } from 'vitest'
import { sceneSetup, seatOf } from '../../test/simulation/null-scene.ts'
import { plantedColumns, plantedMarket as market } from '../../test/simulation/planted-scene.ts'
import { uncounted } from '../../test/simulation/uncounted.ts'
import { type AgentKind, defineAgent } from '../agents/index.ts'
import type { CheckRow } from '../research/index.ts'
import { outside } from '../features/index.ts'
import { runNulls } from './run-nulls.ts'
import { type GateReport, runGate } from './gate/run-gate.ts'

/** Holds while the news are good. */
const reader: AgentKind = defineAgent({
  name: 'reader',
  summary: '',
  parameters: {},
  features: () => ({ news: outside('news.sentiment') }),
  opine: (view) => {
    const news = view.features.news.value
    if (Number.isNaN(news)) return undefined
    return { exposure: news > 0.05 ? 0.5 : -0.5, confidence: 0.6 }
  },
})

const setup = sceneSetup([seatOf(reader)])
const ground = { setup, market, trials: uncounted, draws: 19 }

const statusesOf = (rows: readonly CheckRow[]): Readonly<Record<string, string>> =>
  Object.fromEntries(rows.map(({ name, status }) => [name, status]))

it('a reader of planted news earns on its market alone, and knows nothing that it may not', () => {
  const { nulls, bias } = runNulls({ ...ground, outside: plantedColumns(0.8) })
  expect(statusesOf(nulls)).toMatchObject({
    'shuffled returns': 'pass',
    'block-shuffled returns': 'pass',
    'noise instruments': 'pass',
    'profit on noise': 'pass',
    inverted: 'pass',
  })
  expect(statusesOf(bias)).toMatchObject({
    'look-ahead': 'pass',
    recursion: 'pass',
    'asked again': 'pass',
    'bar by bar': 'pass',
  })
})

it('a reader of news that know nothing falls to its nulls', () => {
  const { nulls, verdict } = runNulls({ ...ground, outside: plantedColumns(0) })
  expect(verdict).toBe('fail')
  expect(statusesOf(nulls)['shuffled returns']).toBe('fail')
})

/** What is known six rows later. */
function fromAhead(column: Float64Array): Float64Array {
  return column.map((_, row) => column[row + 6] ?? Number.NaN)
}

it('a feature that reads a column ahead is found out', () => {
  const ahead: AgentKind = defineAgent({
    name: 'ahead',
    summary: '',
    parameters: {},
    features: () => ({
      news: {
        ...outside('news.sentiment'),
        key: 'ahead',
        create: (of) => {
          const column = of.outside?.['news.sentiment'] ?? new Float64Array(0)
          const own = outside('news.sentiment').create({
            ...of,
            outside: { 'news.sentiment': fromAhead(column.subarray(0, column.length)) },
          })
          return own
        },
      },
    }),
    opine: (view) => {
      const news = view.features.news.value
      return Number.isNaN(news) ? undefined : { exposure: news > 0.05 ? 0.5 : 0, confidence: 0.6 }
    },
  })
  const { bias } = runNulls({
    ...{ ...ground, setup: sceneSetup([seatOf(ahead)]), draws: 1 },
    outside: plantedColumns(0),
  })
  expect(statusesOf(bias)).toMatchObject({ 'look-ahead': 'fail', 'bar by bar': 'fail' })
})

it('the gate lets a planted edge to its nulls, and no reader of noise', () => {
  const { agents: _, ...desk } = setup
  const gated = (planted: number): GateReport =>
    runGate({
      ...{ ...ground, setup: desk, family: [seatOf(reader)] },
      outside: plantedColumns(planted),
    })
  expect(statusesOf(gated(0.8).rows)).toMatchObject({
    'deflated Sharpe': 'pass',
    'shuffled returns': 'pass',
  })
  const noise = gated(0)
  expect(noise.verdict).not.toBe('pass')
  expect(statusesOf(noise.rows)).toMatchObject({ 'null tests': 'NOT RUN' })
})

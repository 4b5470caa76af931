import { expect, it } from 'vitest'
import { makeRun } from '../../../test/e2e/report-run.ts'
import { dayUs, hourUs, micros } from '../../domain/index.ts'
import type { RunResult, Trade } from '../../engine/index.ts'
import { asleepAmong, asleepSentences, openSentences, shortSentences } from './run-sentences.ts'

type ShutSpan = RunResult['shut'][number]

const { run } = makeRun({ bars: 2_400, intervalUs: hourUs })
const two = makeRun({ bars: 2_400, intervalUs: hourUs, names: ['BTC-USD.SIM', 'ETH-USD.SIM'] }).run
const at = (share: number): ShutSpan['from'] => micros(run.from + share * (run.to - run.from))
const shut = (more: Partial<ShutSpan>): ShutSpan => ({
  ...{ scope: 'instrument', subject: 0, from: at(0.25), to: undefined, reason: 'net P&L -15.3 %' },
  ...more,
})

it('says since when a strategy was asleep, how long it was awake, and what lifts it', () => {
  expect(asleepSentences(run)).toEqual([])
  expect(asleepSentences({ ...run, shut: [shut({ scope: 'desk' })] })).toEqual([])
  expect(asleepSentences({ ...run, shut: [shut({})] })).toEqual([
    'Risk put it to sleep for what it had lost: no new position from 2023-01-26 on (net P&L -15.3 %). ' +
      'Of the time asked about it was awake 25.0 %, and the figures are of all of it: ' +
      'risk.hasStandings = false shows the rest.',
  ])
})

it('says of how many instruments that was', () => {
  const [sentence] = asleepSentences({ ...two, shut: [shut({ subject: 1 })] })
  expect(sentence).toContain('Risk put 1 of 2 instruments to sleep for what it had lost')
  expect(sentence).toContain('the first on 2023-01-26')
  expect(sentence).toContain('awake 62.5 %')
})

const held: Trade = {
  ...{ instrument: 0, side: 'long', tsEntry: at(0.5), tsExit: run.to, entryPrice: 100 },
  ...{ exitPrice: 90, quantity: 10, netPnl: -100.5, fees: 0.5, exitRole: 'open' },
}
const openIn = (of: RunResult, ...trades: readonly Trade[]): readonly string[] =>
  openSentences({ ...of, trades })

it('says what is still open, since when, and what it would have made', () => {
  expect(openIn(run, { ...held, exitRole: 'exit' })).toEqual([])
  expect(openIn(run, held)).toEqual([
    'A long position in BTC-USD.SIM is still open, since 2023-02-20: left at the last price it would ' +
      'have lost 100.50 USD, and so counts among the trades.',
  ])
  const [both] = openIn(two, held, { ...held, instrument: 1, tsEntry: at(0.25), netPnl: 300 })
  expect(both).toContain('2 positions are still open, the oldest since 2023-01-26')
  expect(both).toContain('would have made 199.50 USD')
})

it('says when the bars of what is held ended long before the run', () => {
  const ended = { ...held, instrument: 1, tsExit: micros(run.to - 50 * dayUs) }
  expect(openIn(two, held, { ...ended, tsExit: micros(run.to - 9 * hourUs) })).toHaveLength(1)
  expect(openIn(two, held, ended)[1]).toBe(
    'The bars of ETH-USD.SIM end early on 2023-02-20, 50 d before the end: what is held of it ' +
      'stands at its last price, at which nobody may have bought it.',
  )
})

it('says that being short was free', () => {
  expect(shortSentences(0, 5)).toEqual([])
  expect(shortSentences(1, 5)[0]).toContain('1 of 5 trades sold short')
})

it('says of how many compared runs that they were asleep, and whether the best was', () => {
  const [awake, asleep] = [{ awakeShare: 1 }, { awakeShare: 0.04 }]
  expect(asleepAmong([awake, awake, null], awake)).toEqual([])
  expect(asleepAmong([awake, asleep], awake)[0]).not.toContain('the best')
  expect(asleepAmong([awake, asleep, asleep], asleep)).toEqual([
    'Risk paused 2 of 3 or put them to sleep before the end, and the figures are of all of the ' +
      'time, of which the best was awake 4.0 %: risk.hasStandings = false shows the rest.',
  ])
  expect(asleepAmong([asleep], asleep)[0]).toMatch(/^Risk paused it or put it to sleep/)
})

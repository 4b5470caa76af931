import { expect, it } from 'vitest'
import { makeRun } from '../../../test/e2e/report-run.ts'
import { hourUs } from '../../domain/index.ts'
import { tradeCsv, tradeCsvLink } from './trade-csv.ts'

const { run } = makeRun({ bars: 2_000, intervalUs: hourUs, holdBars: 20 })

it('writes a head and one line a trade, as many fields in each', () => {
  const lines = tradeCsv(run, run.trades).trimEnd().split('\n')
  expect(lines).toHaveLength(run.trades.length + 1)
  expect(new Set(lines.map((line) => line.split(',').length))).toEqual(new Set([10]))
  const sum = lines.slice(1).reduce((total, line) => total + Number(line.split(',').at(-1)), 0)
  const netPnl = run.trades.reduce((total, trade) => total + trade.netPnl, 0)
  expect(Math.abs(sum - netPnl)).toBeLessThan(0.005 * run.trades.length)
})

it('stands in the page itself, whole', () => {
  const { markup } = tradeCsvLink(run)
  const [, data = ''] = /href="data:text\/csv;base64,([^"]+)"/.exec(markup) ?? []
  expect(Buffer.from(data, 'base64').toString()).toBe(tradeCsv(run, run.trades))
  expect(tradeCsvLink({ ...run, trades: [] }).markup).toBe('')
})

// grademark, from the folder it is installed in: its backtest over frames of rows, the averages
// among them. It knows no money: its trades are compared, and no equity.

import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { createInterface } from 'node:readline'

const [home, folder, text] = process.argv.slice(2)
const terms = JSON.parse(text)
const load = createRequire(`${home}/package.json`)
const { backtest } = load('grademark')
const { DataFrame } = load('data-forge')

const column = (name) => {
  const bytes = readFileSync(`${folder}/${name}.f64`)
  return new Float64Array(bytes.buffer, bytes.byteOffset, bytes.length / 8)
}
const [ts, open, high, low, close] = ['ts', 'open', 'high', 'low', 'close'].map(column)

/** The average over longer bars that are aligned to UTC; the last of them stands until the next. */
function average(period) {
  const weight = 2 / (period + 1)
  const spanUs = terms.minutes * 60e6
  let mean = Number.NaN
  return Array.from(close, (value, row) => {
    if (ts[row] % spanUs !== 0) return mean
    mean = Number.isNaN(mean) ? value : mean + weight * (value - mean)
    return mean
  })
}

const fast = average(terms.fast)
const slow = average(terms.slow)
const rows = Array.from(ts, (time, row) => ({
  time: new Date(time / 1000),
  row,
  open: open[row],
  high: high[row],
  low: low[row],
  close: close[row],
  volume: 1e9,
  fast: fast[row],
  slow: slow[row],
}))
const frame = new DataFrame(rows).setIndex('time').bake()

const strategy = {
  entryRule(enter, { bar }) {
    if (bar.row >= terms.warm && bar.fast > bar.slow) enter()
  },
  exitRule(exit, { bar }) {
    if (!(bar.fast > bar.slow)) exit()
  },
}

const told = (trades) => {
  const rowOf = new Map(rows.map(({ time, row }) => [time.getTime(), row]))
  return trades
    .filter(({ exitReason }) => exitReason !== 'finalize')
    .flatMap((trade) => [
      rowOf.get(trade.entryTime.getTime()),
      trade.entryPrice,
      rowOf.get(trade.exitTime.getTime()),
      trade.exitPrice,
      null,
    ])
}

const say = (answer) => process.stdout.write(`${JSON.stringify(answer)}\n`)

say({ version: load('grademark/package.json').version })
for await (const line of createInterface({ input: process.stdin })) {
  const begun = performance.now()
  const trades = backtest(strategy, frame)
  const seconds = (performance.now() - begun) / 1e3
  say(line === 'answer' ? { trades: told(trades), equity: null } : { seconds })
}

import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import edges from '../../../test/golden/features/candlestick-edges.json' with { type: 'json' }
import golden from '../../../test/golden/features/candlestick.json' with { type: 'json' }
import { goldenFolder, readBars } from '../../../test/golden/features/golden-lines.ts'
import { emptyBars } from '../bar-arrays.ts'
import { overBars, type SomeBars } from '../over-bars.ts'
import { candlestick, candlestickPatterns, candlesticks } from './index.ts'

const histories = '../shared/data/candles/1h'

/** For each function of TA-Lib what it says, in hundreds, at the rows at which it says anything. */
type Found = Readonly<Record<string, readonly Answer[]>>
type Answer = readonly [row: number, answer: number]

function foundIn(bars: SomeBars): Found {
  const lines = overBars(candlesticks(), bars)
  return Object.fromEntries(
    candlestickPatterns.map(({ name, taLib }) => {
      const answers: Answer[] = []
      lines[name].forEach((reading, row) => {
        // NaN is what a line reads before it is warm.
        if (Math.abs(reading) > 0) answers.push([row, reading * 100])
      })
      return [taLib, answers]
    }),
  )
}

/** The same as the generator writes it, a list of rows for each answer. */
function byAnswer(found: Found): Record<string, Record<string, number[]>> {
  return Object.fromEntries(
    candlestickPatterns.map(({ taLib, readings }) => [
      taLib,
      Object.fromEntries(
        readings.map((reading) => [
          `${reading * 100}`,
          (found[taLib] ?? []).filter(([, said]) => said === reading * 100).map(([row]) => row),
        ]),
      ),
    ]),
  )
}

function digests(found: Found): Record<string, object> {
  return Object.fromEntries(
    Object.entries(found).map(([taLib, rows]) => {
      const text = rows.map(([row, answer]) => `${row}:${answer}\n`).join('')
      return [
        taLib,
        {
          up: rows.filter(([, answer]) => answer > 0).length,
          down: rows.filter(([, answer]) => answer < 0).length,
          sha256: createHash('sha256').update(text).digest('hex'),
        },
      ]
    }),
  )
}

/** What a function of TA-Lib would say at the last of few bars. */
function lastAnswer(taLib: string, columns: readonly Float64Array[]): number | undefined {
  const [open, high, low, close] = columns
  const pattern = candlestickPatterns.find((one) => one.taLib === taLib)
  if (!open || !high || !low || !close || !pattern) return undefined
  const reading = overBars(candlestick(pattern.name), { open, high, low, close })[pattern.name].at(
    -1,
  )
  return reading === undefined ? undefined : reading * 100
}

/** Hourly bars, in ticks of so many decimals, -1 being tens; in prices where there are none. */
function readHistory(file: string, decimals: number): SomeBars {
  const text = gunzipSync(readFileSync(`${histories}/${file}`)).toString('utf8')
  const lines = text.trim().split('\n').slice(1)
  const { open, high, low, close } = emptyBars(lines.length)
  const scale = Number(`1e${decimals}`)
  const inTicks = (price: number): number =>
    decimals === 0 ? price : Math.floor(price * scale + 0.5)
  lines.forEach((line, row) => {
    const cells = line.split(',')
    for (const [at, column] of [open, high, low, close].entries())
      column[row] = inTicks(Number(cells[at + 1]))
  })
  return { open, high, low, close }
}

describe('candlesticks against TA-Lib', () => {
  it('have all of its patterns, and speak when it does', () => {
    const warmups = candlestickPatterns.map(({ taLib, warmup }) => [taLib, warmup - 1])
    expect(Object.fromEntries(warmups)).toEqual(golden.lookback)
  })

  it('find the same in bars that have every pattern with every reading four times', () => {
    const { open, high, low, close } = golden.built.bars
    const bars = {
      open: Float64Array.from(open),
      high: Float64Array.from(high),
      low: Float64Array.from(low),
      close: Float64Array.from(close),
    }
    const found = byAnswer(foundIn(bars))
    expect(found).toEqual(golden.built.patterns)
    for (const answers of Object.values(found))
      for (const rows of Object.values(answers)) expect(rows.length).toBeGreaterThanOrEqual(4)
  })

  it('change their mind at the very tick at which TA-Lib does', () => {
    for (const { taLib, answer, bars, edges: moves } of edges.edges) {
      const moved = (row: number, column: number, ticks: number): number | undefined => {
        const columns = [bars.open, bars.high, bars.low, bars.close].map((prices, i) =>
          Float64Array.from(prices, (price, at) =>
            i === column && at === row ? price + ticks : price,
          ),
        )
        return lastAnswer(taLib, columns)
      }
      expect({ taLib, says: moved(0, 0, 0) }).toEqual({ taLib, says: answer })
      for (const [row = 0, column = 0, step = 0, ticks = 0, says] of moves) {
        const where = { taLib, row, column, ticks }
        expect({ ...where, says: moved(row, column, ticks - step) }).toEqual({
          ...where,
          says: answer,
        })
        expect({ ...where, says: moved(row, column, ticks) }).toEqual({ ...where, says })
      }
    }
  })

  it.skipIf(!existsSync(goldenFolder))('find the same in 502 days of shares', () => {
    const found = byAnswer(foundIn(readBars(golden.short.file)))
    expect(found).toEqual(golden.short.patterns)
  })

  it.skipIf(!existsSync(histories)).each(golden.long)(
    'find the same in $bars hours of $file, ticks of $decimals decimals',
    ({ file, decimals, bars, patterns }) => {
      const history = readHistory(file, decimals)
      expect(history.close.length).toBe(bars)
      expect(digests(foundIn(history))).toEqual(patterns)
    },
  )
})

import { describe, expect, it } from 'vitest'
import { Random } from '../../base/index.ts'
import { BarColumns, hourUs } from '../../domain/index.ts'
import { embed } from './embed.ts'
import { regimeText } from './market-regime.ts'
import { regimeSpans } from './regime-spans.ts'

const start = 1_704_067_200_000_000

/** A market that is calm and wild by turns. */
function market(rows: number): BarColumns {
  const chance = Random.stream(3, 'regimes')
  const bars = new BarColumns(rows)
  let close = 50_000
  for (let row = 0; row < rows; row += 1) {
    const open = close
    const size = row % 200 < 150 ? 0.002 : 0.012
    close = Math.round(open * Math.exp(size * chance.normal()))
    const [high, low] = [Math.max(open, close) + 10, Math.min(open, close) - 10]
    bars.push(start + (row + 1) * hourUs, open, high, low, close, 1_000)
  }
  return bars
}

const bars = market(900)
const spans = regimeSpans(bars)

describe('the regimes of an instrument', () => {
  it('are what every moment of it is said to be in', () => {
    let at = 0
    for (let row = 0; row < bars.length; row += 1) {
      const ts = Number(bars.ts[row])
      while (spans[at]?.isOver === true && ts >= Number(spans[at]?.end)) at += 1
      expect(spans[at]?.name).toBe(regimeText(embed(bars, row, []).regime))
    }
  })

  it('touch, differ from one to the next, and only the last one is not over', () => {
    expect(spans.length).toBeGreaterThan(50)
    for (const [k, { end, name, version, isOver }] of spans.entries()) {
      const next = spans[k + 1]
      expect(isOver).toBe(next !== undefined)
      if (next === undefined) continue
      expect(next.start).toBe(end)
      expect(next.name).not.toBe(name)
      expect(next.version).toBe(version)
    }
    expect(new Set(spans.map(({ regime }) => regime.volatility))).toEqual(new Set([0, 1, 2]))
  })

  it('are moved by nothing that comes later', () => {
    const early = regimeSpans(market(600))
    expect(spans.slice(0, early.length - 1)).toEqual(early.slice(0, -1))
    expect(spans[early.length - 1]?.start).toBe(early.at(-1)?.start)
    expect(regimeSpans(new BarColumns(1))).toEqual([])
  })
})

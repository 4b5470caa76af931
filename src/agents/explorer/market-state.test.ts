import { describe, expect, it } from 'vitest'
import golden from '../../../test/golden/agents/market-state.json' with { type: 'json' }
import { marketState } from './market-state.ts'

const { stream } = marketState(golden.window)

/** Readings of every line, bar by bar. */
function readings(scale = 1): readonly (readonly number[])[] {
  const state = stream()
  return golden.bars.map(([high = 0, low = 0, close = 0, volume = 0]) => {
    const at = { close: scale * close, high: scale * high, low: scale * low, volume }
    state.update({ ...at, open: at.close })
    return [...state.readings]
  })
}

describe('the state of a market', () => {
  it('is what the papers say, from the bar on at which the window is full', () => {
    const all = readings()
    expect(all.slice(0, golden.window).flat().every(Number.isNaN)).toBe(true)
    for (const [i, expected] of golden.expected.entries())
      for (const [line, value] of expected.entries())
        expect(all[i + golden.window]?.[line]).toBeCloseTo(value, line === 0 ? 8 : 12)
  })

  it('reads the same in other units but for turnover', () => {
    const last = readings().at(-1) ?? []
    const scaled = readings(8).at(-1) ?? []
    expect(scaled[0]).toBeCloseTo(8 * (last[0] ?? 0), 8)
    expect(scaled[1]).toBeCloseTo((last[1] ?? 0) / 8, 12)
    expect(scaled[2]).toBeCloseTo(last[2] ?? 0, 12)
    expect(scaled[3]).toBeCloseTo(last[3] ?? 0, 12)
  })

  it('knows of no illiquidity where nothing is traded, and goes on after a restart', () => {
    const state = stream()
    for (let i = 0; i < 9; i += 1) state.update({ close: 100 + (i % 2) })
    expect(state.value('illiquidity')).toBeUndefined()
    expect(state.value('turnover')).toBe(0)
    const again = stream()
    again.load(JSON.parse(JSON.stringify(state.save())))
    for (const each of [state, again]) each.update({ close: 103, volume: 2 })
    expect([...again.readings]).toEqual([...state.readings])
    expect(again.value('illiquidity')).toBeCloseTo(3 / 100 / 206, 12)
  })
})

// @module-tag long

import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { describe, expect, it } from 'vitest'
import { noisyMarket, seatOf } from '../../../test/simulation/null-scene.ts'
import { saying, statusesOf } from '../../../test/simulation/sound-scene.ts'
import { type Agent, agentByName } from '../../agents/index.ts'
import { defined } from '../../base/index.ts'
import { endure, enduranceBars } from './endurance.ts'
import { type Endurance, memoryStability } from './memory-stability.ts'
import { defaultThresholds } from './soundness-thresholds.ts'

setFlagsFromString('--expose-gc')
const collect: () => void = runInNewContext('gc')

function endured(agent: Agent, lookMax = Number.POSITIVE_INFINITY): Endurance {
  let looks = 0
  const heap = (): number => {
    collect()
    return process.memoryUsage().heapUsed
  }
  const isOver = (): boolean => (looks += 1) >= lookMax
  return endure(agent, noisyMarket(1, 3_000), { seed: 1, heap, isOver })
}

describe('memory stability', () => {
  it('passes an agent that keeps nothing', () => {
    const trend = seatOf(defined(agentByName('trend'), 'trend'))
    const category = memoryStability(endured(trend), defaultThresholds)
    expect(category.status).toBe('pass')
    expect(category.figures['bars']).toBe(enduranceBars)
  })

  it('fails one that writes down every close', () => {
    const closes: number[] = []
    const hoarding = saying((view) => {
      closes.push(view.close)
      return undefined
    })
    const category = memoryStability(endured(hoarding), defaultThresholds)
    expect(statusesOf(category)['heap']).toBe('fail')
    expect(category.figures['heapPerBar']).toBeGreaterThan(4)
    expect(closes).toHaveLength(enduranceBars)
  })

  it('fails features whose state grows', () => {
    const bars = Array.from({ length: 10 }, (_, i) => 1_000 * (i + 1))
    const of = { bars, heap: bars.map(() => 5), state: bars.map((n) => n / 10) }
    const category = memoryStability(of, defaultThresholds)
    expect(statusesOf(category)).toEqual({ heap: 'pass', 'state of its features': 'fail' })
  })

  it('is inconclusive where memory went up and down for other reasons', () => {
    const bars = Array.from({ length: 10 }, (_, i) => 1_000 * (i + 1))
    const heap = bars.map((n, i) => 1.5 * n + (i % 2) * 20_000)
    const category = memoryStability({ bars, heap, state: bars.map(() => 5) }, defaultThresholds)
    expect(category.status).toBe('inconclusive')
  })

  it('is not run where it was looked at too seldom, or not at all', () => {
    const short = endured(
      saying(() => undefined),
      12,
    )
    expect(short.bars).toHaveLength(6)
    for (const none of [short, 'The thread ended.'])
      expect(memoryStability(none, defaultThresholds).status).toBe('NOT RUN')
  })
})

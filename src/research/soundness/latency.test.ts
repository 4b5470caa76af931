import { describe, expect, it } from 'vitest'
import { guesser, noisyMarket, seatOf } from '../../../test/simulation/null-scene.ts'
import { ran, saying, statusesOf } from '../../../test/simulation/sound-scene.ts'
import { liveStopwatch } from '../../kernel/index.ts'
import { DecisionTimes, idleControl, noiseOf } from './decision-times.ts'
import { latency } from './latency.ts'
import { defaultThresholds } from './soundness-thresholds.ts'

const quiet = new Float64Array(100).fill(10)
const noisy = Float64Array.from({ length: 100 }, (_, i) => (i % 2 === 0 ? 10 : 90))
const times = (us: number): Float64Array => new Float64Array(200).fill(us)

describe('latency', () => {
  it('passes what is fast and fails what is slow, by each threshold', () => {
    const of = (decisions: Float64Array): object =>
      statusesOf(latency({ decisions, control: quiet }, defaultThresholds))
    expect(of(times(100))).toMatchObject({ p50: 'pass', p99: 'pass' })
    const every = { p50: 'fail', p99: 'fail', 'decisions per second': 'fail' }
    expect(of(times(60_000))).toMatchObject(every)
    const rare = times(100).map((us, i) => (i < 3 ? 60_000 : us))
    expect(of(rare)).toMatchObject({ p50: 'pass', p99: 'fail', 'decisions per second': 'pass' })
  })

  it('is inconclusive where a noisy machine is slow, and passes where one is fast all the same', () => {
    const of = (us: number): string =>
      latency({ decisions: times(us), control: noisy }, defaultThresholds).status
    expect([of(60_000), of(100)]).toEqual(['inconclusive', 'pass'])
  })

  it('is not run below a hundred decisions', () => {
    const few = { decisions: times(1).slice(0, 99), control: quiet }
    expect(latency(few, defaultThresholds).status).toBe('NOT RUN')
  })

  it('measures a slow agent as slow as it is, whatever the machine', () => {
    const spin = (): number => {
      let sum = 0
      for (let step = 0; step < 60_000_000; step += 1) sum = Math.sqrt(sum + step)
      return sum
    }
    const measured = (opine: Parameters<typeof saying>[0], rows: number): Float64Array => {
      const watch = new DecisionTimes(liveStopwatch)
      ran(watch.timed(saying(opine)), [noisyMarket(1, rows)])
      return watch.times(0)
    }
    const slow = measured(() => (spin() > 0 ? undefined : { exposure: 0, confidence: 0.5 }), 4)
    const fast = measured(() => undefined, 400)
    expect(slow).toHaveLength(3)
    expect(fast).toHaveLength(399)
    expect(Math.min(...slow)).toBeGreaterThan(10_000)
    expect(fast.toSorted()[200]).toBeLessThan(Math.min(...slow) / 10)
  })

  it('keeps the decisions of a run as they are', () => {
    const agent = seatOf(guesser)
    const market = [noisyMarket(1, 300)]
    const timed = new DecisionTimes(liveStopwatch).timed(agent)
    expect(ran(timed, market).hash).toBe(ran(agent, market).hash)
  })

  it('tells a machine that is at rest from one that is not', () => {
    expect([noiseOf(quiet), noiseOf(noisy)]).toEqual([1, 9])
    expect(idleControl(liveStopwatch).every((us) => us >= 0)).toBe(true)
  })
})

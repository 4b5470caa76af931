import { describe, expect, it } from 'vitest'
import { Random } from '../../base/index.ts'
import { judgeChampion, judgeTrial, type LaneRecord, laneRules } from './lane-verdict.ts'

const flat = (days: number): Float64Array => new Float64Array(days)
const idle = (days: number) => ({ control: flat(days), hold: flat(days) })

/** Days of a version with so much a day on average and a spread of 1 %. */
function lane(seed: number, days: number, daily: number, of: Partial<LaneRecord> = {}): LaneRecord {
  const random = Random.stream(seed, 'lane')
  const returns = Float64Array.from({ length: days }, () => daily + 0.01 * random.normal())
  return { daily: returns, trades: Math.floor(days / 2), breach: undefined, ...of }
}

const shadow = { stage: 'shadow', rules: laneRules } as const

describe('a version on trial', () => {
  it('goes on after enough days and trades, and waits before', () => {
    const kinds = [5, 29, 30, 40].map(
      (days) => judgeTrial(lane(1, days, 0.001), idle(days), shadow).kind,
    )
    expect(kinds).toEqual(['stay', 'stay', 'advance', 'advance'])
  })

  it('is given more time without trades, not failed for it, until there was enough time', () => {
    const of = (days: number) => judgeTrial(lane(1, days, 0, { trades: 0 }), idle(days), shadow)
    expect(of(40)).toEqual({ kind: 'stay', why: 'no trade yet: nothing can be concluded' })
    expect(of(90).kind).toBe('decline')
  })

  it('ends where risk ended it', () => {
    const record = lane(1, 40, 0.01, { breach: 'drawdown 5.1 %' })
    expect(judgeTrial(record, idle(40), shadow)).toEqual({ kind: 'decline', why: 'drawdown 5.1 %' })
  })

  it('ends when it is worse than the control by more than chance, or than holding', () => {
    const record = lane(2, 80, 0)
    const rising = flat(80).fill(0.008)
    const control = judgeTrial(record, { control: rising, hold: flat(80) }, shadow)
    const hold = judgeTrial(record, { control: flat(80), hold: rising }, shadow)
    expect([control.kind, hold.kind]).toEqual(['decline', 'decline'])
    expect([control.why, hold.why].join()).toMatch(/frozen control.*holding as much/)
  })

  it('must have made something, and no less than the champion, as a canary', () => {
    const canary = { stage: 'canary', rules: laneRules } as const
    const of = (daily: number, champion: number) =>
      judgeTrial(lane(3, 60, daily), idle(60), { ...canary, champion: flat(60).fill(champion) })
    expect(of(0.004, 0).kind).toBe('advance')
    expect(of(0.004, 0.03)).toMatchObject({ kind: 'stay', why: 'the champion did better' })
    expect(of(-0.002, -0.03)).toMatchObject({ kind: 'stay', why: 'it has not made anything' })
  })
})

describe('a champion', () => {
  const years = (seed: number, daily: number) =>
    judgeChampion(lane(seed, 365, daily), idle(365), laneRules).kind
  const share = (daily: number): number =>
    Array.from({ length: 200 }, (_, seed) => years(seed, daily)).filter((it) => it === 'decline')
      .length / 200

  it('that is no better and no worse stays for a year, nearly always', () => {
    expect(share(0)).toBeLessThan(0.1)
  })

  it('that loses a third of its spread a day goes within a year, nearly always', () => {
    expect(share(-0.0033)).toBeGreaterThan(0.9)
  })

  it('is demoted too often when it wins much in few weeks: its bounds are for a normal law', () => {
    const isDemoted = (seed: number): boolean => {
      const random = Random.stream(seed, 'few weeks')
      const daily = flat(728).map((_, day) =>
        day % 7 > 0 ? 0 : (random.next() < 0.05 ? 0.095 : -0.005) + 0.002 * random.normal(),
      )
      const record = { daily, trades: 100, breach: undefined }
      return judgeChampion(record, idle(728), laneRules).kind === 'decline'
    }
    const demoted = Array.from({ length: 100 }, (_, seed) => isDemoted(seed)).filter(Boolean).length
    expect(demoted).toBeGreaterThan(100 * 10 * laneRules.alpha)
  })
})

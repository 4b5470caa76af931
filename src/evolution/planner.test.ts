import { describe, expect, it } from 'vitest'
import { Random } from '../base/index.ts'
import { VoteLog } from '../committee/index.ts'
import { dayUs, hourUs } from '../domain/index.ts'
import type { PlanRequest } from './plan.ts'
import { planWeights } from './planner.ts'

const agents = 8
const regimes = 3
const wild = 2

type Market = {
  /** How often agent `agent` is right in a regime, where a mood of -1 or 1 is on record. */
  readonly skill: (agent: number, regime: number, mood: number) => number
  readonly rows?: number
  readonly seed: number
}

const moodOf = (ts: number): number => (Math.floor(ts / (2 * dayUs)) % 2 === 0 ? 1 : -1)

/** Hours in which each agent wishes for a side and is read as 56 % right, whatever it is. */
function requestOf({ skill, rows = 2_400, seed }: Market): PlanRequest {
  const chance = Random.stream(seed, 'planted market')
  const log = new VoteLog({ agents, rows })
  const exposures = new Float64Array(agents)
  const believed = new Float64Array(agents).fill(0.56)
  let close = 100
  for (let k = 0; k < rows; k += 1) {
    const regime = Math.floor(k / 36) % regimes
    const spread = regime === wild ? 0.02 : 0.01
    const move = spread * chance.normal()
    const pace = (0.8 * spread) / Math.sqrt(hourUs)
    const ts = k * hourUs
    for (let a = 0; a < agents; a += 1) {
      const isRight = chance.next() < skill(a, regime, moodOf(ts))
      exposures[a] = 0.4 * (isRight ? 1 : -1) * Math.sign(move)
    }
    log.take({ ts, close, regime, pace, exposures, believed })
    close *= Math.exp(move)
  }
  return {
    agents: Array.from({ length: agents }, (_, a) => ({ id: `agent ${a}`, horizonUs: hourUs })),
    ...{ logs: [log], regimes, context: [], costPerSide: 0.0001, looks: 1, seed },
    current: new Float64Array(agents * regimes).fill(0.2),
  }
}

const inTheWild: Market['skill'] = (agent, regime) => (agent === 0 && regime === wild ? 0.68 : 0.5)

describe('planning the weights of a committee', () => {
  it('gives more to the one who knows in the regime in which it knows', () => {
    for (const seed of [1, 2, 3]) {
      const plan = planWeights(requestOf({ skill: inTheWild, seed }))
      expect(plan.sentence).toMatch(/^proposed: /)
      expect(plan.weights[wild]).toBe(1)
      const others = Array.from({ length: agents - 1 }, (_, k) => plan.weights[(k + 1) * 3 + wild])
      expect(Math.max(...others.map(Number))).toBeLessThan(0.6)
      expect(plan.evidence?.low).toBeGreaterThan(0)
      expect(plan.evidence?.returnPlanned).toBeGreaterThan(plan.evidence?.returnCurrent ?? 0)
      const { gains = [], returnPlanned = 0, returnCurrent = 0 } = plan.evidence ?? {}
      expect(gains).toHaveLength(plan.evidence?.daysHeldOut ?? 0)
      expect(gains.reduce((sum, gain) => sum + gain, 0)).toBeCloseTo(
        returnPlanned - returnCurrent,
        12,
      )
    }
  })

  it('keeps every weight within its bounds, and shares of a regime add up to 1', () => {
    const { weights, shares } = planWeights(requestOf({ skill: inTheWild, seed: 4 }))
    for (const weight of weights) expect(weight).toSatisfy((of: number) => of >= 0.2 && of <= 1)
    for (let regime = 0; regime < regimes; regime += 1) {
      const own = shares.filter((_, at) => at % regimes === regime)
      expect(own.reduce((sum, each) => sum + each, 0)).toBeCloseTo(1, 12)
    }
  })

  it('proposes nothing on noise, but for two seeds of forty at most', () => {
    const skill = (): number => 0.5
    const seeds = Array.from({ length: 40 }, (_, k) => 100 + k)
    const proposed = seeds.filter((seed) => planWeights(requestOf({ skill, seed })).isProposed)
    expect(proposed.length).toBeLessThanOrEqual(2)
  })

  it('goes by what is known beside the market where that tells who knows', () => {
    const skill: Market['skill'] = (agent, _, mood) =>
      (agent === 0 && mood > 0) || (agent === 1 && mood < 0) ? 0.68 : 0.5
    const bare = requestOf({ skill, seed: 5 })
    const context = [{ name: 'mood', valueAt: (_: number, ts: number) => moodOf(ts) }]
    const [blind, seeing] = [planWeights(bare), planWeights({ ...bare, context })]
    expect(seeing.isProposed).toBe(true)
    expect(seeing.evidence?.returnPlanned).toBeGreaterThan(blind.evidence?.returnPlanned ?? 1)
    const last = moodOf(2_399 * hourUs)
    const [first = 0, second = 0] = [seeing.weights[wild], seeing.weights[regimes + wild]]
    expect(Math.sign(first - second)).toBe(last)
  })

  it('does not call it a plan to ask for more of the same', () => {
    const skill: Market['skill'] = () => 0.6
    const request = requestOf({ skill, seed: 6 })
    const plan = planWeights(request)
    expect(plan.isProposed).toBe(false)
    expect([...plan.weights]).toEqual([...request.current])
    expect(plan.sentence).toMatch(/^no proposal: over 30 held-out days/)
  })

  it('asks for more the more often it was asked', () => {
    const request = requestOf({ skill: inTheWild, seed: 1 })
    const [first, tenth] = [planWeights(request), planWeights({ ...request, looks: 10 })]
    expect(tenth.evidence?.level).toBeCloseTo((first.evidence?.level ?? 0) / 100, 12)
    expect(tenth.evidence?.low).toBeLessThan(first.evidence?.low ?? 0)
  })

  it('needs enough to look at, and says how much', () => {
    const plan = planWeights(requestOf({ skill: inTheWild, seed: 1, rows: 1_200 }))
    expect(plan.isProposed).toBe(false)
    expect(plan.sentence).toMatch(/days are held out, it takes 20/)
    const noise = Array.from({ length: 10 }, (_, k) => 200 + k).map((seed) =>
      planWeights(requestOf({ skill: () => 0.5, seed })),
    )
    const sentences = noise.map(({ sentence }) => sentence).join(' ')
    expect(sentences).toContain('nobody foretold anything')
  })

  it('plans the same every time', () => {
    const request = requestOf({ skill: inTheWild, seed: 7 })
    expect(planWeights(request)).toEqual(planWeights(request))
  })
})

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { DecisionRow, DeskSnapshot } from '../../src/app/index.ts'
import {
  basisText,
  broughtText,
  costText,
  gainText,
  meanTimeText,
  lieOf,
  shownText,
  yearText,
} from '../../web/src/format/swarm-text.ts'
import { wishText } from '../../web/src/format/wish-text.ts'
import { mergeSwarm } from '../../web/src/state/merge-swarm.ts'
import { mergeUpdate } from '../../web/src/state/merge-update.ts'
import { placeDots } from '../../web/src/swarm/place-dots.ts'
import {
  byRegime,
  byWeight,
  countedVoices,
  pageOf,
  saidSince,
  sortAgents,
  swarmSums,
  voicePart,
} from '../../web/src/swarm/swarm-rows.ts'
import { trailOf, verdictOf } from '../../web/src/swarm/trail.ts'
import { sampled } from './page-extremes.ts'
import { withSwarm } from './page-sample-swarm.ts'

const desk = withSwarm(sampled(900))
const swarm = swarmOf(desk)

function swarmOf(of: DeskSnapshot): NonNullable<DeskSnapshot['swarm']> {
  if (of.swarm === undefined) throw new Error('the sample has no swarm')
  return of.swarm
}

function decisionOn(instrument: string, nth = 0): DecisionRow {
  const found = desk.decisions.filter((row) => row.instrument === instrument)[nth]
  if (found === undefined) throw new Error(`nothing was decided on ${instrument}`)
  return found
}

describe('mergeSwarm', () => {
  it('takes of a row what is new of it, and keeps all rows that nothing is new of', () => {
    const [first, second] = swarm.agents
    if (first === undefined || second === undefined) throw new Error('nobody')
    const merged = mergeSwarm(swarm, { agents: [{ agent: second.agent, weight: 0.9 }] })
    expect(merged?.agents[1]).toEqual({ ...second, weight: 0.9 })
    expect(merged?.agents[0]).toBe(first)
    expect(merged?.agents).toHaveLength(swarm.agents.length)
    expect(merged?.instruments).toBe(swarm.instruments)
    expect(merged?.streams).toBe(swarm.streams)
  })

  it('takes all where nothing was known, and nothing for nothing', () => {
    expect(mergeSwarm(undefined, swarm)).toEqual(swarm)
    expect(mergeSwarm(undefined, undefined)).toBeUndefined()
    expect(mergeSwarm(swarm, undefined)).toBe(swarm)
    const told = { alike: swarm.alike.slice(0, 2) }
    expect(mergeSwarm(swarm, told)?.alike).toEqual(told.alike)
  })

  it('changes no part of what is told twice', () => {
    const again = mergeSwarm(swarm, structuredClone(swarm))
    for (const part of ['agents', 'instruments', 'streams', 'alike', 'costs'] as const)
      expect(again?.[part]).toBe(swarm[part])
  })

  it('is part of every update, and stays when an update does not speak of it', () => {
    expect(mergeUpdate(sampled(3), { swarm }).swarm).toEqual(swarm)
    expect(mergeUpdate(desk, { status: desk.status }).swarm).toBe(swarm)
    expect('swarm' in mergeUpdate(sampled(3), {})).toBe(false)
  })
})

const voice = fc.record({
  agent: fc.uuid(),
  exposure: fc.double({ min: -1, max: 1, noNaN: true }),
  believed: fc.double({ min: 0.5, max: 0.95, noNaN: true }),
  pull: fc.oneof(fc.constant(0), fc.double({ min: 1e-6, max: 3, noNaN: true })),
})
const voicesOf = fc.uniqueArray(voice, { selector: ({ agent }) => agent, maxLength: 200 })

describe('voices', () => {
  it('count in parts that add up to one, the heaviest first', () => {
    fc.assert(
      fc.property(voicesOf, (voices) => {
        const counted = countedVoices(voices)
        const all = counted.reduce((sum, { part }) => sum + part, 0)
        expect(counted).toHaveLength(voices.length)
        if (voices.some(({ pull }) => pull > 0)) expect(all).toBeCloseTo(1, 9)
        else expect(all).toBe(0)
        for (const [i, { pull }] of counted.entries())
          expect(pull).toBeLessThanOrEqual(counted[i - 1]?.pull ?? Number.POSITIVE_INFINITY)
      }),
    )
  })

  it('have their part of a voice back out of their pull', () => {
    const pull = 0.5 * 0.7 * Math.log(0.6 / 0.4)
    const said = { agent: 'a', exposure: 1, believed: 0.6, pull }
    expect(voicePart(said, 0.5)).toBeCloseTo(0.7, 12)
    expect(voicePart({ ...said, believed: 0.5, pull: 0 }, 0.5)).toBeUndefined()
    expect(voicePart(said, Number.NaN)).toBeUndefined()
  })

  it('are told apart that came, or changed sides, since a decision', () => {
    const now = (agent: string, exposure: number) => ({ agent, exposure, believed: 0.5, pull: 0 })
    const then = [
      { agent: 'same', exposure: 0.4 },
      { agent: 'turned', exposure: 0.4 },
      { agent: 'left', exposure: 0.4 },
    ]
    const voices = [now('same', 0.1), now('turned', -0.1), now('came', 0)]
    expect(saidSince(then, voices).map(({ agent }) => agent)).toEqual(['turned', 'came'])
  })

  it('stand in the picture near what they want, none on another', () => {
    fc.assert(
      fc.property(voicesOf, (voices) => {
        const dots = placeDots(countedVoices(voices))
        const places = new Set(dots.map(({ x, y }) => `${x} ${y.toFixed(9)}`))
        expect(places.size).toBe(voices.length)
        for (const { voice, x, y, radius } of dots) {
          expect(Math.abs(x - voice.exposure)).toBeLessThanOrEqual(0.025 + 1e-9)
          expect(Math.abs(y)).toBeLessThanOrEqual(1)
          expect(radius).toBeGreaterThan(0)
          expect(radius).toBeLessThanOrEqual(6)
        }
      }),
    )
  })
})

describe('agents', () => {
  it('are sorted by weight, then by the lower end of their gain, the unknown last', () => {
    const [some] = swarm.agents
    if (some === undefined) throw new Error('nobody')
    const of = (agent: string, weight: number, gain: readonly [number, number] | null) => ({
      ...some,
      ...{ agent, weight, gain },
    })
    const rows = [
      of('new', 0.2, null),
      of('weak', 0.2, [-0.1, 0.1]),
      of('less', 0.2, [-0.2, 0.3]),
      of('strong', 0.9, [0.01, 0.1]),
    ]
    expect(byWeight(rows).map(({ agent }) => agent)).toEqual(['strong', 'weak', 'less', 'new'])
    expect(sortAgents(rows, 'name').map(({ agent }) => agent)).toEqual([
      ...['less', 'new', 'strong', 'weak'],
    ])
  })

  it('that have brought nothing known come behind those that lost', () => {
    const [a, b] = swarm.agents
    if (a === undefined || b === undefined) throw new Error('nobody')
    const unknown = { ...a, brought: { total: 0, perBar: null, interval: null } }
    const lost = { ...b, brought: { total: -1, perBar: -0.1, interval: null } }
    expect(sortAgents([unknown, lost], 'brought')).toEqual([lost, unknown])
  })

  it('are never said to help where their interval does not', () => {
    const [some] = swarm.agents
    if (some === undefined) throw new Error('nobody')
    const shown = (evidence: number, gain: readonly [number, number] | null): string =>
      shownText({ ...some, evidence, gain, isUnproven: !((gain?.[0] ?? 0) > 0) })
    expect(shown(0, null)).toBe('no outcome yet')
    expect(shown(9, [-0.01, 0.02])).toBe('unproven: no help shown yet')
    expect(shown(9, null)).toBe('unproven: no help shown yet')
    expect(shown(9, [-0.02, -0.01])).toBe('unproven: worse than a coin')
    expect(shown(9, [0.001, 0.02])).toBe('proven: better than a coin')
  })

  it('are shown a page at a time, none left out and none twice', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer(), { maxLength: 500 }),
        fc.integer({ min: 1, max: 60 }),
        (rows, size) => {
          const { pages } = pageOf(rows, 0, size)
          const all = Array.from({ length: pages }, (_, page) => pageOf(rows, page, size).rows)
          expect(all.flat()).toEqual(rows)
          expect(pageOf(rows, 99_999, size).page).toBe(pages - 1)
        },
      ),
    )
  })
})

describe('the swarm in words', () => {
  it('says where an interval lies to nothing', () => {
    const lies = [lieOf([1, 2]), lieOf([-2, -1]), lieOf([-1, 1]), lieOf([0, 1]), lieOf(null)]
    expect(lies).toEqual(['above', 'below', 'around', 'around', 'unknown'])
  })

  it('shows no wish as nothing', () => {
    const wishes = [0, 0.123, -0.0031, 0.000_2, -0.000_01].map(wishText)
    expect(wishes.map((wish) => wish.replaceAll(/\s/g, ' '))).toEqual([
      ...['flat', 'long 12.3 %', 'short 0.31 %', 'long 0.02 %', 'short < 0.01 %'],
    ])
  })

  it('has signs, units and nothing made up', () => {
    expect(basisText(0.000_003_4)).toBe('+0.034 bp')
    expect(basisText(-0.000_003_4)).toBe('\u22120.034 bp')
    expect(basisText(null)).toBe('not known')
    expect(basisText(-1e-10)).toBe('about 0 bp')
    expect(basisText(0)).toBe('0 bp')
    expect(gainText([-0.001_23, 0.02])).toBe('\u22120.00123 to +0.02 nats')
    expect(broughtText({ total: 0, perBar: null, interval: null })).toBe('not known yet')
    expect(broughtText({ total: 1, perBar: 1e-6, interval: [-1e-6, 3e-6] })).toBe(
      '+0.01 bp a bar, \u22120.01 to +0.03',
    )
  })

  it('says what an agent costs, and of what it knows nothing', () => {
    const [first, second] = swarm.costs?.agents ?? []
    if (first === undefined || second === undefined) throw new Error('nobody')
    expect(costText(second)).toBe('0.55 \u00b5s, 0.34\u202f%')
    expect(costText(undefined)).toBe('n/a')
    const told = { costPerYear: 0.000_123_4, broughtPerYear: -31.24 }
    expect(yearText({ ...first, ...told, costInterval: null })).toBe('0.000123, brought \u221231.2')
    const bounded = yearText({ ...first, ...told, costInterval: [0.000_1, 0.000_146_7] })
    expect(bounded).toBe('0.000123 (0.0001 to 0.000147), brought \u221231.2')
    expect(meanTimeText(second)).toBe('0.55 \u00b5s, 95 % 0.50 to 0.61')
    expect(meanTimeText({ ...second, usInterval: null })).toContain('too few')
    expect(yearText({ ...first, costPerYear: null })).toContain('not known')
  })

  it('adds up who speaks, who is proven and who votes alike', () => {
    const sums = swarmSums(swarm)
    expect(sums.teams).toBe(3)
    expect(sums.proven).toBe(swarm.agents.filter(({ isUnproven }) => !isUnproven).length)
    const names = new Set(swarm.instruments.flatMap(({ voices }) => voices.map((v) => v.agent)))
    expect(sums.speaking).toBe(names.size)
    expect(sums.tooAlike).toBe(swarm.alike.filter(({ correlation }) => correlation > 0.05).length)
    expect(sums.tooAlike).toBeLessThan(swarm.alike.length)
  })

  it('sorts instruments by the market they are in, those with a team first', () => {
    const [some] = swarm.instruments
    if (some === undefined) throw new Error('no instrument')
    const row = (instrument: string, regime: string, hasTeam: boolean) => ({
      ...some,
      ...{ instrument, regime, hasTeam },
    })
    const rows = [row('a', 'wild', true), row('b', 'calm', false), row('c', 'calm', true)]
    expect(byRegime(rows).map(([regime, own]) => [regime, own.map((r) => r.instrument)])).toEqual([
      ['calm', ['c', 'b']],
      ['wild', ['a']],
    ])
  })
})

describe('trailOf', () => {
  it('links what risk, the order and its fill were to the decision they came of', () => {
    const trail = trailOf(desk, decisionOn('BTC-USD.SIM'))
    expect(trail.verdict).toBe('cut')
    expect(trail.risk.map(({ kind }) => kind)).toEqual(['intent-cut'])
    expect(trail.orders.map(({ kind }) => kind)).toEqual([
      'order-filled',
      'order-accepted',
      'submit',
    ])
    expect(trail.fills).toHaveLength(1)
    expect(trail.isRecorded).toBe(true)
  })

  it('takes nothing of another instrument, nor of the decision after', () => {
    expect(trailOf(desk, decisionOn('ETH-USD.SIM'))).toMatchObject({
      ...{ verdict: 'refused', orders: [], fills: [] },
      risk: [{ kind: 'intent-refused' }],
    })
    const before = trailOf(desk, decisionOn('BTC-USD.SIM', 1))
    expect(before.verdict).toBe('idle')
    expect(before.risk).toEqual([])
    expect(before.orders).toEqual([])
  })

  it('says when the records of that time are no longer held', () => {
    const decision = decisionOn('BTC-USD.SIM')
    const late = desk.journal.filter(({ t }) => t > decision.t)
    expect(trailOf({ ...desk, journal: late }, decision).isRecorded).toBe(false)
    expect(trailOf({ ...desk, journal: [] }, decision).isRecorded).toBe(false)
  })

  it('reads a verdict from an outcome', () => {
    const outcomes = [
      'order 12: buy 0.01 BTC',
      'order 12: buy 0.01 BTC, cut by gross',
      'refused by daily-loss: 5.10 %, limit 5.00 %',
      'long only: nothing is sold short',
    ]
    expect(outcomes.map(verdictOf)).toEqual(['passed', 'cut', 'refused', 'idle'])
  })
})

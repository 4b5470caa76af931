import { describe, expect, it } from 'vitest'
import { type Agent, defineAgent } from '../../src/agents/index.ts'
import { defined } from '../../src/base/index.ts'
import { hourUs, micros } from '../../src/domain/index.ts'
import { HardCaps } from '../../src/execution/index.ts'
import { RiskBook, Tiers } from '../../src/risk/index.ts'
import { guardedScene, usualGuard } from '../simulation/guarded-scene.ts'
import { adding, GuardedStage, saying } from '../simulation/guarded-stage.ts'
import { patch } from '../simulation/plants.ts'

function agentOf(opine: Parameters<typeof defineAgent>[0]['opine']): Agent {
  const made = defineAgent({
    name: 'given',
    summary: '',
    parameters: {},
    features: () => ({}),
    opine,
  })
  const seated = made.seat({})
  return defined(seated.ok ? seated.value : undefined, 'agent')
}

it('with everything in its place it trades', () => {
  const stage = new GuardedStage()
  expect(adding(stage.play(60))).toBeGreaterThan(8)
  expect(adding(stage.play(60))).toBeGreaterThan(8)
})

/** A part that is taken from a running desk, how, and what says no from there on. */
type Loss = readonly [
  part: string,
  take: (stage: GuardedStage) => (() => void) | void,
  limit: string,
]

function getter(of: object, name: string, value: () => unknown): void {
  Object.defineProperty(of, name, { get: value, set: () => {}, configurable: true })
}

const losses: readonly Loss[] = [
  ['its breakers', ({ run }) => void run.desk.risk.breaker.fill(Number.NaN), 'breaker'],
  ['its standings', ({ run }) => void run.desk.risk.standing.fill(Number.NaN), 'probation'],
  [
    'its trust in whoever wants it',
    ({ run }) => getter(run.desk.guard, 'strategyShare', () => () => Number.NaN),
    'probation',
  ],
  ['its account', ({ run }) => void (run.desk.risk.awaitsAccount = true), 'account'],
  ['an order at a venue', ({ run }) => void (run.desk.risk.unresolved = 1), 'unresolved'],
  [
    'its stress tests',
    ({ run }) => getter(run.desk.risk, 'stressLoss', () => Number.NaN),
    'stress',
  ],
  [
    'its count of the day',
    ({ run }) => getter(run.desk.risk, 'ordersToday', () => Number.NaN),
    'orders-per-day',
  ],
  [
    'its losses',
    ({ run }) => getter(run.desk.risk, 'lossesInRow', () => Number.NaN),
    'losses-in-row',
  ],
  ['its peak', ({ run }) => getter(run.desk.risk, 'drawdown', () => Number.NaN), 'drawdown'],
  [
    'the start of its day',
    ({ run }) => getter(run.desk.risk, 'dayStart', () => Number.NaN),
    'daily-loss',
  ],
  [
    'the value of what it trades',
    ({ run }) => getter(run.desk.risk, 'lotValue', () => new Float64Array(2).fill(Number.NaN)),
    'trade-loss',
  ],
  ['its marks', ({ run }) => getter(run.desk.ledger, 'equityFloat', () => Number.NaN), 'drawdown'],
  ['its cash', ({ run }) => getter(run.desk.ledger, 'cashFloat', () => Number.NaN), 'buying-power'],
  ['its disk', ({ journal }) => void (journal.isFull = true), 'journal'],
  [
    'its last prices',
    ({ run }) => getter(run.desk.risk, 'ticks', () => new Float64Array(2).fill(Number.NaN)),
    'heat',
  ],
  [
    'its tier',
    () =>
      patch(
        Tiers.prototype,
        'mark',
        (was) =>
          function (this: Tiers, ts) {
            return was.call(this, ts, Number.NaN)
          },
      ),
    'position',
  ],
  [
    'its hard caps, of which nothing is known',
    () =>
      patch(HardCaps.prototype, 'refusal', () => () => ({
        limit: 'hard-cap-day',
        was: Number.NaN,
        max: 0,
      })),
    'hard-cap-day',
  ],
]

describe('a desk that has lost', () => {
  it.each(losses)('%s takes no new risk, and says what it is', (_, take, limit) => {
    const stage = new GuardedStage()
    expect(adding(stage.play(60))).toBeGreaterThan(8)
    const putBack = take(stage)
    try {
      const events = stage.play(60)
      expect(adding(events)).toBe(0)
      expect(saying(events)).toContain(limit)
    } finally {
      putBack?.()
    }
  })

  it.each(losses)('%s still closes what it holds', (_, take) => {
    const stage = new GuardedStage()
    stage.play(40)
    while (stage.run.desk.risk.lots.every((lots) => lots === 0)) stage.play(1)
    const putBack = take(stage)
    try {
      stage.play(40)
      expect([...stage.run.desk.ledger.positions.lots]).toEqual([0, 0])
    } finally {
      putBack?.()
    }
  })

  it('its way to play the stress tests dies with it, and nothing leaves', () => {
    const stage = new GuardedStage()
    stage.play(58)
    getter(stage.run.desk.ledger, 'cash', () => {
      throw new TypeError('no cash')
    })
    expect(() => stage.play(60)).toThrow('no cash')
    const events = [...stage.journal.entries()].map(({ event }) => event)
    const last = events.findLastIndex(({ kind }) => kind === 'bar-closed')
    expect(adding(events.slice(last))).toBe(0)
  })
})

it('a breaker of one instrument leaves another alone, and is named', () => {
  const stage = new GuardedStage()
  stage.play(60)
  stage.run.onBreaker({
    kind: 'breaker-moved',
    ts: micros(stage.now),
    scope: 'instrument',
    subject: 0,
    state: 'open',
    cause: 'manual',
    was: 0,
    max: 0,
    actor: 'venue',
  })
  const events = stage.play(60)
  const of = (i: number) =>
    events.filter((event) => event.kind !== 'submit' || event.order.instrument === i)
  expect([adding(of(0)), adding(of(1)) > 4]).toEqual([0, true])
  const refused = events.filter((event) => event.kind === 'intent-refused')
  expect(refused.filter(({ instrument }) => instrument === 0)[0]).toMatchObject({
    limit: 'breaker',
  })
})

describe('a desk that has no', () => {
  it('bars does nothing, and what they were to say opens a breaker that is on record', () => {
    const stage = new GuardedStage()
    stage.play(60)
    const before = stage.journal.sequence
    for (const i of [0, 1]) stage.run.onSilence(i, micros(stage.now + 2 * hourUs))
    const events = [...stage.journal.entries()].flatMap(({ sequence, event }) =>
      sequence > before ? [event] : [],
    )
    expect(adding(events)).toBe(0)
    expect([...stage.run.desk.risk.breaker]).toEqual([0, 0])
    const told = events.filter((event) => event.kind === 'breaker-moved')
    expect(told).toMatchObject([
      { scope: 'instrument', subject: 0, state: 'open', cause: 'bar-gap' },
      { scope: 'instrument', subject: 1, state: 'open', cause: 'bar-gap' },
    ])
  })

  it('newer bars passes the old over: nothing is decided twice', () => {
    const stage = new GuardedStage()
    stage.play(60)
    const before = stage.journal.sequence
    const { bars } = guardedScene(3, { hours: 120 })
    for (const bar of bars.slice(0, 120)) stage.run.onBar(bar, 'live')
    expect(stage.journal.sequence).toBe(before)
  })

  it('bars of now decides on none that closed while it was away', () => {
    const stage = new GuardedStage()
    const { bars } = guardedScene(3, { hours: 120 })
    for (const bar of bars) stage.run.onBar(bar, 'catch-up')
    expect(adding([...stage.journal.entries()].map(({ event }) => event))).toBe(0)
  })

  it('volatility yet lets in what half of may be lost, and with a target nothing', () => {
    const flat = new GuardedStage({
      limits: { ...guardedScene(1).setup.limits, volatilityTarget: 0.4 },
    })
    const events = flat.play(20)
    expect(adding(events)).toBe(0)
    expect(saying(events)).toContain('volatility')
    const blind = new RiskBook(guardedScene(1).setup.limits, new Float64Array(1))
    expect([blind.correlation(0, 0), blind.volatilityScale(0)]).toEqual([1, 1])
  })

  it('caps that say anything lets nothing out', () => {
    const caps = JSON.parse('{}')
    expect(() => new GuardedStage({ guard: { ...usualGuard, caps } })).toThrow(
      'guard.caps.ordersPerSecond is missing',
    )
  })

  it.each<[string, Agent, RegExp]>([
    [
      'sound agent',
      agentOf(() => {
        throw new TypeError('division by zero')
      }),
      /division by zero/,
    ],
    ['agent that says anything', agentOf(() => undefined), /^$/],
    ['agent that says a number', agentOf(() => ({ exposure: Number.NaN, confidence: 0.9 })), /^$/],
    ['agent that is sure', agentOf(() => ({ exposure: 0.04, confidence: Number.NaN })), /^$/],
    ['agent within bounds', agentOf(() => ({ exposure: 40, confidence: 0.9 })), /^$/],
  ])('%s takes no risk', (_, agent, reason) => {
    const stage = new GuardedStage({ agents: [agent] })
    expect(adding(stage.play(100))).toBe(0)
    expect(stage.faults[0]?.reason ?? '').toMatch(reason)
  })

  it('quorum decides nothing', () => {
    expect(adding(new GuardedStage({ quorum: 2 }).play(100))).toBe(0)
  })

  it.each(['pause', 'reduce', 'emergency'] as const)('leave, in %s, says so', (mode) => {
    const stage = new GuardedStage()
    stage.play(60)
    expect(stage.run.toMode(mode, 'desk', 'a test')).toBe(true)
    const events = stage.play(60)
    expect(adding(events)).toBe(0)
    expect(stage.run.toMode('normal', 'desk', 'a test')).toBe(false)
    const moved = [...stage.journal.entries()].find(({ event }) => event.kind === 'mode-changed')
    expect(moved?.event).toMatchObject({ to: mode, actor: 'desk', reason: 'a test' })
  })
})

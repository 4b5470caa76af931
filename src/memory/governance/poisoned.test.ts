import { describe, expect, it } from 'vitest'
import { quorumKeys } from '../../../test/simulation/quorum-keys.ts'
import { dayUs } from '../../domain/index.ts'
import { decodeProposal, encodeProposal } from './encode-proposal.ts'
import { hashState, stateAtStart, weightBounds } from './governed-state.ts'
import { MemoryGroup } from './memory-group.ts'
import type { Change, Proposal } from './proposal.ts'

const { privateKeys } = quorumKeys(4)
const start = stateAtStart(['trend', 'risk'], 2)
const sound = Array.from({ length: 120 }, (_, i) => (i % 2 === 0 ? 0.012 : -0.008))
const base = { ts: 1, proposer: 'stranger', returns: sound, spanUs: 300 * dayUs }
const weights = [0.5, 0.5]

const weigh = (given: readonly number[], agents: readonly string[] = ['trend']): Change => ({
  ...{ kind: 're-weight', agents, weights: given, termUs: dayUs },
})

const pattern = (name: string): Change => ({ kind: 'add-pattern', pattern: name })

const strange = [
  Number.NaN,
  Infinity,
  -Infinity,
  1e308,
  -1e308,
  5e-324,
  -0,
  -1,
  0.199,
  1.001,
  20,
  1e9,
]
const names = [
  ...['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'valueOf', 'prototype\u0000', ''],
  ...['risk.limits maxLeverage', '../../etc/passwd', 'BTC-USD KRAKEN', 'mode=emergency', '\ud800'],
  ...[
    '<script>',
    '; drop table',
    'ÄÖÜ',
    ' trend',
    'trend ',
    '\u202etrend',
    '9lives',
    'a'.repeat(81),
  ],
]
const foreign = [
  'limits',
  'maxLeverage',
  'apiKey',
  'vault',
  'BTC-USD.KRAKEN',
  'mode',
  'kill',
  'Trend',
]

/** Every one of these may move nothing. */
const forms: readonly (readonly [string, Proposal])[] = [
  ...strange.map((w) => [`a weight of ${w}`, { ...base, change: weigh([w, 0.5]) }] as const),
  ...strange.map((w) => [`a plan with ${w}`, { ...base, change: planOf(w) }] as const),
  ...strange.slice(0, 5).map((r) => [`a result of ${r}`, withResult(pattern('p'), r)] as const),
  ...strange.slice(0, 5).map((r) => [`a gain of ${r}`, withResult(weigh(weights), r)] as const),
  ...names.map((name) => [`the pattern ${name}`, { ...base, change: pattern(name) }] as const),
  ...names.map(
    (n) => [`the lesson ${n}`, { ...base, change: { kind: 'add-lesson', lesson: n } }] as const,
  ),
  ...names.map((n) => [`the agent ${n}`, { ...base, change: weigh(weights, [n]) }] as const),
  ...foreign.map((n) => [`the agent ${n}`, { ...base, change: weigh(weights, [n]) }] as const),
  ...names.map(
    (n) => [`the proposer ${n}`, { ...base, proposer: n, change: pattern('p') }] as const,
  ),
  ...strange.map(
    (t) => [`a term of ${t}`, { ...base, change: { ...weigh(weights), termUs: t } }] as const,
  ),
  ...[...strange, dayUs, 7 * dayUs - 1, 300 * 86_400, 300 * 86_400_000].map(
    (spanUs) => [`a span of ${spanUs}`, { ...base, spanUs, change: pattern('p') }] as const,
  ),
  ...[0, 1, 2, 50, 99].map(
    (n) => [`${n} results`, { ...base, returns: sound.slice(0, n), change: pattern('p') }] as const,
  ),
  ...[0.01, 0.5, 1e-9, -0.01, 0].map(
    (r) =>
      [
        `4,096 results of ${r}`,
        { ...base, returns: many(4_096, r), change: pattern('p') },
      ] as const,
  ),
  ...[1e-13, 1e-11, 1e-6, 1e-5].map(
    (e) =>
      [`results that vary by ${e}`, { ...base, returns: jitter(e), change: pattern('p') }] as const,
  ),
  ...[100, 1_000, 10_000].map(
    (f) =>
      [
        `results times ${f}`,
        { ...base, returns: sound.map((r) => r * f), change: pattern('p') },
      ] as const,
  ),
  ...[['trend', 'trend'], ['trend', 'risk'], [], many(65, 'trend')].map(
    (agents) => [`agents ${agents.length}`, { ...base, change: weigh(weights, agents) }] as const,
  ),
  ...[0, 1, 3, 4, 512, 513].map(
    (n) => [`${n} weights`, { ...base, change: weigh(many(n, 0.5)) }] as const,
  ),
  ...['deprecate-pattern', 'update-pattern'].map(
    (kind) =>
      [`${kind} of nothing`, { ...base, change: { kind, pattern: 'p' } as Change }] as const,
  ),
  ...[Number.NaN, Infinity, -1, 0.5, 1e18].map(
    (ts) => [`a time of ${ts}`, { ...base, ts, change: pattern('p') }] as const,
  ),
  ...names.map(
    (n) =>
      [`${n} deprecated`, { ...base, change: { kind: 'deprecate-pattern', pattern: n } }] as const,
  ),
  ['a lesson dropped that is not there', { ...base, change: dropOf('a'.repeat(64)) }],
  ['a lesson in capitals', { ...base, change: { kind: 'add-lesson', lesson: 'A'.repeat(64) } }],
  ['a lesson too short', { ...base, change: { kind: 'add-lesson', lesson: 'a'.repeat(63) } }],
  ['a gain that is a loss', { ...base, change: weigh(weights), returns: sound.map((r) => -r) }],
  [
    'a gain that is luck',
    { ...base, change: weigh(weights), returns: sound.map((r) => r - 0.0019) },
  ],
  ['a fall of a fifth', { ...base, change: pattern('p'), returns: [...sound, -0.2] }],
]

function planOf(weight: number): Change {
  const agents = ['trend', 'risk']
  return { kind: 'planner-weights', agents, weights: [0.5, 0.5, weight, 0.5], termUs: dayUs }
}

function withResult(change: Change, result: number): Proposal {
  return { ...base, change, returns: [...sound, result] }
}

function dropOf(lesson: string): Change {
  return { kind: 'deprecate-lesson', lesson }
}

function many<T>(count: number, value: T): readonly T[] {
  return Array.from({ length: count }, () => value)
}

function jitter(by: number): readonly number[] {
  return Array.from({ length: 500 }, (_, i) => 0.01 + (i % 2 === 0 ? by : -by))
}

describe('crafted proposals', () => {
  it('move nothing, in more than 200 forms', () => {
    expect(forms.length).toBeGreaterThanOrEqual(200)
    const group = new MemoryGroup({ privateKeys, start })
    const before = hashState(group.governed.state)
    const accepted: string[] = []
    // Time goes on, as refusals are not agreed upon in floods.
    for (const [i, [name, proposal]] of forms.entries()) {
      const [decision] = group.propose([encodeProposal(proposal)], i * 1_000_000)
      if (decision?.isAccepted === true) accepted.push(name)
    }
    expect(accepted).toEqual([])
    expect(hashState(group.governed.state)).toBe(before)
    expect(group.governed.slot).toBeGreaterThan(40)
  })

  it('are bytes of any kind, and still move nothing', () => {
    const group = new MemoryGroup({ privateKeys, start })
    const before = hashState(group.governed.state)
    const bytes = encodeProposal({ ...base, change: weigh(weights) })
    for (let at = 0; at < bytes.length; at += 1) {
      const oversize = new Uint8Array(50_000 + at)
      for (const each of [bytes.subarray(0, at), oversize, Uint8Array.of(...bytes, at)])
        group.propose([each], at)
    }
    expect(hashState(group.governed.state)).toBe(before)
    expect(group.governed.slot).toBe(1)
  })

  it('would be the sound ones that they were made from', () => {
    const group = new MemoryGroup({ privateKeys, start })
    for (const change of [
      pattern('p'),
      weigh(weights),
      weigh([weightBounds.min, weightBounds.max]),
    ]) {
      const bytes = encodeProposal({ ...base, change })
      expect(decodeProposal(bytes).ok).toBe(true)
      expect(group.propose([bytes], 0)[0]?.isAccepted).toBe(true)
    }
  })
})

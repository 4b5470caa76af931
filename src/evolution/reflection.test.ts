import { describe, expect, it } from 'vitest'
import { Random } from '../base/index.ts'
import { Attribution, SkillBook, SkilledCommittee, VoteLog } from '../committee/index.ts'
import { dayUs, hourUs } from '../domain/index.ts'
import type { Finding, Observed } from './finding.ts'
import { reflect } from './reflection.ts'

type Player = {
  readonly id: string
  /** How often it is right on bar `bar`; nothing when it does not speak. */
  readonly skill: (bar: number) => number | undefined
  readonly claim: number
  /** Says what that one says, whatever its skill. */
  readonly copies?: string
}

const bars = 2_400
const skilled = (id: string): Player => ({ id, skill: () => 0.58, claim: 0.58 })
const healthy = ['ant', 'bee', 'crow', 'dove', 'eel', 'fox'].map(skilled)

/** What the price moves by in an hour, what trading costs, what the price is thought to move by. */
const hourMove = 0.01
type Market = { readonly costPerSide: number; readonly thought?: number }

/** Hours on which each says a side of the next; what is known of them then. */
function played(
  players: readonly Player[],
  seed: number,
  { costPerSide, thought = hourMove }: Market = { costPerSide: 0 },
): Observed {
  const chance = Random.stream(seed, 'reflection')
  const terms = { seed, instruments: 1, costPerSide, regimes: 3, streams: [] }
  const attribution = new Attribution(players.length, terms)
  const book = new SkillBook(players.length, 3)
  const log = new VoteLog({ agents: players.length, rows: bars })
  const horizonsUs = players.map(() => hourUs)
  const seat = { book, horizonsUs, quorum: 1, outcomeWeight: 4, costPerSide, attribution, log }
  const committee = new SkilledCommittee(seat)
  committee.pace = thought / Math.sqrt(hourUs)
  let close = 100
  for (let bar = 1; bar <= bars; bar += 1) {
    committee.onBar(bar * hourUs, close, 1)
    const side = chance.next() < 0.5 ? -1 : 1
    const said = new Map<string, number>()
    for (const [a, { id, skill, claim, copies }] of players.entries()) {
      const draw = chance.next()
      const right = skill(bar)
      const own = right === undefined ? undefined : draw < right ? side : -side
      const says = copies === undefined ? own : said.get(copies)
      if (says !== undefined) said.set(id, says)
      committee.hear(a, says === undefined ? undefined : { exposure: says / 2, confidence: claim })
    }
    committee.decide()
    close *= 1 + hourMove * side
  }
  const agents = players.map(({ id }) => ({ id, horizonUs: hourUs }))
  return { now: bars * hourUs, agents, book, logs: [log], attribution }
}

/** Who has what, of `healthy` and one more. */
function foundBeside(player: Player, seed: number): readonly string[] {
  const seen = played([...healthy, player], seed)
  return reflect(seen).map(({ kind, agent }) => `${kind} ${seen.agents[agent]?.id ?? ''}`)
}

function sentenceOf(findings: readonly Finding[]): string {
  return findings.map(({ sentence }) => sentence).join(' ')
}

describe('looking back on the voices of a desk', () => {
  it('finds nothing where all is well', () => {
    const found = [1, 2, 3, 4, 5, 6, 7, 8].flatMap((seed) => reflect(played(healthy, seed)))
    expect(found).toEqual([])
  })

  it('finds one that votes as another, and proposes to count it least', () => {
    const copy = { id: 'copy', skill: () => 0.58, claim: 0.58, copies: 'bee' }
    const seen = played([...healthy, copy], 11)
    const [finding, ...others] = reflect(seen)
    expect(others).toEqual([])
    expect(finding).toMatchObject({ kind: 'redundancy', agent: 6, proposal: { weight: 0.2 } })
    expect(finding?.numbers).toMatchObject({ other: 1, joint: bars })
    expect(finding?.numbers['correlation']).toBeCloseTo(1, 9)
    expect(finding?.sentence).toContain('copy votes as bee does')
  })

  it('finds one that claims more than comes true', () => {
    const boaster = { id: 'boaster', skill: () => 0.55, claim: 0.9 }
    for (const seed of [21, 22, 23])
      expect(foundBeside(boaster, seed)).toEqual(['overconfidence boaster'])
    const found = reflect(played([...healthy, boaster], 21))
    expect(found[0]?.numbers['claimed']).toBeCloseTo(0.9, 9)
    expect(found[0]?.numbers['came']).toBeLessThan(0.62)
    expect(found[0]?.numbers['brier']).toBeGreaterThan(found[0]?.numbers['brierCalibrated'] ?? 1)
  })

  it('finds one that knew and does not know any more, and since when', () => {
    const skill = (bar: number): number => (bar < 1_400 ? 0.66 : 0.5)
    for (const seed of [31, 32, 33]) {
      const seen = played([...healthy, { id: 'faded', skill, claim: 0.55 }], seed)
      const [finding, ...others] = reflect(seen)
      expect(others).toEqual([])
      expect(finding).toMatchObject({ kind: 'drift', agent: 6 })
      expect(Math.abs((finding?.numbers['sinceTs'] ?? 0) - 1_400 * hourUs)).toBeLessThan(10 * dayUs)
      expect(finding?.numbers['before']).toBeGreaterThan(0.6)
      expect(finding?.numbers['after']).toBeLessThan(0.56)
    }
  })

  it('does not call one drifted that has become better', () => {
    const skill = (bar: number): number => (bar < 1_000 ? 0.5 : 0.66)
    expect(foundBeside({ id: 'learner', skill, claim: 0.55 }, 41)).toEqual([])
  })

  it('tells who never spoke, and who has fallen silent', () => {
    const mute = { id: 'mute', skill: () => undefined, claim: 0.6 }
    const gone = {
      id: 'gone',
      claim: 0.58,
      skill: (bar: number) => (bar < 2_000 ? 0.58 : undefined),
    }
    const seen = played([...healthy, mute, gone], 51)
    const found = reflect(seen)
    expect(found.map(({ kind, agent }) => [kind, agent])).toEqual([
      ['silent', 6],
      ['stale', 7],
    ])
    expect(found.every(({ proposal }) => proposal === undefined)).toBe(true)
    expect(sentenceOf(found)).toContain('gone has not spoken for 16.7 days')
  })

  it('does not call one stale that was as long silent before', () => {
    const skill = (bar: number): number | undefined => (bar % 800 < 400 ? 0.58 : undefined)
    expect(foundBeside({ id: 'seldom', skill, claim: 0.58 }, 61)).toEqual([])
  })

  it('finds nothing to complain of before enough is known', () => {
    const agents = [{ id: 'new', horizonUs: hourUs }]
    const logs = [new VoteLog({ agents: 1, rows: 10 })]
    expect(reflect({ now: dayUs, agents, book: new SkillBook(1, 3), logs })).toEqual([])
  })
})

describe('what trading costs', () => {
  it('is held against those that bring less, where the price was thought to move further', () => {
    const players = [...healthy.slice(0, 3), { id: 'coin', skill: () => 0.51, claim: 0.55 }]
    const dear = reflect(played(players, 71, { costPerSide: 0.01, thought: 1 })).filter(
      ({ kind }) => kind === 'costly',
    )
    expect(dear.length).toBeGreaterThan(0)
    for (const { numbers } of dear) expect(numbers['high']).toBeLessThan(0)
  })
})

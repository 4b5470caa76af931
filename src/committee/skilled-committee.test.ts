import { describe, expect, it } from 'vitest'
import type { Opinion } from '../agents/index.ts'
import { defined, Random } from '../base/index.ts'
import { dayUs, hourUs, minuteUs } from '../domain/index.ts'
import { SkillBook, weightMin } from './skill-book.ts'
import { SkilledCommittee } from './skilled-committee.ts'

/** Says one side of every bar. `skill` is how often that is the side on which the price goes. */
type Player = { readonly skill: number; readonly claim: number; readonly copies?: number }

type Scene = {
  readonly book: SkillBook
  readonly committee: SkilledCommittee
  /** Plays so many bars. @returns What was wished for at each, and where the price went. */
  readonly play: (bars: number) => readonly (readonly [wish: number, move: number])[]
}

/** Everything costs nothing, and an outcome tells as much as four. */
const terms = { quorum: 1, outcomeWeight: 4, costPerSide: 0 }

/** Bars of an hour, of which each player speaks of the next one. */
function scene(players: readonly Player[], seed: number): Scene {
  const voices = players.flatMap((player, of) =>
    Array.from({ length: player.copies ?? 1 }, () => ({ ...player, of })),
  )
  const book = new SkillBook(voices.length, 1)
  const horizonsUs = voices.map(() => hourUs)
  const committee = new SkilledCommittee({ book, horizonsUs, ...terms })
  const chance = Random.stream(seed, 'scene')
  let bar = 0
  let close = 100
  const play = (bars: number): [number, number][] =>
    Array.from({ length: bars }, () => {
      bar += 1
      committee.onBar(bar * hourUs, close, 0)
      const move = chance.next() < 0.5 ? -1 : 1
      const sides = players.map(({ skill }) => (chance.next() < skill ? move : -move))
      for (const [a, { of, claim }] of voices.entries())
        committee.hear(a, { exposure: 0.5 * defined(sides[of], 'side'), confidence: claim })
      committee.decide()
      close += move
      return [committee.exposure, move]
    })
  return { book, committee, play }
}

const noise: readonly Player[] = Array.from({ length: 9 }, () => ({ skill: 0.5, claim: 0.7 }))

describe('a committee that goes by what agents have shown', () => {
  it('asks for nothing of agents that have shown nothing, however sure they are', () => {
    const { committee, book } = scene(noise, 1)
    committee.onBar(minuteUs, 100, 0)
    for (let a = 0; a < noise.length; a += 1)
      committee.hear(a, { exposure: 1, confidence: 0.99, stop: 90 })
    expect(committee.decide()).toBe(true)
    expect(committee).toMatchObject({ exposure: 0, confidence: 0.5, leader: -1 })
    expect([...book.weights].every((weight) => weight === weightMin)).toBe(true)
  })

  it('gives the one who knows the most weight within 800 decisions, and follows it', () => {
    for (const seed of [1, 2, 3]) {
      const { book, play } = scene([{ skill: 0.65, claim: 0.65 }, ...noise], seed)
      play(800)
      const [knows = 0, ...others] = book.weights
      expect(knows).toBeGreaterThan(2 * Math.max(...others))
      const after = play(400)
      const gain = after.reduce((sum, [wish, move]) => sum + wish * move, 0)
      expect(gain).toBeGreaterThan(0)
      const right = after.filter(([wish, move]) => wish * move > 0).length
      const asked = after.filter(([wish]) => wish !== 0).length
      expect(right / asked).toBeGreaterThan(0.57)
    }
  })

  it('leaves weights nearly equal on noise, and asks for nearly nothing', () => {
    let asked = 0
    let bars = 0
    for (const seed of [4, 5, 6, 7]) {
      const { book, play } = scene(noise, seed)
      play(500)
      for (const [wish] of play(1_500)) {
        asked += Math.abs(wish)
        bars += 1
      }
      const raised = [...book.weights].filter((weight) => weight > 2 * weightMin).length
      expect(raised).toBeLessThanOrEqual(1)
    }
    expect(asked / bars).toBeLessThan(0.05)
  })

  it('hears ten copies of one voice as one', () => {
    const alone = scene([{ skill: 0.6, claim: 0.6 }], 8)
    const crowd = scene([{ skill: 0.6, claim: 0.6, copies: 10 }], 8)
    const one = alone.play(600).at(-1)
    const ten = crowd.play(600).at(-1)
    expect(ten?.[0]).toBeCloseTo(one?.[0] ?? Number.NaN, 6)
    expect(crowd.book.correlation.of(0, 9)).toBeCloseTo(1, 9)
    expect(crowd.committee.confidence).toBeCloseTo(alone.committee.confidence, 6)
  })

  it('reads the boastful and the modest by what came of it', () => {
    const players = [
      { skill: 0.6, claim: 0.95 },
      { skill: 0.6, claim: 0.52 },
    ]
    const { book, play } = scene(players, 9)
    play(3_000)
    expect(book.read(0, 0, 0.95)).toBeGreaterThan(0.54)
    expect(book.read(0, 0, 0.95)).toBeLessThan(0.64)
    expect(book.read(1, 0, 0.52)).toBeGreaterThan(0.54)
    expect(book.standing(0)).toMatchObject({ isUnproven: false })
    expect(book.standing(0).brier).toBeLessThan(0.25)
  })

  it('reads nobody backwards: who is always wrong is worth nothing', () => {
    const { book, play } = scene([{ skill: 0.2, claim: 0.8 }], 10)
    const wishes = play(800)
    expect(book.read(0, 0, 0.8)).toBe(0.5)
    expect(wishes.every(([wish]) => wish === 0)).toBe(true)
    expect(book.weights[0]).toBe(weightMin)
  })

  it('lets the heaviest count where only some may, and holds the others to what they say', () => {
    const { book, committee, play } = scene([...noise, { skill: 0.7, claim: 0.7 }], 12)
    committee.voicesMax = 1
    play(1_500)
    const after = play(300)
    const right = after.filter(([wish, move]) => wish * move > 0).length
    expect(right / after.length).toBeGreaterThan(0.6)
    expect(book.standing(noise.length)).toMatchObject({ isUnproven: false })
    expect(book.standing(0).evidence).toBeGreaterThan(100)
  })

  it('goes on the same after it was saved and brought back', () => {
    const players = [{ skill: 0.6, claim: 0.6 }, ...noise]
    const first = scene(players, 11)
    first.play(300)
    const book = new SkillBook(players.length, 1)
    book.load(JSON.parse(JSON.stringify(first.book.save())))
    expect(book.save()).toEqual(first.book.save())
    const horizonsUs = players.map(() => hourUs)
    const again = new SkilledCommittee({ book, horizonsUs, ...terms })
    again.load(JSON.parse(JSON.stringify(first.committee.save())))
    expect(again.save()).toEqual(first.committee.save())
  })
})

describe('voices of several horizons', () => {
  /** Two agents that were right for long: one speaks of the next hour, one of the next day. */
  function two(): { committee: SkilledCommittee; say: (a: Opinion, b: Opinion) => void } {
    const book = new SkillBook(2, 1)
    const horizonsUs = [hourUs, dayUs]
    const committee = new SkilledCommittee({ book, horizonsUs, ...terms, outcomeWeight: 1 })
    for (const agent of [0, 1])
      for (let k = 0; k < 400; k += 1) {
        const settled = { agent, regime: 0, confidence: 0.7, believed: 0.7, weight: 1 }
        book.settle(settled, k % 10 < 7)
      }
    committee.onBar(minuteUs, 100, 0)
    return {
      committee,
      say: (a, b) => {
        committee.hear(0, a)
        committee.hear(1, b)
        committee.decide()
      },
    }
  }

  const up = { exposure: 0.4, confidence: 0.7, stop: 90 }
  const down = { exposure: -0.4, confidence: 0.7, stop: 110 }

  it('are netted: what one takes back of the other is said', () => {
    const { committee, say } = two()
    say(up, up)
    expect(committee).toMatchObject({ conflict: 0, stop: 90 })
    expect(committee.exposure).toBeCloseTo(0.4)
    say(up, down)
    expect(committee.exposure).toBeCloseTo(0)
    expect(committee.conflict).toBeCloseTo(1)
    say({ ...up, exposure: 0.8 }, down)
    expect(committee.exposure).toBeCloseTo(0.2)
    expect(committee.leader).toBe(0)
  })

  it('never come to more than the boldest asked for', () => {
    const { committee, say } = two()
    const chance = Random.stream(3, 'boldest')
    for (let k = 0; k < 500; k += 1) {
      const [a, b] = [2 * chance.next() - 1, 2 * chance.next() - 1]
      say({ exposure: a, confidence: chance.next() }, { exposure: b, confidence: chance.next() })
      expect(Math.abs(committee.exposure)).toBeLessThanOrEqual(Math.max(Math.abs(a), Math.abs(b)))
    }
  })
})

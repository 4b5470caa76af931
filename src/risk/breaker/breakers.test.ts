import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type BreakerMoved, dayUs, micros, scopes, secondUs } from '../../domain/index.ts'
import { breakerDefaults } from './breaker-rules.ts'
import { Breakers, type Trouble } from './breakers.ts'
import { causes } from './cause.ts'

const { restSeconds, quickRestSeconds, restMaxSeconds, probeSeconds } = breakerDefaults
const { halfOpenShare, vpinShare } = breakerDefaults
const start = 1_700_000_000 * secondUs

function made(agents = 3): { breakers: Breakers; moves: BreakerMoved[] } {
  const moves: BreakerMoved[] = []
  const needs = { instruments: 4, agents, rules: breakerDefaults, actor: 'desk' } as const
  return { moves, breakers: new Breakers({ ...needs, onMove: (event) => moves.push(event) }) }
}

function slippage(seconds: number, place: Partial<Trouble> = {}): Trouble {
  const usual = { scope: 'instrument', subject: 1, cause: 'slippage', was: 9, max: 6 } as const
  return { ...usual, ts: start + seconds * secondUs, ...place }
}

function statesOf(moves: readonly BreakerMoved[]): readonly string[] {
  return moves.map(({ state, ts }) => `${(ts - start) / secondUs} ${state}`)
}

describe('Breakers', () => {
  it('open, rest, are half open for a while, and close', () => {
    const { breakers, moves } = made()
    breakers.trip(slippage(0))
    expect(breakers.share(1)).toBe(0)
    for (let s = 1; s <= restSeconds + probeSeconds; s += 1) {
      breakers.tick(start + s * secondUs)
      if (s === restSeconds) expect(breakers.share(1)).toBe(halfOpenShare)
    }
    expect(breakers.share(1)).toBe(1)
    expect(statesOf(moves)).toEqual([
      '0 open',
      `${restSeconds} half-open`,
      `${restSeconds + probeSeconds} closed`,
    ])
    expect(moves[1]).toMatchObject({ cause: 'slippage', was: 9, max: 6, actor: 'desk', subject: 1 })
  })

  it('move by one step at most however late they are asked', () => {
    const { breakers } = made()
    breakers.trip(slippage(0))
    breakers.tick(start + dayUs)
    expect(breakers.state('instrument', 1)).toBe('half-open')
  })

  it('rest twice as long with every trip within a day, up to a bound', () => {
    const { breakers, moves } = made()
    const rests: number[] = []
    let at = 0
    for (let trip = 0; trip < 10; trip += 1) {
      breakers.trip(slippage(at))
      const from = at
      while (breakers.state('instrument', 1) === 'open') breakers.tick(start + ++at * secondUs)
      rests.push(at - from)
    }
    expect(rests.slice(0, 4)).toEqual([1, 2, 4, 8].map((times) => times * restSeconds))
    expect(rests.slice(-3)).toEqual([restMaxSeconds, restMaxSeconds, restMaxSeconds])
    expect(moves).toHaveLength(20)
  })

  it('forget earlier trips after a quiet day', () => {
    const { breakers } = made()
    breakers.trip(slippage(0))
    breakers.tick(start + 1_000 * secondUs)
    breakers.tick(start + 10_000 * secondUs)
    expect(breakers.state('instrument', 1)).toBe('closed')
    const later = 90_000
    breakers.trip(slippage(later))
    breakers.tick(start + (later + restSeconds) * secondUs)
    expect(breakers.state('instrument', 1)).toBe('half-open')
  })

  it('stay open while the trouble goes on, which is one trip', () => {
    const { breakers, moves } = made()
    for (let s = 0; s <= 1_000; s += 10) {
      breakers.trip(slippage(s))
      breakers.tick(start + s * secondUs)
    }
    expect(statesOf(moves)).toEqual(['0 open'])
    breakers.tick(start + (1_000 + restSeconds) * secondUs)
    expect(breakers.state('instrument', 1)).toBe('half-open')
  })

  it('are held open until somebody says that it is over', () => {
    const { breakers } = made()
    const gap = slippage(0, { cause: 'bar-gap' })
    breakers.hold(gap)
    breakers.trip(gap)
    breakers.tick(start + dayUs)
    expect(breakers.share(1)).toBe(0)
    breakers.release(gap, start + dayUs)
    breakers.tick(start + dayUs + quickRestSeconds * secondUs - 1)
    expect(breakers.share(1)).toBe(0)
    breakers.tick(start + dayUs + quickRestSeconds * secondUs)
    expect(breakers.share(1)).toBe(halfOpenShare)
  })

  it('cover what is below them: desk and venue all, an instrument itself', () => {
    for (const scope of ['desk', 'venue'] as const) {
      const { breakers } = made()
      breakers.trip(slippage(0, { scope, subject: 0 }))
      expect([0, 1, 2, 3].map((i) => breakers.share(i))).toEqual([0, 0, 0, 0])
    }
    const { breakers } = made()
    breakers.trip(slippage(0))
    expect([0, 1, 2, 3].map((i) => breakers.share(i))).toEqual([1, 0, 1, 1])
  })

  it('of a strategy hold for what it takes part in', () => {
    const { breakers } = made(40)
    breakers.trip(slippage(0, { scope: 'strategy', subject: 2 }))
    breakers.caution(slippage(0, { scope: 'strategy', subject: 35 }))
    expect(breakers.share(0)).toBe(1)
    expect(breakers.share(0, 0b011)).toBe(1)
    expect(breakers.share(0, 0b111)).toBe(0)
    expect(breakers.share(0, 1 << 31)).toBe(halfOpenShare)
    expect(breakers.share(0, -1)).toBe(0)
  })

  it('let nothing pass for an instrument nobody knows', () => {
    expect(made().breakers.share(4)).toBe(0)
    expect(made().breakers.share(Number.NaN)).toBe(0)
  })

  it('halve and widen by caution, which is no trip and does not end a rest', () => {
    const { breakers, moves } = made()
    const toxic = slippage(0, { cause: 'vpin' })
    breakers.caution(toxic)
    expect([breakers.share(1), breakers.widening(1), breakers.widening(0)]).toEqual([
      vpinShare,
      breakerDefaults.wideningFactor,
      1,
    ])
    breakers.trip(toxic)
    breakers.caution(toxic)
    expect(breakers.share(1)).toBe(0)
    expect(statesOf(moves)).toEqual(['0 half-open', '0 open'])
  })

  it('close at once when a person says so', () => {
    const { breakers, moves } = made()
    breakers.trip(slippage(0))
    breakers.clear(slippage(0), start + secondUs, 'ada')
    breakers.clear(slippage(0), start + secondUs, 'ada')
    expect(breakers.share(1)).toBe(1)
    expect(moves.at(-1)).toMatchObject({ state: 'closed', actor: 'ada' })
    expect(moves).toHaveLength(2)
  })

  it('take over moves as they are, and do not time them', () => {
    const { breakers, moves } = made()
    const event = { kind: 'breaker-moved', scope: 'venue', subject: 0, was: 1, max: 0 } as const
    const told = { ...event, ts: micros(start), cause: 'errors', actor: 'venue' }
    breakers.apply({ ...told, state: 'open' })
    breakers.tick(start + dayUs)
    expect(breakers.share(0)).toBe(0)
    breakers.apply({ ...told, state: 'half-open' })
    expect(breakers.share(0)).toBe(halfOpenShare)
    breakers.apply({ ...told, cause: 'of-a-later-version', state: 'open' })
    expect(breakers.share(0)).toBe(0)
    breakers.apply({ ...told, cause: 'of-a-later-version', state: 'closed' })
    breakers.apply({ ...told, state: 'closed' })
    expect(breakers.share(0)).toBe(1)
    expect(moves).toEqual([])
  })

  it('adopt what was left standing, which then rests anew', () => {
    const left = made()
    left.breakers.trip(slippage(0))
    left.breakers.caution(slippage(0, { subject: 2 }))
    left.breakers.trip(slippage(0, { subject: 3, cause: 'spread' }))
    expect(left.breakers.standing().map(({ actor }) => actor)).toEqual(['desk', 'desk', 'venue'])
    const { breakers } = made()
    const at = start + dayUs
    for (const event of left.breakers.standing()) breakers.adopt(event, at)
    expect([1, 2].map((i) => breakers.share(i))).toEqual([0, halfOpenShare])
    breakers.tick(at + restSeconds * secondUs)
    expect(breakers.share(1)).toBe(halfOpenShare)
    breakers.tick(at + probeSeconds * secondUs)
    expect(breakers.share(2)).toBe(1)
  })

  const steps = fc.array(
    fc.record({
      deed: fc.constantFrom('trip', 'hold', 'release', 'caution', 'clear', 'tick', 'save'),
      scope: fc.constantFrom(...scopes),
      subject: fc.nat(2),
      cause: fc.constantFrom(...causes),
      wait: fc.nat(20_000),
    }),
    { maxLength: 60 },
  )

  it('never pass more than the worst that covers an instrument, saved or not', () => {
    fc.assert(
      fc.property(steps, (script) => {
        const went = made()
        let saved = made()
        let ts = start
        for (const { deed, wait, ...step } of script) {
          ts += wait * secondUs
          const subject = step.scope === 'desk' || step.scope === 'venue' ? 0 : step.subject
          const trouble = { ...step, subject, ts, was: Number.NaN, max: 1 }
          for (const { breakers } of [went, saved]) {
            if (deed === 'tick' || deed === 'save') breakers.tick(ts)
            else if (deed === 'clear' || deed === 'release') breakers[deed](trouble, ts)
            else breakers[deed](trouble)
          }
          if (deed === 'save') {
            const moves = saved.moves
            const json = JSON.parse(JSON.stringify(saved.breakers.save()))
            saved = made()
            saved.breakers.load(json)
            saved.moves.push(...moves)
          }
          for (const i of [0, 1, 2, 3]) {
            const states = [
              went.breakers.state('desk', 0),
              went.breakers.state('venue', 0),
              went.breakers.state('instrument', i),
            ]
            const share = went.breakers.share(i)
            expect(share === 0).toBe(states.includes('open'))
            expect(share === 1).toBe(states.every((state) => state === 'closed'))
            expect(saved.breakers.share(i, 0b10)).toBe(went.breakers.share(i, 0b10))
          }
        }
        expect(saved.moves).toEqual(went.moves)
        expect(saved.breakers.save()).toEqual(went.breakers.save())
      }),
    )
  })

  it('lead from nothing to where they stand by their moves alone', () => {
    fc.assert(
      fc.property(steps, (script) => {
        const { breakers, moves } = made()
        const copy = made().breakers
        let ts = start
        for (const { deed, wait, ...step } of script) {
          ts += wait * secondUs
          const subject = step.scope === 'desk' || step.scope === 'venue' ? 0 : step.subject
          const trouble = { ...step, subject, ts, was: 2, max: 1 }
          if (deed === 'tick' || deed === 'save') breakers.tick(ts)
          else if (deed === 'clear' || deed === 'release') breakers[deed](trouble, ts)
          else breakers[deed](trouble)
          for (const event of moves.splice(0)) copy.apply(event)
          for (const i of [0, 1, 2, 3]) expect(copy.share(i, -1)).toBe(breakers.share(i, -1))
        }
      }),
    )
  })
})

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { WalkedMarket } from '../../../test/simulation/walked-market.ts'
import { defined, Random } from '../../base/index.ts'
import { BarColumns, hourUs, type InstrumentId } from '../../domain/index.ts'
import { isSound, type Opinion } from '../opinion.ts'
import { challengeOf } from './challenge.ts'
import { ConsensusWatch } from './consensus-watch.ts'
import { instigator, instigatorVariants } from './instigator.ts'

const rows = 600

/** Rises until row 300, and falls from there on. */
function turning(drift: number): BarColumns {
  const chance = Random.stream(2, 'turning')
  const bars = new BarColumns(rows)
  let close = 100_000
  for (let row = 0; row < rows; row += 1) {
    const before = close
    const trend = row < 300 ? drift : -drift
    close = Math.round(close * Math.exp(trend + 0.004 * chance.normal()))
    const [top, bottom] = [Math.max(before, close) + 1, Math.min(before, close) - 1]
    bars.push((row + 1) * hourUs, before, top, bottom, close, 1_000)
  }
  return bars
}

type Held = (row: number) => number
type Said = {
  readonly opinions: readonly (Opinion | undefined)[]
  readonly words: readonly string[]
}

/** @param isTold - Whether it is told what was decided, or sees it held. */
function sessionOf(drift: number, held: Held, isTold = false, restartAt = -1): Said {
  const seated = instigator.seat({})
  const agent = defined(seated.ok ? seated.value : undefined, 'instigator')
  const instrument = { id: 'T-USD.SIM' as InstrumentId, tickSize: 0.01, lotSize: 0.01 }
  const market = new WalkedMarket([{ instrument, bars: turning(drift), intervalUs: hourUs }])
  const mindOf = (): ConsensusWatch => {
    const mind = agent.makeMind?.(1)
    return defined(mind instanceof ConsensusWatch ? mind : undefined, 'mind')
  }
  let mind = mindOf()
  let view = market.view(0, agent.features, mind)
  const [opinions, words]: [(Opinion | undefined)[], string[]] = [[], []]
  for (let row = 0; row < rows; row += 1) {
    market.moveTo(row)
    if (row < market.warmup) continue
    if (row === restartAt) {
      const saved = JSON.parse(JSON.stringify(mind.save()))
      mind = mindOf()
      mind.load(saved)
      view = market.view(0, agent.features, mind)
    }
    view.row = row
    view.position = isTold ? 0 : held(row)
    if (isTold) mind.tell(held(row))
    const opinion = agent.opine(view)
    opinions[row] = opinion && { ...opinion }
    words[row] = agent.explain(view)
  }
  return { opinions, words }
}

const rowsOf = ({ opinions }: Said): readonly number[] =>
  opinions.flatMap((each, row) => (each === undefined ? [] : [row]))

describe('an instigator', () => {
  it('speaks against what has gone stale and wrong, and says by which numbers', () => {
    const said = sessionOf(0.002, (row) => (row < 100 ? 0 : 0.2))
    const spoken = rowsOf(said)
    expect(spoken.length).toBeGreaterThan(150)
    expect(Math.min(...spoken)).toBeGreaterThan(300)
    for (const row of spoken) {
      const opinion = defined(said.opinions[row], 'opinion')
      expect(isSound(opinion)).toBe(true)
      expect(opinion.exposure).toBeLessThan(0)
      expect(opinion.exposure).toBeGreaterThanOrEqual(-0.1)
      expect(opinion.confidence).toBeLessThanOrEqual(0.53)
    }
    expect(said.words[spoken[0] ?? 0]).toMatch(
      /^against long: \d+ bars long with 20\.0 % in the mean; the price since -?[\d.]+, lately/,
    )
    expect(said.words[90]).toBe('abstains: nobody leans either way')
    expect(said.words[120]).toBe(
      'abstains: 21 bars long with 20.0 % in the mean, stale from 48 bars on',
    )
  })

  it('leaves a consensus alone that is fresh, or that is right', () => {
    expect(rowsOf(sessionOf(0.002, (row) => (row % 80 < 40 ? 0.2 : -0.2)))).toEqual([])
    const right = sessionOf(0.002, (row) => (row < 300 ? 0.2 : -0.2))
    expect(rowsOf(right).length).toBeLessThan(20)
  })

  it('takes the other side of a short one too', () => {
    const said = sessionOf(-0.002, () => -0.1)
    const late = rowsOf(said).filter((row) => row > 350)
    expect(late.length).toBeGreaterThan(100)
    expect(late.every((row) => (said.opinions[row]?.exposure ?? 0) > 0)).toBe(true)
  })

  it('goes by what it is told was decided, whatever is held, and after a restart', () => {
    const held: Held = (row) => (row < 100 ? 0 : 0.2)
    const seen = sessionOf(0.002, held)
    expect(sessionOf(0.002, held, true)).toEqual(seen)
    expect(sessionOf(0.002, held, false, 420)).toEqual(seen)
    expect(sessionOf(0.002, held, true, 420)).toEqual(seen)
  })

  it('are three that differ', () => {
    const ids = instigatorVariants.map((variant) => {
      const seated = instigator.seat(variant)
      return seated.ok ? seated.value.id : seated.error
    })
    expect(new Set(ids).size).toBe(3)
  })
})

describe('evidence against a consensus', () => {
  const any = fc.double()
  const price = fc.double({ min: 1, max: 1e5, noNaN: true })
  const now = fc.record({
    close: price,
    change: any,
    window: fc.integer({ min: 6, max: 99 }),
    deviation: any,
    rsi: any,
  })

  it('is a number from -3 to 3, whatever is read', () => {
    const lean = fc.record({
      side: fc.constantFrom(-1, 1),
      bars: fc.integer({ min: 1, max: 999 }),
      strength: any,
      close: price,
      deviation: any,
    })
    fc.assert(
      fc.property(lean, now, (of, reading) => {
        for (const value of Object.values(challengeOf(of, reading))) {
          expect(value).toBeGreaterThanOrEqual(-3)
          expect(value).toBeLessThanOrEqual(3)
        }
      }),
    )
  })

  it('is turned round with the side, but for how much the market has changed', () => {
    const reading = { close: 110, change: 4, window: 16, deviation: 0.02, rsi: 65 }
    const of = (side: number) => ({ side, bars: 26, strength: 0.1, close: 100, deviation: 0.01 })
    const short = challengeOf(of(-1), reading)
    expect(short.since).toBeCloseTo(Math.log(1.1) / 0.1, 12)
    expect(short.lately).toBeCloseTo(0.5, 12)
    expect(short.tired).toBe(1)
    expect(short.changed).toBeCloseTo(1, 12)
    const long = challengeOf(of(1), reading)
    expect(long.since + short.since).toBe(0)
    expect(long.changed).toBe(short.changed)
    expect(long.evidence).toBeCloseTo(short.changed / 2 - short.evidence, 12)
  })
})

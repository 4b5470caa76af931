import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { hourUs, type InstrumentId, type Micros, micros, minuteUs } from '../domain/index.ts'
import { Builder } from './builder.ts'
import type { BuilderEvent } from './builder-event.ts'
import type { Consensus } from './rule-of-three.ts'
import { teamSeats } from './team-seats.ts'

const ids = Array.from({ length: 20 }, (_, i) => `C${i}-USD.KRAKEN` as InstrumentId)
const sol = 'SOL-USD.KRAKEN' as InstrumentId

function consensus(instrumentId: InstrumentId, ts: number, isReached = true): Consensus {
  const of = { ts: micros(ts), team: 'swing', instrumentId }
  return isReached
    ? { ...of, isReached, votesFor: 2, confidence: 0.8 }
    : { ...of, isReached, votesFor: 1, confidence: 0.8 }
}

function ask(builder: Builder, id: InstrumentId, ts: number): BuilderEvent {
  return builder.consider(micros(ts), consensus(id, ts))
}

describe('a builder', () => {
  it('deploys one data miner, three analysts and fifteen learners, no two alike', () => {
    const event = ask(new Builder(), sol, 1)
    expect(event).toMatchObject({ kind: 'team-deployed', by: 'swing', isRestored: false })
    const counts = ['data-miner', 'analyst', 'learner'].map(
      (role) => teamSeats.filter((seat) => seat.role === role).length,
    )
    expect(counts).toEqual([1, 3, 15])
    expect(new Set(teamSeats.map(({ role, variant }) => `${role} ${variant}`)).size).toBe(19)
  })

  it('has BTC and ETH from the start, under either name, once', () => {
    const builder = new Builder()
    const known = [...ids, 'XBT-USD.KRAKEN', 'ETH-USD.KRAKEN', 'BTCX-USD.KRAKEN'] as InstrumentId[]
    expect(builder.start(0 as Micros, known)).toHaveLength(2)
    expect(builder.active).toEqual(['XBT-USD.KRAKEN', 'ETH-USD.KRAKEN'])
    expect(builder.start(1 as Micros, known)).toEqual([])
    expect(builder.figures).toMatchObject({ started: 2, deployed: 0, asked: 0, active: 2 })
  })

  it.each([
    ['no-consensus', () => consensus(sol, hourUs, false), 1],
    ['stale-consensus', () => consensus(sol, hourUs - minuteUs - 1), 1],
    ['stale-consensus', () => consensus(sol, hourUs + 1), 1],
    ['data', () => consensus(sol, hourUs), 0.89],
    ['data', () => consensus(sol, hourUs), Number.NaN],
  ] as const)('refuses for %s, and says why', (why, of, quality) => {
    const builder = new Builder()
    const event = builder.consider(micros(hourUs), of(), quality)
    expect(event).toMatchObject({ kind: 'team-refused', why, instrumentId: sol, by: 'swing' })
    expect(event).toHaveProperty('reason')
    expect(builder.figures).toMatchObject({ asked: 1, deployed: 0, refused: { [why]: 1 } })
    expect(builder.isActive(sol)).toBe(false)
  })

  it('has room for fifteen', () => {
    const builder = new Builder()
    const kinds = ids.map((id, i) => ask(builder, id, i + 1).kind)
    expect(kinds.filter((kind) => kind === 'team-deployed')).toHaveLength(15)
    expect(builder.figures).toMatchObject({ active: 15, refused: { capacity: 5 } })
    expect(ask(builder, ids[0] as InstrumentId, 30)).toMatchObject({ why: 'active' })
    builder.release(micros(31), ids[3] as InstrumentId, 'asked for')
    expect(ask(builder, ids[19] as InstrumentId, 32)).toMatchObject({ kind: 'team-deployed' })
  })

  it('lets an hour pass, and wakes what hibernates on a new consensus alone', () => {
    const builder = new Builder()
    ask(builder, sol, 1)
    expect(builder.hibernate(micros(2 * hourUs), sol)).toMatchObject({ kind: 'team-released' })
    expect(builder.hibernate(micros(2 * hourUs), sol)).toBeUndefined()
    const early = ask(builder, sol, 3 * hourUs - 1)
    expect(early).toMatchObject({
      why: 'cool-down',
      reason: 'minutes of cool-down that are left: 1',
    })
    const before = builder.consider(micros(3 * hourUs), consensus(sol, 2 * hourUs))
    expect(before).toMatchObject({ why: 'stale-consensus' })
    expect(ask(builder, sol, 3 * hourUs)).toMatchObject({ kind: 'team-deployed', isRestored: true })
    expect(builder.figures).toMatchObject({ deployed: 2, restored: 1, released: 1, active: 1 })
  })

  it('takes a consensus once', () => {
    const builder = new Builder({ coolDownUs: 0 })
    const once = consensus(sol, 5)
    expect(builder.consider(micros(5), once).kind).toBe('team-deployed')
    builder.release(micros(4), sol, 'asked for')
    expect(builder.consider(micros(6), once)).toMatchObject({ why: 'stale-consensus' })
  })
})

/** What may happen to a builder: minutes that pass, and what is then asked for. */
const step = fc.record({
  minutes: fc.nat({ max: 45 }),
  id: fc.constantFrom(...ids),
  act: fc.constantFrom('reached', 'reached', 'reached', 'not', 'old', 'hibernate', 'restart'),
})

/** Does one step. @returns What came of it, and the builder to go on with. */
function take(
  builder: Builder,
  now: number,
  { act, id }: { readonly act: string; readonly id: InstrumentId },
): { readonly event: BuilderEvent | undefined; readonly next: Builder } {
  if (act === 'restart') {
    const next = new Builder({ capacity: 4 })
    next.load(JSON.parse(JSON.stringify(builder.save())))
    expect(next.save()).toEqual(builder.save())
    return { event: undefined, next }
  }
  if (act === 'hibernate') return { event: builder.hibernate(micros(now), id), next: builder }
  const ts = act === 'old' ? now - hourUs : now
  const event = builder.consider(micros(now), consensus(id, Math.max(0, ts), act !== 'not'))
  return { event, next: builder }
}

it('never breaks its rules, whatever happens, restarts among it', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 120 }), (steps) => {
      let builder = new Builder({ capacity: 4 })
      let now = hourUs
      const moved = new Map<InstrumentId, number>()
      const active = new Set<InstrumentId>()
      for (const each of steps) {
        now += each.minutes * minuteUs
        const { event, next } = take(builder, now, each)
        builder = next
        if (event?.kind === 'team-deployed') {
          expect(each.act).toBe('reached')
          expect(active.has(each.id)).toBe(false)
          expect(now - (moved.get(each.id) ?? 0)).toBeGreaterThanOrEqual(hourUs)
          expect(event.isRestored).toBe(moved.has(each.id))
          active.add(each.id)
        }
        if (event?.kind === 'team-released') active.delete(each.id)
        if (event !== undefined && event.kind !== 'team-refused') moved.set(each.id, now)
        expect(active.size).toBeLessThanOrEqual(4)
        expect(new Set(builder.active)).toEqual(active)
      }
      const { asked, deployed, started, released, refused, ...rest } = builder.figures
      const refusals = Object.values(refused).reduce((sum, count) => sum + count, 0)
      expect(asked).toBe(deployed + refusals)
      expect(rest.active).toBe(started + deployed - released)
    }),
  )
})

import { expect, it } from 'vitest'
import { isPlaced, ToldDesk, toldInstrument, toldStart } from '../../test/simulation/told-desk.ts'
import { defined } from '../base/index.ts'
import {
  type InstrumentId,
  micros,
  minuteUs,
  orderId,
  price,
  type TargetIntent,
} from '../domain/index.ts'
import { wideLimits } from '../risk/index.ts'

const other = { ...toldInstrument, id: 'ETH-USD.SIM' as InstrumentId, base: 'ETH' }

it('takes a stop back that the venue left too small for what is held', () => {
  const scene = new ToldDesk({ amends: true, hasOneExit: true })
  scene.opinion = { exposure: 0.1, confidence: 0.9, stop: 49_000 }
  scene.bar(50_000)
  scene.fill(scene.place())
  const stop = scene.place()
  expect(stop.order.role).toBe('stop')
  scene.opinion = { exposure: 0.15, confidence: 0.9, stop: 49_000 }
  scene.bar(50_000)
  scene.fill(scene.place())
  expect(scene.askedOf(stop)).toEqual(['place', 'amend'])
  scene.answer('amend', { kind: 'refused', reason: 'no', isDuplicate: false })
  const { orderId: id, quantity: lots } = stop.order
  const told = { status: 'open', filled: 0, fills: [], quantity: lots, price: price(0) } as const
  scene.answer('look-up', { kind: 'found', order: told })
  expect(scene.askedOf(stop)).toContain('cancel')
  // Where it stands the venue did not say.
  expect(scene.desk.orders.order(id)?.price).toBe(49_000)
})

const quotes = { bid: 49_900, ask: 50_000, share: 0.1, inventoryMax: 0.1 }

it('quotes only once an entry is gone, which keeps its stop if it fills all the same', () => {
  const scene = new ToldDesk({ limits: { ...wideLimits, isLongOnly: false } })
  scene.opinion = { exposure: 0.1, confidence: 0.9, stop: 49_000 }
  scene.bar(50_000)
  const entry = scene.place()
  scene.opinion = { exposure: 0, confidence: 0.9, quotes }
  scene.bar(50_000)
  expect(scene.asked.map(({ kind }) => kind)).toEqual(['place', 'cancel'])
  scene.fill(entry)
  expect(scene.place().order).toMatchObject({ role: 'stop', price: 49_000 })
})

it('moves a target back that is on its way to where it was wanted before', () => {
  const scene = new ToldDesk({ amends: true })
  const say = (target: number): void => {
    scene.opinion = { exposure: 0.1, confidence: 0.9, target, follows: true }
    scene.bar(50_000)
  }
  say(51_000)
  scene.fill(scene.place())
  const target = scene.place()
  expect(target.order.role).toBe('target')
  for (const at of [51_100, 51_000]) say(at)
  const amended = scene.asked.flatMap((each) => (each.kind === 'amend' ? [each.order.price] : []))
  expect(amended).toEqual([51_100, 51_000])
})

it('takes a leg back whose sibling was stopped before it filled', () => {
  const scene = new ToldDesk({
    instruments: [toldInstrument, other],
    intervalsUs: [minuteUs, minuteUs],
    limits: { ...wideLimits, isLongOnly: false },
  })
  scene.bar(50_000)
  const leg = (at: number, exposure: number, stop: number): TargetIntent => {
    return { kind: 'target', instrument: at, exposure, stop, target: Number.NaN }
  }
  const legs = [leg(0, 0.1, 49_000), leg(1, -0.1, Number.NaN)]
  const intent = { kind: 'leg-set', legs, unwindCostMaxBps: 400, patienceUs: minuteUs } as const
  scene.desk.askLegs({ kind: 'legs-asked', ts: scene.desk.now, actor: 'somebody', intent })
  const [first, second] = scene.asked.filter(isPlaced)
  scene.place()
  scene.fill(defined(first, 'a leg'))
  scene.fill(scene.place())
  expect(scene.desk.risk.lots[0]).toBe(0)
  expect(scene.askedOf(defined(second, 'a leg'))).toEqual(['place', 'cancel'])
  scene.fill(defined(second, 'a leg'))
  expect(scene.place().order).toMatchObject({ instrument: 1, side: 'buy', role: 'exit' })
})

it('offers what is less than the venue takes after waits that double, and more of it at once', () => {
  const scene = new ToldDesk()
  scene.opinion = { exposure: 0.1, confidence: 0.9 }
  scene.bar(50_000)
  scene.fill(scene.place())
  const lots = 2 * (scene.desk.risk.lots[0] ?? 0)
  scene.steps = { tickStep: 1, lotStep: lots, lotsMin: lots }
  scene.opinion = { exposure: 0, confidence: 0.9 }
  const refusedAt = (bars: number): readonly number[] => {
    const at: number[] = []
    for (let bar = 0; bar < bars; bar += 1) {
      const before = scene.asked.length
      scene.bar(50_000)
      if (scene.asked.length > before) {
        at.push(bar)
        scene.answer('look-up', { kind: 'missing' })
      }
    }
    return at
  }
  expect(refusedAt(40)).toEqual([0, 1, 3, 7, 15, 31])
  // A person is not made to wait, nor is the desk that winds down for him.
  scene.desk.toMode('emergency', 'somebody', 'enough', false)
  scene.answer('look-up', { kind: 'missing' })
  expect(refusedAt(4)).toEqual([0, 1, 2, 3])
  scene.desk.toMode('normal', 'somebody', 'enough', false)
  scene.steps = undefined
  scene.opinion = { exposure: 0.2, confidence: 0.9 }
  scene.bar(50_000)
  scene.fill(scene.place())
  scene.opinion = { exposure: 0, confidence: 0.9 }
  scene.bar(50_000)
  expect(scene.place().order).toMatchObject({ role: 'exit', quantity: scene.desk.risk.lots[0] })
})

it('tells of what a fee in coins has realised', () => {
  const scene = new ToldDesk()
  for (const [at, exposure] of [
    [50_000, 0.1],
    [60_000, 0.2],
  ] as const) {
    scene.opinion = { exposure, confidence: 0.9 }
    scene.bar(at)
    scene.fill(scene.place(), toldInstrument.baseFactor * 100n)
  }
  expect(scene.realised).toBeGreaterThan(0n)
  expect(scene.realised).toBe(scene.desk.ledger.positions.realised(0))
})

it('is what its journal makes of it, whatever impossible it hears besides', () => {
  const scene = new ToldDesk()
  const hear = (us: number): void => {
    const ts = micros(toldStart + us)
    scene.desk.onOrderEvent({
      kind: 'order-canceled',
      orderId: orderId(9),
      tsEvent: ts,
      tsInit: ts,
    })
  }
  hear(1_000)
  expect(scene.desk.risk.mode).toBe('pause')
  expect(scene.desk.now).toBe(toldStart + 1_000)
  const { sequence } = scene.journal
  const before = scene.desk.save()
  hear(2_000)
  expect(scene.journal.sequence).toBe(sequence)
  expect(scene.desk.save()).toEqual(before)
})

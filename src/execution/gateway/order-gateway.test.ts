import { describe, expect, it } from 'vitest'
import {
  ambiguous,
  done,
  exit,
  fill,
  found,
  missing,
  nameOf,
  refused,
  Script,
} from '../../../test/simulation/gateway-script.ts'
import { quantity } from '../../domain/index.ts'
import { usualTerms } from './gateway-terms.ts'

const { answerUs, arrivalUs, lookUpUs, quietUs } = usualTerms

describe('an order that is placed', () => {
  it('is accepted when the venue says so, and looked up when nothing is heard for long', () => {
    const scene = Script.with()
    expect(scene.asked).toMatchObject([{ kind: 'place', clientId: nameOf(1) }])
    expect([scene.wait, scene.gateway.unresolved]).toEqual([answerUs, 0])
    scene.answer(done)
    expect([scene.events, scene.wait]).toEqual([['accepted'], quietUs])
    expect(scene.told[0]).toMatchObject({ orderId: 1, tsInit: scene.now, tsEvent: scene.now })
    expect(scene.after(quietUs - 1).kinds).toEqual(['place'])
    expect(scene.after(1).kinds).toEqual(['place', 'look-up'])
    scene.answer(found())
    expect([scene.events, scene.wait]).toEqual([['accepted'], quietUs])
  })

  it('is in doubt without an answer, and rejected once it can never have arrived', () => {
    const scene = Script.with()
    expect(scene.after(answerUs - 1).events).toEqual([])
    scene.after(1)
    expect([scene.events, scene.kinds]).toEqual([['unresolved'], ['place', 'look-up']])
    expect(scene.gateway.unresolved).toBe(1)
    scene.answer(missing)
    expect([scene.events, scene.wait]).toEqual([['unresolved'], lookUpUs])
    scene.after(arrivalUs - answerUs - 1).answer(missing)
    expect([scene.events, scene.wait]).toEqual([['unresolved'], 1])
    scene.after(1).answer(missing)
    expect(scene.told[1]).toMatchObject({ kind: 'order-rejected', reason: 'never arrived' })
    expect([scene.wait, scene.gateway.unresolved]).toEqual([Infinity, 0])
  })

  it('is looked up when the answer leaves a doubt', () => {
    for (const doubt of [ambiguous, { ...refused, isDuplicate: true }]) {
      const scene = Script.with().answer(doubt)
      expect([scene.events, scene.kinds]).toEqual([['unresolved'], ['place', 'look-up']])
      expect(scene.answer(found()).events).toEqual(['unresolved', 'accepted'])
    }
  })

  it('is rejected by a refusal once a look finds no copy of it', () => {
    const scene = Script.with().answer(refused)
    expect([scene.events, scene.kinds]).toEqual([[], ['place', 'look-up']])
    expect(scene.answer(missing).told).toMatchObject([{ kind: 'order-rejected', reason: 'no' }])
    expect(Script.with().answer(refused).answer(found()).events).toEqual(['accepted'])
  })

  it('is given up when the venue has no time, unless it is a way out: that goes later', () => {
    const throttled = { kind: 'throttled', waitUs: 7 } as const
    expect(Script.with().answer(throttled).told).toMatchObject([{ reason: 'throttled' }])
    const out = Script.with(exit).answer(throttled)
    expect([out.events, out.wait]).toEqual([[], 7])
    expect(out.after(7).kinds).toEqual(['place', 'place'])
  })

  it('is sent again if it is a way out that never arrived, unless it is to go', () => {
    const lost = (): Script => Script.with(exit).after(answerUs)
    const again = lost()
      .after(arrivalUs - answerUs)
      .answer(missing)
    expect(again.kinds.at(-1)).toBe('place')
    again.answer(ambiguous, 1)
    expect(again.answer(done).events).toEqual(['unresolved', 'accepted'])
    const gone = lost()
      .cancel()
      .after(arrivalUs - answerUs)
      .answer(missing)
    expect(gone.events).toEqual(['unresolved', 'rejected'])
  })

  it('hears nothing of an earlier sending but that it is there', () => {
    const scene = Script.with(exit).after(arrivalUs).answer(missing)
    expect(scene.kinds).toEqual(['place', 'look-up', 'place'])
    scene.answer(refused, 1)
    expect([scene.events, scene.kinds.length]).toEqual([['unresolved'], 3])
    const other = Script.with(exit).after(arrivalUs).answer(missing).answer(done, 1)
    expect(other.events).toEqual(['unresolved', 'accepted'])
    expect(Script.open().answer(refused, 1).events).toEqual(['accepted'])
  })

  it('that the venue had is asked for until the venue says what became of it', () => {
    const scene = Script.open().after(quietUs).answer(missing)
    expect([scene.events, scene.wait]).toEqual([['accepted'], lookUpUs])
    expect(scene.after(lookUpUs).answer(ambiguous).wait).toBe(2 * lookUpUs)
    scene.after(2 * lookUpUs).answer({ kind: 'throttled', waitUs: 9 })
    expect([scene.wait, scene.after(9).kinds.at(-1)]).toEqual([9, 'look-up'])
    expect(scene.after(answerUs).wait).toBe(4 * lookUpUs)
  })
})

describe('what was filled', () => {
  it('brings an order that was refused back to life, until its rest is gone', () => {
    const scene = Script.with().answer(refused).answer(missing)
    expect([scene.events, scene.wait]).toEqual([['rejected'], Infinity])
    scene.hear(fill('a', 4))
    expect([scene.events, scene.kinds.at(-1)]).toEqual([
      ['rejected', 'accepted', 'filled'],
      'cancel',
    ])
    scene
      .answer(done)
      .after(quietUs)
      .answer(found({ status: 'canceled', filled: 4 }))
    expect([scene.events.at(-1), scene.wait]).toEqual(['canceled', Infinity])
    const whole = Script.with().answer(refused).answer(missing).hear(fill('a', 10))
    expect([whole.events, whole.wait]).toEqual([['rejected', 'accepted', 'filled'], Infinity])
  })

  it('is told once a trade, and the order is over with the last', () => {
    const scene = Script.open().hear(fill('a', 4)).hear(fill('a', 4))
    expect(scene.told[1]).toMatchObject({ fill: 1, quantity: 4, tsEvent: 3, tsInit: scene.now })
    expect(scene.hear(fill('b', 6)).events).toEqual(['accepted', 'filled', 'filled'])
    expect([scene.wait, scene.told[2]]).toMatchObject([Infinity, { fill: 2 }])
    expect(scene.hear(fill('c', 1)).events).toHaveLength(4)
    expect(scene.hear('canceled').kinds).toEqual(['place'])
  })

  it('less than the venue takes is cut off, and the rest is canceled', () => {
    const steps = () => ({ tickStep: 1, lotStep: 4, lotsMin: 4 })
    const scene = Script.open({}, { steps })
    expect(scene.asked).toMatchObject([{ order: { quantity: 8 } }])
    expect(scene.hear(fill('a', 8)).events).toEqual(['accepted', 'filled', 'canceled'])
    const little = Script.with({ quantity: quantity(3) }, { steps })
    expect(little.kinds).toEqual(['look-up'])
    expect(little.answer(missing).told).toMatchObject([{ reason: 'less than the venue takes' }])
  })

  it.each([
    ['canceled', 'canceled'],
    ['filled', 'canceled'],
    ['expired', 'expired'],
    ['rejected', 'rejected'],
  ] as const)('is asked for before an order that is %s is over', (status, kind) => {
    const scene = Script.open().hear(status)
    expect([scene.events, scene.kinds]).toEqual([['accepted'], ['place', 'look-up']])
    scene.answer(found({ status, filled: 4, fills: [fill('a', 1)] }))
    expect([scene.events, scene.wait]).toEqual([['accepted', 'filled'], lookUpUs])
    scene.after(lookUpUs).answer(found({ status, filled: 4, fills: [fill('a', 1), fill('b', 3)] }))
    expect(scene.events).toEqual(['accepted', 'filled', 'filled', kind])
    expect([scene.wait, scene.gateway.unresolved]).toEqual([Infinity, 0])
  })

  it('may come before the order is accepted', () => {
    const scene = Script.with().hear(fill('a', 10)).answer(done)
    expect(scene.events).toEqual(['filled'])
    expect(Script.with().hear('open').hear('open').events).toEqual(['accepted'])
    expect(Script.with().hear('open', nameOf(2)).events).toEqual([])
  })
})

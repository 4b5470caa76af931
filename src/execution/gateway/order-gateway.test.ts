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
import { micros, price, quantity } from '../../domain/index.ts'
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

  it('is in doubt once, however often it is sent', () => {
    const scene = Script.with(exit).after(arrivalUs).answer(missing).answer(ambiguous)
    expect([scene.events, scene.kinds]).toEqual([
      ...[['unresolved'], ['place', 'look-up', 'place', 'look-up']],
    ])
  })

  it('takes an answer to another question for none', () => {
    const scene = Script.with().answer(missing)
    expect([scene.events, scene.kinds, scene.wait]).toEqual([[], ['place'], answerUs])
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

  it('to the last lot, as a look tells, leaves nothing to be canceled', () => {
    const whole = found({ status: 'filled', filled: 10, fills: [fill('a', 10)] })
    expect(Script.open().after(quietUs).answer(whole).events).toEqual(['accepted', 'filled'])
  })

  it('after an order was over is told, and ends it no second time', () => {
    const steps = () => ({ tickStep: 1, lotStep: 4, lotsMin: 4 })
    const scene = Script.open({}, { steps }).hear('canceled')
    scene
      .answer(found({ status: 'canceled' }))
      .hear(fill('a', 8))
      .hear('open')
    expect(scene.events).toEqual(['accepted', 'canceled', 'filled'])
    expect(scene.kinds).toEqual(['place', 'look-up'])
  })

  it('may come before the order is accepted', () => {
    const scene = Script.with().hear(fill('a', 10)).answer(done)
    expect(scene.events).toEqual(['filled'])
    expect(Script.with().hear('open').hear('open').events).toEqual(['accepted'])
    expect(Script.with().hear('open', nameOf(2)).events).toEqual([])
  })
})

describe('a rejection by the venue', () => {
  it('has the venue’s reason, as far as it gave one', () => {
    const rejected = found({ status: 'rejected' })
    const told = [Script.open().hear('rejected'), Script.with().answer(refused)].map((scene) =>
      scene.answer(rejected).told.at(-1),
    )
    expect(told).toMatchObject([{ reason: 'rejected by the venue' }, { reason: 'no' }])
  })

  it('is told once, whoever else was asked meanwhile', () => {
    const scene = Script.with().after(answerUs)
    scene.gateway.doubtAll(micros(scene.now))
    scene.now += arrivalUs
    scene.answer(missing, 2).answer(missing, 3)
    expect(scene.events).toEqual(['unresolved', 'rejected'])
  })

  it('is nothing to an answer that came late, unless that says the order is there', () => {
    const over = (scene: Script): Script =>
      scene.hear('rejected').answer(found({ status: 'rejected' }))
    const canceled = over(Script.open().cancel())
    expect(canceled.answer(done, 2).events).toEqual(['accepted', 'rejected'])
    const changed = over(Script.open().amend(8, 99))
    expect(changed.answer(done, 2).events.slice(0, 3)).toEqual([
      ...['accepted', 'rejected', 'accepted'],
    ])
  })
})

describe('time', () => {
  const seven = (scene: Script): Script => {
    scene.now += 7
    return scene
  }
  const submitted = (scene: Script): Script => {
    scene.submit()
    return scene
  }
  const doubted = (scene: Script): Script => {
    scene.gateway.doubtAll(micros(scene.now))
    return scene
  }

  it.each([
    ['is sent', () => submitted(seven(new Script().live())), answerUs],
    ['is answered', () => seven(Script.with()).answer(done), quietUs],
    ['is heard of', () => seven(Script.with()).hear('open'), quietUs],
    ['is to go', () => seven(Script.open()).cancel(), answerUs],
    ['is to be changed', () => seven(Script.open()).amend(8, 99), answerUs],
    ['is in doubt', () => doubted(seven(Script.open())), answerUs],
  ])('counts from when an order %s', (_what, scene, us) => {
    expect(scene().wait).toBe(us)
  })

  it('does not run until the gateway is live, whatever is heard', () => {
    const scene = submitted(new Script()).hear('open')
    expect([scene.events, scene.wait]).toEqual([['accepted'], Infinity])
  })
})

describe('an order that ends while the desk is being told of it', () => {
  /** The desk hears that it is `kind`, and at once that all of it has filled. */
  const ending = (kind: string): Script => {
    const scene = new Script()
    scene.gateway.connect({
      onOrderEvent: (event) => {
        scene.told.push(event)
        if (event.kind === kind) scene.hear(fill('a', 10))
      },
    })
    scene.live().submit()
    return scene
  }

  it('is asked after no more', () => {
    const scene = ending('order-unresolved').answer(ambiguous)
    expect([scene.events, scene.kinds]).toEqual([['unresolved', 'filled'], ['place']])
  })

  it('is changed no more', () => {
    const scene = ending('order-accepted').amend(8, 99).answer(ambiguous)
    scene.answer(found({ quantity: quantity(8), price: price(99) }))
    expect(scene.events).toEqual(['unresolved', 'accepted', 'filled'])
  })
})

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
import { micros, orderId, price, quantity } from '../../domain/index.ts'
import { usualTerms } from './gateway-terms.ts'

const { answerUs, arrivalUs, lifeUs, lookUpUs, quietUs } = usualTerms
const replacing = { isReplacing: true }
const stands = (lots: number, ticks: number) => ({ quantity: quantity(lots), price: price(ticks) })

describe('an order that is to go', () => {
  it('is canceled once the venue has it, and only once', () => {
    const script = Script.with().cancel()
    expect(script.kinds).toEqual(['place'])
    expect(script.answer(done).kinds).toEqual(['place', 'cancel'])
    expect(script.cancel().kinds).toEqual(['place', 'cancel'])
    expect(script.asked[1]).toMatchObject({ clientId: nameOf(1), instrument: 0 })
    script.answer(done)
    expect([script.events, script.kinds]).toEqual([['accepted'], ['place', 'cancel', 'look-up']])
    expect(script.answer(found({ status: 'canceled' })).events).toEqual(['accepted', 'canceled'])
    expect(script.cancel().kinds).toHaveLength(3)
  })

  it('is asked for again when the venue had no time, or is found open', () => {
    const script = Script.open().cancel().answer({ kind: 'throttled', waitUs: 7 })
    expect([script.wait, script.after(7).kinds.at(-1)]).toEqual([7, 'cancel'])
    script.answer(refused)
    expect(script.answer(found()).kinds).toEqual([
      ...['place', 'cancel', 'cancel', 'look-up', 'cancel'],
    ])
    expect(script.after(answerUs).wait).toBe(lookUpUs)
  })

  it('is looked up as one that may hold up what follows, if it is a way out', () => {
    const [out, entry] = [exit, {}].map((over) => Script.open(over).cancel().answer(done))
    expect(out?.asked.at(-1)).toMatchObject({ kind: 'look-up', isForExit: true })
    expect(entry?.asked.at(-1)).not.toHaveProperty('isForExit')
  })
})

describe('an order that is to be changed', () => {
  it('is changed once the venue has it', () => {
    const script = Script.with().amend(8, 99)
    expect(script.kinds).toEqual(['place'])
    script.answer(done)
    const change = { kind: 'amend', clientId: nameOf(1), next: nameOf(1), order: stands(8, 99) }
    expect(script.asked[1]).toMatchObject(change)
    expect(script.answer(done).told[1]).toMatchObject({ kind: 'order-amended', ...stands(8, 99) })
    expect(script.wait).toBe(quietUs)
  })

  it('keeps what the venue says when it refuses, after a look', () => {
    const script = Script.open().amend(8, 99).answer(refused)
    expect([script.events, script.kinds.at(-1)]).toEqual([['accepted'], 'look-up'])
    const kept = { kind: 'order-amend-rejected', reason: 'no', ...stands(10, 100) }
    expect(script.answer(found(stands(10, 100))).told[1]).toMatchObject(kept)
    const other = Script.open()
      .amend(8, 99)
      .answer(refused)
      .answer(found(stands(8, 99)))
    expect(other.events).toEqual(['accepted', 'amended'])
  })

  it('is looked up when the answer leaves a doubt, and asked again when it stands unchanged', () => {
    const script = Script.open().amend(8, 99).answer(ambiguous)
    expect([script.events, script.wait]).toEqual([['accepted'], lookUpUs])
    script.after(lookUpUs).answer(found(stands(10, 100)))
    expect(script.kinds).toEqual(['place', 'amend', 'look-up', 'amend'])
    const late = Script.open().amend(8, 99).answer({ kind: 'throttled', waitUs: 7 })
    expect([late.wait, late.after(7).kinds.at(-1)]).toEqual([7, 'amend'])
  })

  it('goes by the last change that was asked for', () => {
    const script = Script.open().amend(8, 99).amend(7, 98)
    expect(script.kinds).toEqual(['place', 'amend', 'amend'])
    expect(script.answer(done, 2).events).toEqual(['accepted'])
    expect(script.answer(done, 3).told[1]).toMatchObject({ ...stands(7, 98) })
    expect(script.answer(done, 3).events).toEqual(['accepted', 'amended'])
  })

  it('is not changed while it is to go, nor when it is over', () => {
    expect(Script.open().cancel().amend(8, 99).kinds).toEqual(['place', 'cancel'])
    const over = Script.open().hear(fill('a', 10))
    expect(over.amend(8, 99).kinds).toEqual(['place'])
    const going = Script.open().amend(8, 99).cancel()
    expect(going.kinds).toEqual(['place', 'amend', 'cancel'])
    expect(going.answer(done, 2).events).toEqual(['accepted', 'amended'])
  })

  it('is looked up after its cancel, whose answer is none to the change', () => {
    const script = Script.open().amend(8, 99).cancel().answer(done)
    expect([script.events, script.kinds.at(-1)]).toEqual([['accepted'], 'look-up'])
  })

  it('may be filled by now at its smaller size: one look tells', () => {
    const script = Script.open().amend(4, 100).hear(fill('a', 4))
    expect([script.events, script.kinds.at(-1)]).toEqual([['accepted', 'filled'], 'look-up'])
    const told = { status: 'filled', filled: 4, ...stands(4, 100) } as const
    expect(script.answer(found(told)).events).toEqual(['accepted', 'filled', 'canceled'])
  })

  it('is looked up once for all fills that are told while nobody knows its size', () => {
    const fills = ['a', 'b', 'c', 'd', 'e', 'f'].map((trade) => fill(trade, 1))
    const heard = Script.open().amend(2, 100)
    for (const each of fills.slice(0, 4)) heard.hear(each)
    expect(heard.kinds).toEqual(['place', 'amend', 'look-up'])
    const told = found({ filled: 2, fills: fills.slice(0, 2), ...stands(10, 100) })
    expect(heard.answer(told).kinds).toEqual(['place', 'amend', 'look-up', 'amend'])
    const lost = Script.open().amend(2, 100).answer(ambiguous).after(lookUpUs)
    lost.answer(found({ filled: 6, fills, ...stands(10, 100) }))
    expect(lost.kinds).toEqual(['place', 'amend', 'look-up', 'amend'])
  })

  it('is looked up again soon when a look is older than what was heard', () => {
    const script = Script.open().amend(4, 100).answer(done).hear(fill('a', 4))
    const old = found(stands(4, 100))
    expect([script.kinds.at(-1), script.answer(old).wait]).toEqual(['look-up', lookUpUs])
    expect(script.after(lookUpUs).answer(old).wait).toBe(2 * lookUpUs)
  })

  it('is changed under a new name where changes replace, one at a time', () => {
    const script = Script.open({}, replacing).amend(8, 99).amend(7, 98)
    expect(script.kinds).toEqual(['place', 'amend'])
    expect(script.asked[1]).toMatchObject({ clientId: nameOf(1), next: nameOf(1, 1) })
    expect(script.hear('canceled').kinds).toHaveLength(2)
    script.answer(done)
    expect(script.asked[2]).toMatchObject({ clientId: nameOf(1, 1), next: nameOf(1, 2) })
    expect(script.events).toEqual(['accepted'])
    expect(script.hear('open', nameOf(1, 2)).told[1]).toMatchObject(stands(7, 98))
    expect(script.hear('canceled', nameOf(1, 1)).kinds).toHaveLength(3)
    expect(script.hear('canceled', nameOf(1, 2)).kinds).toHaveLength(3)
    expect(script.answer(done).after(answerUs).after(lookUpUs).kinds.at(-1)).toBe('look-up')
    const told = { status: 'canceled', name: nameOf(1, 2) } as const
    expect(script.answer(found(told)).events).toEqual(['accepted', 'amended', 'canceled'])
  })

  it('is as it is to be once a look finds it under the new name', () => {
    const script = Script.open({}, replacing).amend(8, 99).answer(ambiguous).after(lookUpUs)
    script.answer(found({ name: nameOf(1, 1) }))
    expect([script.events, script.kinds.at(-1)]).toEqual([['accepted', 'amended'], 'look-up'])
  })

  it('waits for the answer to its change, when an earlier look finds it open', () => {
    const script = Script.open({}, replacing).after(quietUs).amend(8, 99)
    expect(script.answer(found({ name: nameOf(1) }), 2).wait).toBe(answerUs)
  })

  it('is not over by what became of a name that was replaced', () => {
    const script = Script.open({}, replacing).after(quietUs).amend(8, 99)
    script.answer(found({ status: 'canceled', name: nameOf(1) }), 2)
    expect([script.events, script.kinds.at(-1)]).toEqual([['accepted'], 'amend'])
    script.after(lookUpUs).answer(found({ status: 'open', name: nameOf(1) }))
    expect(script.events).toEqual(['accepted'])
  })
})

describe('an order that was given up', () => {
  const lost = (): Script => Script.with().after(arrivalUs).answer(missing)

  it('goes when it turns up after all', () => {
    for (const turnsUp of [
      (script: Script) => script.hear('open'),
      (script: Script) => script.hear(fill('a', 4)),
      (script: Script) => script.answer(done, 1),
    ]) {
      const script = lost()
      expect(script.events).toEqual(['unresolved', 'rejected'])
      turnsUp(script)
      expect(script.events.slice(0, 3)).toEqual(['unresolved', 'rejected', 'accepted'])
      expect(script.kinds.at(-1)).toBe('cancel')
    }
    expect(lost().answer(missing, 1).events).toEqual(['unresolved', 'rejected'])
    expect(lost().answer(refused, 1).events).toEqual(['unresolved', 'rejected'])
    const looked = Script.with().after(arrivalUs)
    looked.gateway.doubtAll(micros(looked.now))
    looked.answer(missing)
    expect(looked.answer(found(), 2).events).toEqual(['unresolved', 'rejected', 'accepted'])
  })

  it('is looked up too when news may have been missed', () => {
    const script = lost()
    script.gateway.doubtAll(micros(script.now))
    expect(script.kinds).toEqual(['place', 'look-up', 'look-up'])
    const open = Script.open()
    open.gateway.doubtAll(micros(open.now))
    expect(open.kinds).toEqual(['place', 'look-up'])
  })
})

describe('after a restart', () => {
  const fact = { orderId: orderId(1), tsEvent: micros(1), tsInit: micros(1) }
  type Recalled = 'order-accepted' | 'order-rejected' | 'order-unresolved'
  const recalled = (kind: Recalled, isToGo = true): Script => {
    const script = new Script()
    script.submit()
    script.gateway.recall({ kind, ...fact, reason: 'no' })
    if (isToGo) script.cancel()
    script.amend(8, 99)
    script.gateway.doubtAll(micros(script.now))
    expect([script.asked, script.gateway.nextTs]).toEqual([[], Infinity])
    return script.live()
  }

  it('nothing is sent anew; what was out is looked up, and what was given up', () => {
    for (const kind of ['order-accepted', 'order-unresolved', 'order-rejected'] as const)
      for (const script of [recalled(kind), recalled(kind, false)])
        expect([script.kinds, script.events]).toEqual([['look-up'], []])
    const sent = new Script()
    sent.submit()
    expect([sent.live().kinds, sent.events]).toEqual([['look-up'], ['unresolved']])
  })

  it('what the former process sent arrives within the life of a request, or never', () => {
    const script = new Script()
    script.submit()
    script.live().answer(missing)
    expect(script.events).toEqual(['unresolved'])
    script.after(lifeUs - 1).answer(missing)
    expect(script.events).toEqual(['unresolved'])
    expect(script.after(1).answer(missing).events).toEqual(['unresolved', 'rejected'])
  })
})

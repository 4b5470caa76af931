import { describe, expect, it } from 'vitest'
import {
  attemptMax,
  clientOrderId,
  micros,
  type OrderIntent,
  orderId,
  price,
  quantity,
} from '../../domain/index.ts'
import { usualTerms } from './gateway-terms.ts'
import { SentOrder } from './sent-order.ts'
import { settleAnswer, settleChange } from './settle-change.ts'

const nameOf = (attempt: number): string => clientOrderId(7n, orderId(3), attempt)

function sentOf(over: Partial<OrderIntent> = {}, isReplaced = false): SentOrder {
  const order: OrderIntent = {
    orderId: orderId(3),
    instrument: 2,
    side: 'buy',
    type: 'limit',
    role: 'entry',
    quantity: quantity(10),
    price: price(100),
    arrival: price(100),
    isReduceOnly: false,
    ts: micros(5),
    ...over,
  }
  return new SentOrder(order, nameOf(0), isReplaced)
}

const standing = (lots: number, ticks: number) => ({
  quantity: quantity(lots),
  price: price(ticks),
})
const fill = (trade: string, lots: number) => ({ trade, quantity: quantity(lots) })

describe('an order that was sent', () => {
  it('is filled once all that was sent of it is, each trade once', () => {
    const sent = sentOf()
    expect(sent.note(fill('a', 4))).toBe(true)
    expect(sent.note(fill('a', 4))).toBe(false)
    expect([sent.filled, sent.fills, sent.isFilled, sent.mayBeFilled]).toEqual([4, 1, false, false])
    expect(sent.note(fill('b', 6))).toBe(true)
    expect([sent.filled, sent.fills, sent.isFilled, sent.mayBeFilled]).toEqual([10, 2, true, true])
  })

  it('may be filled at the smallest size it ever was, and is at the largest', () => {
    const sent = sentOf()
    sent.amend(standing(6, 101))
    sent.note(fill('a', 5))
    expect([sent.mayBeFilled, sent.isFilled]).toEqual([false, false])
    sent.note(fill('b', 1))
    expect([sent.mayBeFilled, sent.isFilled]).toEqual([true, false])
    sent.amend(standing(12, 101))
    sent.note(fill('c', 5))
    expect(sent.isFilled).toBe(false)
    sent.note(fill('d', 1))
    expect([sent.lotsMax, sent.isFilled]).toEqual([12, true])
  })

  it('keeps its name through changes and was not given up, unless it is said', () => {
    const { names, isPresumed } = new SentOrder(sentOf().order, nameOf(0))
    expect([names.isReplaced, isPresumed]).toEqual([false, false])
  })

  it('is unheard of while sent or unknown, and over at the end', () => {
    const sent = sentOf()
    const states = (['sent', 'unknown', 'open', 'over'] as const).map((stage) => {
      sent.stage = stage
      return [sent.isUnheard, sent.isOver]
    })
    expect(states).toEqual([
      ...[
        [true, false],
        [true, false],
      ],
      ...[
        [false, false],
        [false, true],
      ],
    ])
  })

  it('is busy while a change that is still wanted is asked for', () => {
    const [kept, replaced] = [sentOf(), sentOf({}, true)]
    for (const sent of [kept, replaced]) {
      expect(sent.isBusy).toBe(false)
      sent.doing = 'amend'
      expect(sent.isBusy).toBe(false)
      sent.isWaiting = true
      expect(sent.isBusy).toBe(true)
    }
    expect([kept.isBeingReplaced, replaced.isBeingReplaced]).toEqual([false, true])
    expect([kept.isToldBy(nameOf(0)), replaced.isToldBy(nameOf(0))]).toEqual([false, true])
    expect(replaced.isToldBy(nameOf(1))).toBe(false)
    replaced.wantsCancel = true
    expect([replaced.isBusy, replaced.isToldBy(nameOf(0))]).toEqual([false, false])
    replaced.amend(standing(10, 101))
    replaced.stand(nameOf(1))
    expect(replaced.isToldBy(nameOf(0))).toBe(true)
    kept.doing = 'look-up'
    expect(kept.isBusy).toBe(false)
  })

  it('is to change until the venue has it so or has refused', () => {
    const sent = sentOf()
    expect(sent.isToChange).toBe(false)
    sent.amend(standing(8, 99))
    expect(sent.isToChange).toBe(true)
    sent.amendRefusal = 'no'
    expect(sent.isToChange).toBe(false)
    sent.amend(standing(7, 99))
    expect(sent.isToChange).toBe(true)
    sent.take()
    expect([sent.isToChange, sent.fitted.quantity, sent.fitted.price]).toEqual([false, 7, 99])
  })

  it('is found anew under a later name, which makes a refusal nothing', () => {
    const sent = sentOf({}, true)
    sent.amend(standing(8, 99))
    sent.amendRefusal = 'no'
    sent.stand(nameOf(0))
    expect(sent.amendRefusal).toBe('no')
    sent.stand(nameOf(1))
    expect(sent.amendRefusal).toBe('')
  })

  it('is kept as the venue has it; price 0 says nothing', () => {
    const sent = sentOf()
    sent.amend(standing(20, 99))
    sent.keep(standing(30, 0))
    expect(sent.order).toMatchObject({ quantity: 30, price: 100 })
    expect([sent.fitted, sent.lotsMax, sent.isToChange]).toEqual([sent.order, 30, false])
    sent.keep(standing(5, 98))
    expect([sent.order.quantity, sent.order.price, sent.lotsMax]).toEqual([5, 98, 30])
  })

  it('is as a venue says if size and price are, or by its name where it is replaced', () => {
    const sent = sentOf()
    expect(sent.isAs(standing(10, 100))).toBe(true)
    expect(sent.isAs(standing(10, 0))).toBe(true)
    expect(sent.isAs(standing(9, 100))).toBe(false)
    expect(sent.isAs(standing(10, 99))).toBe(false)
    sent.amend(standing(9, 99))
    expect([sent.isAs(standing(9, 99)), sent.isAs(standing(10, 100))]).toEqual([true, false])
    const replaced = sentOf({}, true)
    expect(replaced.isAs(standing(1, 1))).toBe(true)
    replaced.amend(standing(9, 99))
    expect(replaced.isAs(standing(9, 99))).toBe(false)
  })
})

describe('what is asked', () => {
  it('is cut to what the venue takes, or not asked when nothing is left', () => {
    const steps = { tickStep: 10, lotStep: 4, lotsMin: 4 }
    const [sent, little] = [sentOf({ price: price(105) }), sentOf({ quantity: quantity(3) })]
    expect([sent.fit('place', steps), little.fit('place', steps)]).toEqual([true, false])
    expect([sent.fitted.quantity, sent.fitted.price, sent.change]).toEqual([8, 100, undefined])
    expect([little.refusal, little.amendRefusal]).toEqual(['less than the venue takes', ''])
    const other = sentOf({ quantity: quantity(3) })
    for (const doing of ['look-up', 'cancel'] as const)
      expect([other.fit(doing, steps), other.refusal]).toEqual([true, ''])
    expect(other.fit('amend', steps)).toBe(false)
    expect([other.refusal, other.amendRefusal]).toEqual(['', 'less than the venue takes'])
    other.amend(standing(9, 119))
    expect(other.fit('amend', steps)).toBe(true)
    expect([other.change?.quantity, other.change?.price, other.fitted.quantity]).toEqual([
      ...[8, 110, 3],
    ])
    expect(other.fit('place', undefined)).toBe(true)
    expect(other.fitted).toBe(other.order)
  })

  it('is no change once its names are spent', () => {
    const sent = sentOf({}, true)
    for (let change = 0; change < attemptMax; change += 1) sent.amend(standing(8, 99))
    expect(sent.fit('amend', undefined)).toBe(true)
    sent.amend(standing(8, 98))
    expect(sent.fit('amend', undefined)).toBe(false)
    expect(sent.amendRefusal).toBe('changed too often')
    expect(sent.fit('place', undefined)).toBe(true)
  })

  it('says which order, under which name', () => {
    const sent = sentOf({ isReduceOnly: true }, true)
    expect(sent.request()).toEqual({ kind: 'place', clientId: nameOf(0), order: sent.fitted })
    sent.amend(standing(8, 99))
    sent.doing = 'amend'
    const asked = { clientId: nameOf(0), next: nameOf(1), order: sent.order }
    expect(sent.request()).toEqual({ kind: 'amend', ...asked })
    sent.doing = 'cancel'
    expect(sent.request()).toEqual({ kind: 'cancel', clientId: nameOf(0), instrument: 2 })
    sent.doing = 'look-up'
    const lookUp = { kind: 'look-up', names: [nameOf(0), nameOf(1)], instrument: 2 }
    expect(sent.request()).toEqual(lookUp)
    sent.wantsCancel = true
    expect(sent.request()).toEqual({ ...lookUp, isForExit: true })
    const entry = sentOf()
    entry.doing = 'look-up'
    entry.wantsCancel = true
    expect(entry.request()).toEqual({ ...lookUp, names: [nameOf(0)] })
    entry.doing = 'amend'
    expect(entry.request()).toMatchObject({ next: nameOf(0), order: entry.fitted })
  })

  it('is asked again later and later, and as soon as it is sure never to have arrived', () => {
    const sent = sentOf({ ts: micros(0) })
    const { arrivalUs } = usualTerms
    const due = (now: number): number => {
      sent.lookLater(micros(now), usualTerms)
      return sent.dueTs - now
    }
    expect([due(0), due(0), due(0), due(0)]).toEqual([500_000, 1_000_000, 2_000_000, 4_000_000])
    expect([due(0), due(0)]).toEqual([8_000_000, 8_000_000])
    expect([sent.doing, sent.isWaiting]).toEqual(['look-up', false])
    expect(due(arrivalUs - 1)).toBe(1)
    expect(due(arrivalUs)).toBe(8_000_000)
    for (let i = 0; i < 40; i += 1) expect(due(arrivalUs)).toBe(8_000_000)
    expect(sent.looks).toBe(20)
  })
})

describe('a change', () => {
  it('is done once the venue says size and price, or that the next name is there', () => {
    const sent = sentOf()
    sent.amend(standing(8, 99))
    expect(settleChange(sent, undefined)).toBeUndefined()
    expect(settleChange(sent, standing(10, 100))).toBeUndefined()
    const amended = { kind: 'order-amended', quantity: 8, price: 99 }
    expect(settleChange(sent, standing(8, 99))).toEqual(amended)
    expect(settleChange(sent, standing(8, 99))).toBeUndefined()
    const replaced = sentOf({}, true)
    expect(settleChange(replaced, undefined)).toBeUndefined()
    replaced.amend(standing(8, 99))
    expect(settleChange(replaced, undefined)).toBeUndefined()
    replaced.stand(nameOf(1))
    expect(settleChange(replaced, undefined)).toEqual(amended)
  })

  it('that was refused leaves the order as the venue has it', () => {
    const sent = sentOf()
    sent.amend(standing(8, 99))
    sent.amendRefusal = 'too late'
    const kept = settleChange(sent, standing(9, 98))
    expect(kept).toEqual({
      ...{ kind: 'order-amend-rejected', quantity: 9, price: 98, reason: 'too late' },
    })
    sent.amend(standing(8, 99))
    sent.amendRefusal = 'too late'
    expect(settleChange(sent, standing(0, 0))).toMatchObject({ quantity: 9, price: 98 })
  })

  it('that came late is undone: an order that is something else is changed again', () => {
    const sent = sentOf()
    expect(settleChange(sent, standing(7, 97))).toBeUndefined()
    expect(sent.isToChange).toBe(false)
    sent.amend(standing(8, 99))
    settleChange(sent, standing(8, 99))
    for (const same of [standing(0, 0), standing(8, 99)]) {
      settleChange(sent, same)
      expect(sent.isToChange).toBe(false)
    }
    settleChange(sent, standing(10, 100))
    expect(sent.change).toMatchObject({ quantity: 8, price: 99 })
  })

  it('is answered for the name it was asked of', () => {
    const sent = sentOf({}, true)
    sent.amend(standing(8, 99))
    const asked = { sent, place: 0, amend: 1, name: nameOf(1), was: nameOf(0) }
    const refused = { kind: 'refused', reason: 'no', isDuplicate: false } as const
    expect(settleAnswer({ ...asked, was: nameOf(1) }, refused)).toBeUndefined()
    expect(sent.amendRefusal).toBe('')
    expect(settleAnswer(asked, { kind: 'throttled', waitUs: 1 })).toBeUndefined()
    expect(sent.amendRefusal).toBe('')
    expect(settleAnswer(asked, refused)).toBeUndefined()
    expect(sent.amendRefusal).toBe('no')
    const waits = (['look-up', 'amend'] as const).map((doing) => {
      Object.assign(sent, { doing, isWaiting: true })
      settleAnswer(asked, refused)
      return sent.isWaiting
    })
    expect(waits).toEqual([true, false])
    sent.amend(standing(7, 98))
    expect(settleAnswer(asked, { kind: 'done' })).toBeUndefined()
    const next = { ...asked, name: nameOf(2), was: nameOf(1) }
    expect(settleAnswer(next, { kind: 'done' })).toMatchObject({ quantity: 7, price: 98 })
  })
})

import { describe, expect, it } from 'vitest'
import { micros } from '../../../domain/index.ts'
import type { ExchangeOrder } from '../exchange/exchange-order.ts'
import { type ExchangeOrderType, plainRequest } from '../exchange/order-request.ts'
import { isHighFirst } from './path-turn.ts'

const bar = { open: 100, high: 110, low: 95 }

function order(side: 'buy' | 'sell', type: ExchangeOrderType, at: number): ExchangeOrder {
  const isWaiting = type !== 'limit'
  return {
    number: 1,
    account: 0,
    request: { ...plainRequest, side, type },
    createdTs: micros(0),
    status: isWaiting ? 'waiting' : 'open',
    updatedTs: micros(0),
    lots: 1,
    price: isWaiting ? 0 : at,
    trigger: isWaiting ? at : 0,
    hasTriggered: false,
    filled: 0,
    quoteFilled: 0n,
    fee: 0n,
    feeCurrency: '',
    group: 0,
    end: undefined,
  }
}

describe('the way through a bar', () => {
  const stopLoss = order('sell', 'stop', 97)
  const stopOfShort = order('buy', 'trailing-stop', 108)
  const profit = order('sell', 'limit', 105)
  const entry = order('buy', 'limit', 96)

  it.each<[string, readonly ExchangeOrder[], boolean]>([
    ['nearer extreme without orders', [], false],
    ['stop before the profit on the other side', [stopLoss, profit], false],
    ['stop of a short before anything', [stopOfShort, entry], true],
    ['entry last, so that its profit must wait', [entry], true],
    ['profit last', [profit], false],
    ['take-profit last', [order('sell', 'take-profit', 105)], false],
    ['nearer extreme where stops wait on both sides', [stopLoss, stopOfShort], false],
    ['nearer extreme where the bar reaches no order', [order('buy', 'stop', 111)], false],
    [
      'other instruments do not count',
      [{ ...stopOfShort, request: { ...stopOfShort.request, instrument: 1 } }],
      false,
    ],
    ['orders that wait for others do not count', [{ ...stopOfShort, status: 'dormant' }], false],
  ])('%s', (_, orders, expected) => {
    expect(isHighFirst(orders, 0, bar)).toBe(expected)
  })
})

import { expect, it } from 'vitest'
import { micros, type OrderIntent, orderId, price, quantity } from '../../domain/index.ts'
import { OrderNews } from './order-news.ts'
import { SentOrder } from './sent-order.ts'

const order: OrderIntent = {
  ...{ orderId: orderId(3), instrument: 0, side: 'buy', type: 'limit', role: 'entry' },
  ...{ quantity: quantity(10), price: price(100), arrival: price(100), isReduceOnly: false },
  ts: micros(1),
}
const sent = new SentOrder(order, '')

it('tells whoever counts news before it tells the desk', () => {
  const heard: string[] = []
  const news = new OrderNews(() => heard.push('counted'))
  news.connect({ onOrderEvent: ({ kind }) => void heard.push(kind) })
  news.accepted(sent)
  news.settled(sent, undefined)
  expect(heard).toEqual(['counted', 'order-accepted'])
})

it('is lost on a desk that does not listen yet, and breaks nothing', () => {
  let count = 0
  const news = new OrderNews(() => {
    count += 1
  })
  news.unresolved(sent)
  expect(count).toBe(1)
})

it('is never older than what was told before', () => {
  const told: number[] = []
  const news = new OrderNews(() => {})
  news.connect({ onOrderEvent: ({ tsInit }) => void told.push(tsInit) })
  for (const ts of [5, 3, 6]) {
    news.at(micros(ts))
    news.accepted(sent)
  }
  expect(told).toEqual([5, 5, 6])
})

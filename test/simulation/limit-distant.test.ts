import { expect, it } from 'vitest'
import { ToldDesk } from './told-desk.ts'

const wish = { exposure: 0.5, confidence: 0.6 }

it('an entry with a limit waits at a distant venue, and is moved once it is said to be gone', () => {
  const told = new ToldDesk()
  told.opinion = { ...wish, limit: 49_000 }
  told.bar(50_000)
  const first = told.place()
  expect([first.order.type, first.order.price]).toEqual(['limit', 49_000])
  told.bar(50_010)
  expect(told.askedOf(first)).toEqual(['place'])
  told.opinion = { ...wish, limit: 49_500 }
  told.bar(50_020)
  expect(told.askedOf(first)).toEqual(['place', 'cancel'])
  told.answer('cancel', { kind: 'done' })
  told.end('canceled')
  told.bar(50_030)
  const second = told.place()
  expect(second.clientId).not.toBe(first.clientId)
  expect(second.order.price).toBe(49_500)
  told.fill(second)
  expect(told.desk.risk.lots[0]).toBe(second.order.quantity)
})

it('one that may slip so far at most is taken back with the next bar', () => {
  const told = new ToldDesk()
  told.opinion = { ...wish, slippageMaxBps: 10 }
  told.bar(50_000)
  const placed = told.place()
  expect([placed.order.type, placed.order.price, placed.order.arrival]).toEqual([
    ...['limit', 50_050, 50_000],
  ])
  told.bar(50_100)
  expect(told.askedOf(placed)).toContain('cancel')
})

it('what waits is taken back when the desk pauses, and when nobody wants it any more', () => {
  for (const leave of [
    (told: ToldDesk) => void told.desk.toMode('pause', 'test', 'enough'),
    (told: ToldDesk) => {
      told.opinion = { exposure: 0, confidence: 0.6 }
      told.bar(50_020)
    },
  ]) {
    const told = new ToldDesk()
    told.opinion = { ...wish, limit: 49_000 }
    told.bar(50_000)
    const placed = told.place()
    leave(told)
    expect(told.askedOf(placed)).toEqual(['place', 'cancel'])
  }
})

import { describe, expect, it } from 'vitest'
import { micros, secondUs } from '../../../domain/index.ts'
import {
  about,
  faulty,
  heard,
  numbers,
  orders,
  play,
  Recorder,
  startTs,
  textOf,
} from '../../../../test/simulation/fault-port.ts'
import { plainRequest } from '../exchange/order-request.ts'

describe('the ways of messages', () => {
  it('drops messages on every way', () => {
    const client = heard({ dropShare: 0.2 })
    about(0.64, client.answers.length, orders)
    const own = numbers(client)
    about(0.8, own.length, own.at(-1) ?? 0)
    const market = client.events.filter(([event]) => !('account' in event)).length
    const all = heard({}).events.filter(([event]) => !('account' in event)).length
    about(0.8, market, all)
  })

  it('doubles messages: the second request of a name is declined', () => {
    const client = heard({ duplicateShare: 0.2 })
    const codes = client.codes()
    expect(codes['duplicate-client-id']).toBeGreaterThan(40)
    const made = new Set(
      client.events.flatMap(([event]) =>
        event.kind === 'order-accepted' ? [event.order.number] : [],
      ),
    )
    expect(made.size).toBe(orders)
    const own = numbers(client)
    about(0.2, own.length - new Set(own).size, new Set(own).size)
  })

  it('delays messages and lets nothing overtake them', () => {
    const client = heard({ delayShare: 0.05, delayUs: 2 * secondUs })
    expect(client.answers.map(([ticket]) => ticket)).toEqual(
      Array.from({ length: orders }, (_, i) => i + 1),
    )
    const own = numbers(client)
    expect(own).toEqual(own.map((_, i) => i + 1))
    const late = client.events.filter(([event, ts]) => ts - event.ts > 500_000).length
    expect(late).toBeGreaterThan(100)
  })

  it('lets messages be overtaken, and loses none', () => {
    const client = heard({ reorderShare: 0.2, reorderUs: 2 * secondUs })
    const tickets = client.answers.map(([ticket]) => ticket)
    const sorted = tickets.toSorted((a, b) => a - b)
    expect(sorted).toEqual(Array.from({ length: orders }, (_, i) => i + 1))
    expect(tickets).not.toEqual(sorted)
    const own = numbers(client)
    expect(own.toSorted((a, b) => a - b)).toEqual(own.map((_, i) => i + 1))
    expect(own).not.toEqual(own.toSorted((a, b) => a - b))
  })

  it('leaves out stretches of market events, and none of an account', () => {
    const client = heard({ gapShare: 0.002, gapMessages: 25 })
    const own = numbers(client)
    expect(own).toEqual(own.map((_, i) => i + 1))
    const last: number[] = []
    const gaps: number[] = []
    for (const [event, , { sequence }] of client.events) {
      if ('account' in event) continue
      const missing = sequence - (last[event.instrument] ?? 0) - 1
      if (missing > 0) gaps.push(missing)
      last[event.instrument] = sequence
    }
    expect(gaps.length).toBeGreaterThan(5)
    for (const gap of gaps) expect(gap).toBeGreaterThanOrEqual(25)
  })

  it('tells wrong sizes, which the checksum shows', () => {
    const client = heard({ checksumBreakShare: 0.01 })
    const truth = heard({}).events.filter(([event]) => event.kind === 'book')
    const told = client.events.filter(([event]) => event.kind === 'book')
    expect(told.length).toBe(truth.length)
    const isSame = ([event]: (typeof told)[number], i: number): boolean =>
      textOf(event) === textOf(truth[i]?.[0])
    about(0.01, told.filter((each, i) => !isSame(each, i)).length, told.length)
    expect(told.map(([, , { checksum }]) => checksum)).toEqual(
      truth.map(([, , { checksum }]) => checksum),
    )
  })

  it('hears requests once more, without answering whoever sent them', () => {
    const made = faulty({ replayShare: 0.5, replayUs: secondUs })
    const client = play(made)
    expect(client.codes()).toEqual({ ok: orders })
    const nameless = faulty({ replayShare: 0.5, replayUs: secondUs })
    const quiet = new Recorder()
    nameless.connect(quiet)
    const account = nameless.exchange.openAccount()
    nameless.exchange.deposit(account, 'USD', 10n ** 16n, startTs)
    nameless.run(micros(startTs + secondUs))
    for (let i = 0; i < 100; i += 1)
      nameless.send(account, {
        kind: 'submit',
        request: { ...plainRequest, lots: 1, price: 300_000 },
      })
    nameless.run(micros(startTs + 4 * secondUs))
    about(0.5, nameless.exchange.openOrders(account).length - 100, 100)
    expect(quiet.answers.length).toBe(100)
  })
})

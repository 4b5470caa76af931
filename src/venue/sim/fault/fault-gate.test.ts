import { describe, expect, it } from 'vitest'
import { secondUs } from '../../../domain/index.ts'
import { about, faulty, heard, orders, play } from '../../../../test/simulation/fault-port.ts'

describe('the door of the exchange', () => {
  it('rejects a share of requests, without effect', () => {
    const client = heard({ rejectShare: 0.2 })
    about(0.2, client.codes()['bad-request'] ?? 0, orders)
    expect(client.answers.length).toBe(orders)
    const made = client.events.filter(([{ kind }]) => kind === 'order-accepted').length
    expect(made).toBe(client.codes()['ok'])
  })

  it('throttles what comes too fast, and bans who does not listen', () => {
    const throttle = { capacity: 5, refill: 10, perUs: secondUs, banAfter: 1_000, banUs: 1 }
    const slow = heard({ throttle }).codes()
    // Twenty a second are sent for twenty seconds, ten are let in.
    expect(Math.abs((slow['ok'] ?? 0) - 205)).toBeLessThan(10)
    expect(slow['throttled']).toBe(orders - (slow['ok'] ?? 0))
    const banned = heard({ throttle: { ...throttle, banAfter: 1, banUs: secondUs } }).codes()
    expect(banned['banned']).toBeGreaterThan(100)
  })

  it('answers as if it had failed what it has done', () => {
    const client = heard({ failAfterShare: 0.2 })
    const { internal = 0, unavailable = 0 } = client.codes()
    about(0.2, internal + unavailable, orders)
    expect(internal).toBeGreaterThan(0)
    expect(unavailable).toBeGreaterThan(0)
    const made = client.events.filter(([{ kind }]) => kind === 'order-accepted').length
    expect(made).toBe(orders)
  })

  it('has clocks run away until requests are declined, and be set again', () => {
    const plan = { driftPpm: 100_000, clockWindowUs: secondUs }
    const client = heard(plan)
    // Ten in a hundred off, a second is reached after ten, of the twenty-one it takes.
    expect(client.codes()['bad-clock']).toBeGreaterThan(150)
    expect(client.codes()['ok']).toBeGreaterThan(150)
    const made = faulty(plan)
    const kept = play(made, (i) => {
      if (i % 100 === 0) made.setClock(0, made.now)
    })
    expect(kept.codes()).toEqual({ ok: orders })
  })
})

import { describe, expect, it } from 'vitest'
import { micros, secondUs } from '../../../domain/index.ts'
import {
  faulty,
  heard,
  numbers,
  open,
  play,
  Recorder,
  startTs,
  usualLegs,
} from '../../../../test/simulation/fault-port.ts'
import { plainRequest } from '../exchange/order-request.ts'
import { LatentExchange } from '../latency/latent-exchange.ts'
import type { FaultPlan } from './fault-plan.ts'
import { ToldBook } from './told-book.ts'

describe('without faults', () => {
  it('is heard to the byte as an exchange at a distance', () => {
    const plain = play(new LatentExchange({ legs: usualLegs(), startTs, open }))
    const wrapped = heard({})
    expect(plain.lines.length).toBeGreaterThan(2_000)
    expect(wrapped.lines).toEqual(plain.lines)
  })

  it('marks events without gaps, and books with the checksum of what was told', () => {
    const client = heard({})
    const own = numbers(client)
    expect(own).toEqual(own.map((_, i) => i + 1))
    const book = new ToldBook()
    let last = 0
    for (const [event, , { sequence, checksum }] of client.events) {
      if ('account' in event || event.instrument !== 0) continue
      last += 1
      expect(sequence).toBe(last)
      if (event.kind === 'book') book.set(event.side, event.price, event.lots)
      expect(book.checksum).toBe(checksum)
    }
    expect(last).toBeGreaterThan(1_000)
  })

  it('reads orders, accounts, books and the time as they are', () => {
    const made = faulty({})
    const client = play(made)
    made.send(0, {
      kind: 'submit',
      request: { ...plainRequest, clientId: 'y', lots: 2, price: 300_000 },
    })
    made.run(micros(made.now + secondUs))
    made.ask(0, { kind: 'order', ref: { clientId: 'y' } })
    made.ask(0, { kind: 'order', ref: { clientId: 'nobody' } })
    made.ask(0, { kind: 'account' })
    made.ask(0, { kind: 'book', instrument: 0 })
    made.ask(0, { kind: 'time' })
    made.run(micros(made.now + secondUs))
    const byKind = new Map(
      client.readings.flatMap(([, result]) =>
        result.ok ? [[`${result.value.kind}`, result.value] as const] : [],
      ),
    )
    expect(client.readings.length).toBe(5)
    const found = client.readings.flatMap(([, result]) =>
      result.ok && result.value.kind === 'order' ? [result.value.order?.request.clientId] : [],
    )
    expect(new Set(found)).toEqual(new Set(['y', undefined]))
    const account = byKind.get('account')
    expect(account?.kind === 'account' && account.sequence).toBe(numbers(client).length)
    expect(account?.kind === 'account' && account.openOrders).toEqual(made.exchange.openOrders(0))
    expect(account?.kind === 'account' && account.fills).toEqual(made.exchange.fills(0))
    expect(account?.kind === 'account' && account.positions).toEqual(made.exchange.positions(0))
    const book = byKind.get('book')
    expect(book?.kind === 'book' && book.bids.length).toBeGreaterThan(0)
  })
})

describe('faults together', () => {
  const all: Partial<FaultPlan> = {
    dropShare: 0.1,
    duplicateShare: 0.1,
    reorderShare: 0.1,
    delayShare: 0.01,
    rejectShare: 0.1,
    outagesPerHour: 360,
    maintenancesPerHour: 360,
    gapShare: 0.001,
  }

  it('are the same to the byte for the same seed', () => {
    expect(heard(all).lines).toEqual(heard(all).lines)
    expect(play(faulty(all, 2)).lines).not.toEqual(heard(all).lines)
  })

  it('do not shift one another: a knob more rejects no other request', () => {
    const rejected = (client: Recorder): readonly number[] =>
      client.answers.flatMap(([ticket, result]) =>
        !result.ok && result.error.code === 'bad-request' ? [ticket] : [],
      )
    const alone = rejected(heard({ rejectShare: 0.2 }))
    const more = { failAfterShare: 0.5, gapShare: 0.01, reorderShare: 0, checksumBreakShare: 0.1 }
    expect(rejected(heard({ rejectShare: 0.2, ...more }))).toEqual(alone)
  })

  it('end when it is healed: nothing is lost, declined or halted any more', () => {
    const made = faulty({ ...all, maintenanceUs: 3_600 * secondUs, outageUs: 3_600 * secondUs })
    play(made)
    made.heal()
    made.run(micros(made.now + 5 * secondUs))
    const client = new Recorder()
    made.connect(client)
    for (let i = 0; i < 100; i += 1)
      made.send(0, {
        kind: 'submit',
        request: { ...plainRequest, clientId: `h${i}`, lots: 1, price: 300_000 },
      })
    made.run(micros(made.now + 5 * secondUs))
    expect(client.codes()).toEqual({ ok: 100 })
    for (let i = 0; i < 4; i += 1) expect(made.exchange.modeOf(i)).toBe('trading')
  })
})

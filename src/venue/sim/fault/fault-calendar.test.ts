import { describe, expect, it } from 'vitest'
import { secondUs } from '../../../domain/index.ts'
import { faulty, heard, numbers, orders, play } from '../../../../test/simulation/fault-port.ts'

describe('the calendar', () => {
  it('is out at times: requests are answered without effect, and events are lost', () => {
    const client = heard({ outagesPerHour: 720, outageUs: secondUs })
    expect(client.codes()['unavailable']).toBeGreaterThan(10)
    expect(client.codes()['ok']).toBeGreaterThan(10)
    const own = numbers(client)
    expect(own.length).toBeLessThan(own.at(-1) ?? 0)
  })

  it('is in maintenance at times, when everything is halted', () => {
    const client = heard({ maintenancesPerHour: 720, maintenanceUs: secondUs })
    expect(client.codes()['maintenance']).toBeGreaterThan(10)
    const modes = client.events.flatMap(([event]) => (event.kind === 'mode' ? [event.mode] : []))
    expect(new Set(modes)).toEqual(new Set(['halted', 'trading']))
    const halts = modes.filter((mode) => mode === 'halted').length
    expect(modes.length - halts).toBeGreaterThanOrEqual(halts - 4)
  })

  it('takes only cancels of one instrument at times', () => {
    const client = heard({ cancelOnlyPerHour: 1_440, cancelOnlyUs: secondUs })
    expect(client.codes()['cancel-only']).toBeGreaterThan(5)
    const modes = client.events.flatMap(([event]) => (event.kind === 'mode' ? [event.mode] : []))
    expect(new Set(modes)).toEqual(new Set(['cancel-only', 'trading']))
  })

  it('busts trades', () => {
    const made = faulty({ bustsPerHour: 1_000 })
    const client = play(made)
    const busted = client.events.filter(([{ kind }]) => kind === 'trade-busted').length
    expect(busted).toBeGreaterThan(2)
    expect(made.exchange.fills(0).length).toBe(orders / 4 - busted)
    for (const sum of made.exchange.imbalance().values()) expect(sum).toBe(0n)
  })

  it('lists instruments anew, with other rules', () => {
    const made = faulty({ relistsPerHour: 3_600 })
    const client = play(made)
    expect(client.events.filter(([{ kind }]) => kind === 'listing').length).toBeGreaterThan(20)
    expect(client.codes()['lot-size']).toBeGreaterThan(10)
    const rules = made.exchange.listings.map((listing) => listing.rules)
    expect(Math.max(...rules.map(({ tickStep }) => tickStep))).toBeGreaterThan(1)
    expect(Math.max(...rules.map(({ lotStep }) => lotStep))).toBeGreaterThan(1)
    for (const { tickStep, priceMin, priceMax } of rules)
      expect([priceMin % tickStep, priceMax % tickStep]).toEqual([0, 0])
    for (const { lotStep, lotsMin, lotsMax, marketLotsMax } of rules)
      expect([lotsMin, lotsMax, marketLotsMax].map((lots) => lots % lotStep)).toEqual([0, 0, 0])
  })

  it('takes instruments off, but for one', () => {
    const made = faulty({ delistingsPerHour: 3_600 })
    play(made)
    const modes = made.exchange.listings.map((_, i) => made.exchange.modeOf(i))
    expect(modes.filter((mode) => mode === 'delisted').length).toBe(modes.length - 1)
  })
})

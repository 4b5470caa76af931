import { describe, expect, it } from 'vitest'
import { defined, type Json } from '../../base/index.ts'
import { type InstrumentId, instrument, type Micros, micros } from '../../domain/index.ts'
import { FlatFees } from '../sim/exchange/fees.ts'
import { openRules } from '../sim/exchange/listing.ts'
import { type FaultPlan, noFaults } from '../sim/fault/fault-plan.ts'
import { KrakenDialect } from './kraken/kraken-dialect.ts'
import { WireExchange } from './wire-exchange.ts'

const made = instrument('BTC-USD.SIM' as InstrumentId, '0.1', '0.0001')
const btc = defined(made.ok ? made.value : undefined, 'instrument')
const start = micros(1_700_000_000_000_000)

function asked(plan: Partial<FaultPlan>, path: string, count: number): string[] {
  const house = new WireExchange({
    listings: [{ instrument: btc, rules: openRules, perpetual: undefined }],
    fees: new FlatFees(0, 0),
    customers: [],
    startTs: start,
    faults: { plan: { ...noFaults, ...plan }, seed: 1 },
  })
  house.attach(new KrakenDialect(house, { tier: undefined }))
  const request = { method: 'POST', path, query: '', headers: {}, body: '', address: 'here' }
  return Array.from({ length: count }, (_, i) => {
    const ts: Micros = micros(start + i * 1_000_000)
    house.onTime(ts)
    return house.answer(request, ts).body
  })
}

const share = (bodies: readonly string[], text: string): number =>
  bodies.filter((body) => body.includes(text)).length / bodies.length

describe('a served exchange with faults', () => {
  it('declines a share of what accounts ask, and nothing of what everybody may', () => {
    const plan = { rejectShare: 0.3 }
    const own = share(asked(plan, '/0/private/Balance', 1_000), 'EGeneral:Invalid arguments')
    expect(own).toBeGreaterThan(0.25)
    expect(own).toBeLessThan(0.35)
    expect(share(asked(plan, '/0/public/Time', 1_000), 'unixtime')).toBe(1)
  })

  it('cannot be reached in an outage, by nobody', () => {
    const plan = { outagesPerHour: 10, outageUs: 60_000_000 }
    const out = share(asked(plan, '/0/public/Time', 36_000), 'EService:Unavailable')
    expect(out).toBeGreaterThan(0.1)
    expect(out).toBeLessThan(0.2)
  })

  it('says throttled, and then banned, to who does not listen', () => {
    const throttle = { capacity: 5, refill: 1, perUs: 10_000_000, banAfter: 5, banUs: 60_000_000 }
    const bodies = asked({ throttle }, '/0/private/Balance', 100)
    expect(share(bodies, 'EAPI:Rate limit exceeded')).toBeGreaterThan(0.05)
    expect(share(bodies, 'EGeneral:Temporary lockout')).toBeGreaterThan(0.1)
  })

  it('is as without any when none is planned', () => {
    expect(asked({}, '/0/private/Balance', 50)).toEqual(asked({}, '/0/private/Balance', 50))
    expect(share(asked({}, '/0/private/Balance', 50), 'EAPI:Invalid key')).toBe(1)
  })
})

const customer = { key: 'demo', secret: 'demo', units: 1 }

function houseWith(faults: Partial<FaultPlan>, state?: Json, startTs = start): WireExchange {
  const setup = {
    listings: [{ instrument: btc, rules: openRules, perpetual: undefined }],
    fees: new FlatFees(0, 0),
    customers: [customer],
    startTs,
    faults: { plan: { ...noFaults, ...faults }, seed: 1 },
  }
  const house = new WireExchange(setup, state)
  house.attach(new KrakenDialect(house, { tier: undefined }))
  return house
}

const time = { method: 'GET', path: '/0/public/Time', query: '', headers: {}, body: '' }

/** When requests sent a second apart were answered, and those that never were. */
function answers(faults: Partial<FaultPlan>, count = 200): readonly (number | undefined)[] {
  const house = houseWith(faults)
  const answered: (number | undefined)[] = Array.from({ length: count }, () => Number.NaN)
  for (let i = 0; i < count + 20; i += 1)
    for (let part = 0; part < 10; part += 1) {
      const ts = micros(start + i * 1_000_000 + part * 100_000)
      house.onTime(ts)
      if (part === 0 && i < count)
        house.ask({ ...time, address: 'here' }, ts, (answer) => {
          answered[i] = answer === undefined ? undefined : house.exchange.now - start
        })
    }
  return answered
}

describe('the way to a served exchange', () => {
  const sentAt = (i: number): number => i * 1_000_000

  it('takes no time without a plan', () => {
    expect(answers({})).toEqual(Array.from({ length: 200 }, (_, i) => sentAt(i)))
  })

  it('loses a share of requests, and of answers', () => {
    const lost = answers({ dropShare: 0.1 }).filter((ts) => ts === undefined).length
    // 1 - 0.9 x 0.9, of 200.
    expect(lost).toBeGreaterThan(20)
    expect(lost).toBeLessThan(60)
  })

  it('holds a share up, and what comes behind waits', () => {
    const arrived = answers({ delayShare: 0.1, delayUs: 5_000_000 }).map((ts) => ts ?? 0)
    const late = arrived.filter((ts, i) => ts > sentAt(i)).length
    expect(late).toBeGreaterThan(40)
    expect(late).toBeLessThan(180)
    expect(arrived).toEqual(arrived.toSorted((a, b) => a - b))
    expect(Math.max(...arrived.map((ts, i) => ts - sentAt(i)))).toBeLessThanOrEqual(10_100_000)
  })

  it('lets others overtake a share', () => {
    const arrived = answers({ reorderShare: 0.1, reorderUs: 5_000_000 }).map((ts) => ts ?? 0)
    const late = arrived.filter((ts, i) => ts > sentAt(i)).length
    expect(late).toBeGreaterThan(15)
    expect(late).toBeLessThan(60)
    expect(arrived).not.toEqual(arrived.toSorted((a, b) => a - b))
  })

  it('is the same for the same seed', () => {
    const plan = { dropShare: 0.1, duplicateShare: 0.1, delayShare: 0.1, reorderShare: 0.1 }
    expect(answers(plan)).toEqual(answers(plan))
  })
})

describe('a served exchange that is started again', () => {
  it('goes on by the clock it had shown, whichever way it ran', () => {
    const house = houseWith({ driftPpm: 100_000 })
    const later = micros(start + 100_000_000)
    house.onTime(later)
    const away = house.exchange.now - later
    expect(Math.abs(away)).toBe(10_000_000)
    const next = houseWith({ driftPpm: 100_000 }, house.save(), later)
    next.onTime(micros(later + 100_000_000))
    const shown = Math.max(house.exchange.now, later)
    expect(next.exchange.now - shown).toBe(100_000_000 + Math.sign(away) * 10_000_000)
  })

  it('trades again what could not be traded when it stopped, but not what is delisted', () => {
    const house = houseWith({})
    house.exchange.setMode(0, 'halted', start)
    expect(houseWith({}, house.save()).exchange.modeOf(0)).toBe('trading')
    house.exchange.setMode(0, 'delisted', start)
    expect(houseWith({}, house.save()).exchange.modeOf(0)).toBe('delisted')
  })
})

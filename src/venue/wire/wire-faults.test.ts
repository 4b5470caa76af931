import { describe, expect, it } from 'vitest'
import { defined } from '../../base/index.ts'
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

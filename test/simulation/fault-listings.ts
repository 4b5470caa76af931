import { type Instrument, instrument, parseInstrumentId } from '../../src/domain/index.ts'
import type { GeneratedMarketOptions } from '../../src/market/index.ts'
import {
  type Listing,
  type MarginTerms,
  openRules,
  type PerpetualTerms,
  type TradingRules,
} from '../../src/venue/sim/index.ts'
import type { AccountKind } from './exchange-shadow-money.ts'

type Made = NonNullable<GeneratedMarketOptions['instruments']>[number]

/** A second moves a price by about six ticks, so that what is drawn a few ticks away is met. */
const wild = { volatilityPerDay: 0.3, beta: 1 }

/**
 * Two spot instruments and a perpetual, with a market to be made up for each. A lot of the last two
 * at one tick is no whole number of minor units, so that rounding counts.
 */
export const faultInstruments: readonly Made[] = [
  {
    ...wild,
    instrument: made('BTC-USDT.SIM', '10', '0.001'),
    price: 60_000,
    turnoverPerDay: 400e6,
  },
  {
    ...wild,
    instrument: made('ETH-USDT.SIM', '0.5', '0.02000007'),
    price: 3_000,
    turnoverPerDay: 250e6,
  },
  {
    ...wild,
    instrument: made('ADA-USDT-PERP.SIM', '0.0007', '14.28125'),
    price: 4.2,
    turnoverPerDay: 400e6,
  },
]

/** The perpetual among them. */
export const faultPerpetual = 2

/** So that funding is due several times in a run, not once in eight hours. */
const terms: PerpetualTerms = {
  leverageMax: 20,
  initialMarginPpm: 50_000,
  maintenanceMarginPpm: 25_000,
  liquidationFeePpm: 5_000,
  fundingEveryUs: 10_000_000,
}

const rules: TradingRules = {
  ...openRules,
  openOrdersMax: 20,
  stopOrdersMax: 10,
  icebergPartsMax: 8,
}

export const faultListings: readonly Listing[] = faultInstruments.map((each, i) => ({
  instrument: each.instrument,
  rules,
  perpetual: i === faultPerpetual ? terms : undefined,
}))

/** Little beneath what may be borrowed is a call already, so that a run sees calls. */
export const faultMargin: MarginTerms = {
  leverage: 5,
  interestPpmPerHour: 40,
  maintenancePpm: 240_000,
}

/** What an account of a kind may trade. */
export const tradedBy: Readonly<Record<AccountKind, readonly number[]>> = {
  cash: [0, 1],
  margin: [0, 1],
  perpetual: [faultPerpetual],
  mixed: [0, 1, faultPerpetual],
}

/** What an account of a kind begins with, in minor units: enough for some orders, not for all. */
export const startsWith: Readonly<Record<AccountKind, readonly (readonly [string, bigint])[]>> = {
  cash: [
    ['USDT', 1_000_000_000_000n],
    ['BTC', 15_000_000n],
    ['ETH', 300_000_000n],
    ['FEE', 100_000_000n],
  ],
  margin: [['USDT', 30_000_000_000n]],
  perpetual: [['USDT', 15_000_000_000n]],
  mixed: [
    ['USDT', 1_000_000_000_000n],
    ['BTC', 10_000_000n],
    ['ETH', 200_000_000n],
  ],
}

function made(name: string, tick: string, lot: string): Instrument {
  const id = parseInstrumentId(name)
  const result = id.ok ? instrument(id.value, tick, lot) : id
  if (!result.ok) throw new Error(result.error)
  return result.value
}

import { instrument, parseInstrumentId } from '../../src/domain/index.ts'
import { type Listing, openRules, type TradingRules } from '../../src/venue/sim/index.ts'

/** Rules narrow enough that random orders run into all of them. */
const narrowRules: TradingRules = {
  ...openRules,
  priceMin: 2,
  priceMax: 4_000,
  lotsMax: 400,
  marketLotsMax: 150,
  openOrdersMax: 12,
  stopOrdersMax: 5,
  icebergPartsMax: 8,
}

function listed(
  name: string,
  tick: string,
  lot: string,
  rules: Partial<TradingRules>,
  perpetual?: Listing['perpetual'],
): Listing {
  const id = parseInstrumentId(name)
  const made = id.ok ? instrument(id.value, tick, lot) : id
  if (!made.ok) throw new Error(made.error)
  return { instrument: made.value, rules: { ...narrowRules, ...rules }, perpetual }
}

/**
 * Three spot instruments that share their currencies, one on a grid finer than money, and two
 * perpetuals in the same quote currency.
 */
export const worldListings: readonly Listing[] = [
  listed('BTC-USDT.SIM', '0.5', '0.0001', {}),
  listed('ETH-USDT.SIM', '0.01', '0.01', { notionalMin: 2_000_000n }),
  listed('ETH-BTC.SIM', '0.00007', '0.00013', { lotsMin: 3 }),
  listed(
    'BTC-USDT-PERP.SIM',
    '0.5',
    '0.0001',
    {},
    {
      leverageMax: 20,
      initialMarginPpm: 50_000,
      maintenanceMarginPpm: 25_000,
      liquidationFeePpm: 5_000,
      fundingEveryUs: 28_800_000_000,
    },
  ),
  listed(
    'ETH-USDT-PERP.SIM',
    '0.0007',
    '0.03125',
    { openOrdersMax: 30 },
    {
      leverageMax: 5,
      initialMarginPpm: 200_000,
      maintenanceMarginPpm: 100_000,
      liquidationFeePpm: 10_000,
      fundingEveryUs: 3_600_000_000,
    },
  ),
]

/** Prices the markets of the world start around. Unit: ticks. */
export const startTicks: readonly number[] = [300, 500, 250, 300, 700]

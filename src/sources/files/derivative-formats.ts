import { dayUs, hourUs, minuteUs } from '../../domain/index.ts'
import type { SourceColumn, SourceFormat } from './source-format.ts'

const atItsTime = { lagUs: 0, why: 'a venue tells the rate when it is paid' }
const onChain = { lagUs: minuteUs, why: 'a block is seen by everyone within a minute' }

function funding(venue: string, name: string, title: string): SourceFormat {
  return {
    ...{ moat: 'derivatives', source: `funding-${venue}`, title },
    begins: `funding_${venue}_COINusdt`,
    pattern: new RegExp(`^funding_${venue}_([a-z0-9]+?)usdt?[_.]`),
    ...{ about: 'coin', time: 'ts', rows: 'series', known: atItsTime },
    columns: [
      {
        ...{ name, field: 'funding_rate', take: 'last', staleUs: 9 * hourUs },
        ...{ what: 'what longs paid to shorts at the last funding', unit: 'share of notional' },
      },
    ],
  }
}

const liquidation = {
  ...({ moat: 'derivatives', time: 'ts', rows: 'events', known: onChain } as const),
}
const ofDay = {
  take: 'sum',
  windowUs: dayUs,
  staleUs: 14 * dayUs,
} as const satisfies Partial<SourceColumn>

/** Funding, open interest, liquidations. */
export const derivativeFormats: readonly SourceFormat[] = [
  funding('binance', 'funding.rate', 'funding of Binance perpetuals'),
  funding('gate', 'funding.rateGate', 'funding of Gate perpetuals'),
  {
    ...{ moat: 'derivatives', source: 'open-interest', title: 'open interest of perpetuals' },
    ...{ begins: 'open_interest', pattern: /^open_interest/, time: 'ts', rows: 'series' },
    ...{ about: 'row', coinField: 'coin_symbol' },
    known: { lagUs: dayUs, why: 'the close of a day is known at its end' },
    columns: [
      {
        ...{ name: 'funding.openInterest', field: 'oi_close', take: 'last', staleUs: 3 * dayUs },
        ...{ what: 'open interest of one perpetual at the end of a day', unit: 'USD' },
      },
    ],
  },
  {
    ...{ ...liquidation, source: 'liquidations-aave', title: 'liquidations on Aave v2' },
    ...{ begins: 'liquidations_aave', pattern: /^liquidations_aave/, about: 'market' },
    columns: [
      {
        ...{ name: 'liquidations.aave', ...ofDay },
        ...{ what: 'forced sales on a lending market in 24 hours', unit: 'calls' },
      },
    ],
    caveat: 'Most rows carry no dollars, so calls are counted and not added up.',
  },
  {
    ...{ ...liquidation, source: 'liquidations-hyperliquid', title: 'liquidations on Hyperliquid' },
    ...{ begins: 'liquidations_hyperliquid', pattern: /^liquidations_hyperliquid/ },
    about: 'market',
    columns: [
      {
        ...{ name: 'liquidations.hyperliquid', field: 'liquidated_notional', ...ofDay },
        ...{ what: 'notional that was liquidated in 24 hours', unit: 'USD' },
      },
    ],
  },
]

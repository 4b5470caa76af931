import type { StressRow } from '../risk/index.ts'

/** Stress tests, for people. */
export const stressLabels: Readonly<Record<StressRow['scenario'], string>> = {
  'crash-1987': '1987: −22.6 % in one day',
  'slide-2000': '2000 to 2002: a slide of two years',
  'crisis-2008': '2007 to 2009: −57 %',
  'crisis-2020': 'February 2020: −34 %',
  'crypto-2020-03': 'Crypto, March 2020: −58 %',
  'crypto-2022': 'Crypto, 2022: −68 %',
  'flash-crash': '−40 % within a minute',
  'correlations-one': 'Everything falls together',
  'spread-tenfold': 'Spreads ten times as wide',
  'depth-tenth': 'A tenth of the depth',
  depeg: 'The quote currency breaks',
  'venue-loss': 'The venue is lost',
}

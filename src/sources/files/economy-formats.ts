import { dayUs, hourUs, minuteUs } from '../../domain/index.ts'
import type { Publication } from './publication.ts'
import type { SourceColumn, SourceFormat } from './source-format.ts'

const year = 365 * dayUs
const nextBusinessDay: Publication = {
  ...{ lagUs: 0, isBusinessDay: true, why: 'published on the next business day' },
}
const weekly: Publication = { lagUs: 9 * dayUs, why: 'a weekly release, up to a week behind' }
const monthly = (days: number, why: string): Publication => ({ lagUs: days * dayUs, why })
const newest = { take: 'last', staleUs: 10 * dayUs } as const

function fred(
  series: string,
  what: string,
  unit: string,
  more: Partial<SourceColumn>,
): SourceColumn {
  const name = `macro.${series.toLowerCase()}`
  return { name, series, field: 'value', what, unit, ...newest, ...more }
}

const daily = { known: nextBusinessDay }
const late = { known: weekly, staleUs: 20 * dayUs }
const months = (days: number, why: string): Partial<SourceColumn> => ({
  ...{ known: monthly(days, why), staleUs: 100 * dayUs, patienceUs: 3 * year },
})

const fredColumns: readonly SourceColumn[] = [
  fred('DFF', 'effective federal funds rate', '% a year', { ...daily, patienceUs: 3 * year }),
  fred('DGS3MO', 'yield of 3-month Treasuries', '% a year', daily),
  fred('DGS2', 'yield of 2-year Treasuries', '% a year', daily),
  fred('DGS10', 'yield of 10-year Treasuries', '% a year', daily),
  fred('T10YIE', 'inflation that 10-year bonds imply', '% a year', daily),
  fred('VIXCLS', 'VIX at the close', '% a year', daily),
  fred('ECBDFR', 'deposit rate of the ECB', '% a year', { ...daily, patienceUs: 10 * year }),
  fred('DTWEXBGS', 'dollar against its trading partners', 'index', late),
  fred('DEXUSEU', 'dollars for a euro', 'USD', late),
  fred('DEXJPUS', 'yen for a dollar', 'JPY', late),
  fred('DCOILWTICO', 'crude oil WTI', 'USD a barrel', late),
  fred('FEDFUNDS', 'federal funds rate, mean of a month', '% a year', {
    ...months(35, 'in the first days of the next month'),
    patienceUs: 10 * year,
  }),
  fred('UNRATE', 'unemployment', '%', months(40, 'on the first or second Friday after the month')),
  fred('PAYEMS', 'people on payrolls', 'thousands', months(40, 'with the unemployment rate')),
  fred('CPIAUCSL', 'consumer prices', 'index', months(47, 'in the middle of the next month')),
  fred(
    'INDPRO',
    'industrial production',
    'index',
    months(50, 'after the middle of the next month'),
  ),
]

const market = (series: string, what: string, unit: string): SourceColumn => ({
  ...{ name: `macro.${series.toLowerCase()}`, series, field: 'close', what, unit, ...newest },
})

const risk = (name: string, series: string, what: string, known: Publication): SourceColumn => ({
  ...{ name, series, field: 'value', what, unit: 'index', known, ...newest, staleUs: 30 * dayUs },
})

const filed = { take: 'sum', windowUs: 7 * dayUs, staleUs: 30 * dayUs, unit: 'filings' } as const
const reports = ['8-K', '8-K/A', '6-K', '6-K/A']
const scheduled = { take: 'sum', windowUs: dayUs, staleUs: 10 * dayUs, unit: 'events' } as const

/** Macro, government, corporate. */
export const economyFormats: readonly SourceFormat[] = [
  {
    ...{ moat: 'macro', source: 'fred', title: 'series of FRED', time: 'date', rows: 'series' },
    ...{ begins: 'fred', pattern: /^fred/, about: 'market', seriesField: 'series' },
    ...{ known: nextBusinessDay, columns: fredColumns },
    caveat: 'Values as revised later: what was published first may have been another number.',
  },
  {
    ...{ moat: 'macro', source: 'markets', title: 'indices, currencies and futures, daily' },
    ...{ begins: 'markets_1d', pattern: /^markets_1d/, about: 'market', seriesField: 'series' },
    ...{ time: 'date', rows: 'series' },
    known: { lagUs: dayUs, why: 'every one of these has closed by midnight UTC' },
    columns: [
      market('SP500', 'S&P 500 at the close', 'points'),
      market('NASDAQ', 'Nasdaq composite at the close', 'points'),
      market('DAX', 'DAX at the close', 'points'),
      market('DXY', 'dollar index at the close', 'points'),
      market('EURUSD', 'dollars for a euro at the close', 'USD'),
      market('GOLD', 'gold at the close', 'USD an ounce'),
      market('CRUDE', 'crude oil at the close', 'USD a barrel'),
    ],
  },
  {
    ...{ moat: 'government', source: 'policy-risk', title: 'risk of geopolitics and of policy' },
    ...{ begins: 'geopolitical_policy_risk', pattern: /^geopolitical_policy_risk/ },
    ...{ about: 'market', time: 'date', rows: 'series', seriesField: 'series', known: weekly },
    columns: [
      risk('government.policyRisk', 'EPU_US', 'uncertainty of economic policy in the US', {
        ...{ lagUs: 2 * dayUs, why: 'published on the day after' },
      }),
      risk('government.geopoliticalRisk', 'GPRD', 'geopolitical risk', weekly),
      risk('government.geopoliticalActs', 'GPRD_ACT', 'geopolitical risk out of acts', weekly),
      risk('government.geopoliticalThreats', 'GPRD_THREAT', 'the same out of threats', weekly),
    ],
    caveat: 'Indices as computed later from the press of the time.',
  },
  {
    ...{ moat: 'government', source: 'calendar', title: 'calendar of economic releases' },
    ...{ begins: 'economic_calendar', pattern: /^economic_calendar/, about: 'market' },
    ...{ time: 'ts', rows: 'events', saidField: 'name' },
    known: { lagUs: -dayUs, why: 'a release is announced a day ahead at least' },
    columns: [
      {
        ...{ name: 'government.releasesAhead', ...scheduled },
        only: [
          { field: 'impact', among: ['HIGH'] },
          { field: 'currency', among: ['USD'] },
        ],
        what: 'US releases of high impact in the 24 hours ahead',
      },
      {
        ...{ name: 'government.releasesAheadAll', ...scheduled },
        only: [{ field: 'impact', among: ['HIGH'] }],
        what: 'releases of high impact anywhere in the 24 hours ahead',
      },
    ],
    caveat: 'A calendar as it was later, with what was called at short notice.',
  },
  {
    ...{ moat: 'government', source: 'sec', title: 'filings with the SEC', time: 'ts' },
    ...{ begins: 'sec_filings', pattern: /^sec_filings/, about: 'market', rows: 'events' },
    known: { lagUs: minuteUs, why: 'open to all within a minute of its acceptance' },
    columns: [
      { name: 'government.filings', ...filed, what: 'filings of the companies watched in 7 days' },
      {
        ...{ name: 'corporate.reports', moat: 'corporate', ...filed },
        only: [{ field: 'form', among: reports }],
        what: 'reports of events (8-K, 6-K) in 7 days',
      },
      {
        ...{ name: 'corporate.minerReports', moat: 'corporate', ...filed },
        only: [
          { field: 'form', among: reports },
          { field: 'ticker', among: ['CIFR', 'IREN', 'MARA', 'RIOT', 'CLSK'] },
        ],
        what: 'the same of bitcoin miners',
      },
    ],
    caveat: 'A list of the newest filings of each company begins later for the busy ones.',
  },
]

/** How long after its end a day of figures is taken to be out, where nobody says when. */
export const nextNoon: Publication = {
  ...{ lagUs: dayUs + 12 * hourUs, why: 'a day of figures is out by the noon after it' },
}

import type { ClaimReport } from './experiment-report.ts'

/** What each claim is about, what its pairs are, and what its effect is measured in. */
export const claimWords: Readonly<
  Record<
    ClaimReport['claim'],
    { readonly title: string; readonly pairs: string; readonly unit: string }
  >
> = {
  forecast: { title: 'Volatility forecasts', pairs: 'forecasts', unit: '% of loss' },
  trading: { title: 'Daily returns', pairs: 'days', unit: 'bps a day' },
}

import type { Moat } from '../domain/index.ts'

/** A column from outside the bars, as `outside` reads it, and the moat that it is of. */
export type MoatColumn = { readonly moat: Moat; readonly column: string }

/** Columns that those of a swarm look at beside the bars. Of logistics nothing is known. */
export const moatColumns: readonly MoatColumn[] = [
  { moat: 'market', column: 'funding.rate' },
  { moat: 'market', column: 'social.fearGreed' },
  { moat: 'market', column: 'news.sentiment' },
  { moat: 'code', column: 'code.commits24h' },
  { moat: 'government', column: 'government.policyRisk' },
  { moat: 'government', column: 'government.releasesAhead' },
  { moat: 'corporate', column: 'corporate.reports' },
]

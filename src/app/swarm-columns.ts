import type { MoatColumn } from '../agents/index.ts'

/** What a swarm looks at beside bars. Of logistics nothing is known: that moat abstains. */
export const swarmColumns: readonly MoatColumn[] = [
  { moat: 'market', column: 'funding.rate' },
  { moat: 'market', column: 'social.fearGreed' },
  { moat: 'market', column: 'news.sentiment' },
  { moat: 'code', column: 'code.commits24h' },
  { moat: 'government', column: 'government.policyRisk' },
  { moat: 'government', column: 'government.releasesAhead' },
  { moat: 'corporate', column: 'corporate.reports' },
]

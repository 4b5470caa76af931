import { readFileSync, writeFileSync } from 'node:fs'
import { marketRiskTables, recordHourly } from './market-risk/market-risk-tables.ts'
import { withTables } from './with-tables.ts'

// Writes the tables into docs/market-risk.md: npm run market-risk-page
const page = 'docs/market-risk.md'
writeFileSync(
  page,
  withTables(readFileSync(page, 'utf8'), marketRiskTables(recordHourly()), 'market-risk-page'),
)

import { readFileSync, writeFileSync } from 'node:fs'
import { moatTables } from './swarm/moat-tables.ts'
import { withTables } from './with-tables.ts'

// Writes the tables into docs/swarm-with-sources.md: npm run swarm-sources-page. Takes a while.
const page = 'docs/swarm-with-sources.md'
writeFileSync(
  page,
  withTables(readFileSync(page, 'utf8'), await moatTables(), 'swarm-sources-page'),
)

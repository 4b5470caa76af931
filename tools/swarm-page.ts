import { readFileSync, writeFileSync } from 'node:fs'
import { swarmTables } from './swarm/swarm-tables.ts'
import { withTables } from './with-tables.ts'

// Writes the tables into docs/swarm.md: npm run swarm-page. Takes a quarter of an hour.
const page = 'docs/swarm.md'
writeFileSync(page, withTables(readFileSync(page, 'utf8'), await swarmTables(), 'swarm-page'))

import { readFileSync, writeFileSync } from 'node:fs'
import { gateCases, gateTables } from './gate/gate-tables.ts'
import { withTables } from './with-tables.ts'

// Writes the tables into docs/gate.md: npm run gate-page. Takes half an hour.
const page = 'docs/gate.md'
const draws = 99
const total = gateCases.reduce((sum, { markets }) => sum + markets, 0)
let done = 0
const tables = gateTables(draws, () => {
  done += 1
  if (done % 50 === 0) process.stderr.write(`${done} of ${total} markets\n`)
})
writeFileSync(page, withTables(readFileSync(page, 'utf8'), tables, 'gate-page'))

import { readFileSync, writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { nightRates, nightsLeft, nightTable, noteNight, readNights } from './evolve/night-rates.ts'
import { nightSeed } from './evolve/night-seed.ts'
import { withTables } from './with-tables.ts'

// Makes years of nights that are not made yet, writes each down, and the table into
// docs/strategist.md: npm run night-rates -- --years 10 --json. A year takes about a minute; who
// is stopped goes on where he was. --years 0 only writes the table.
const page = 'docs/strategist.md'
const { values } = parseArgs({
  options: { years: { type: 'string', default: '1000' }, json: { type: 'boolean' } },
})
const left = nightsLeft(readNights()).slice(0, Number(values.years))
for (const [n, { of, seed }] of left.entries()) {
  const made = await nightSeed(of, seed)
  noteNight(made)
  process.stderr.write(`${n + 1} of ${left.length}: ${JSON.stringify(made)}\n`)
}
const made = readNights()
writeFileSync(page, withTables(readFileSync(page, 'utf8'), nightTable(made), 'night-rates'))
if (values.json === true) process.stdout.write(`${JSON.stringify(nightRates(made))}\n`)

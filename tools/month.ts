import { readFileSync, writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { makePart } from './month/make-part.ts'
import { monthGroups } from './month/month-group.ts'
import { monthNights } from './month/month-nights.ts'
import { readMonth, writeMonth } from './month/month-record.ts'
import { monthTables } from './month/month-tables.ts'
import { withTables } from './with-tables.ts'

// Runs the month that docs/month.md tells of: npm run month -- --json --days 30 --seed 1. What was
// made before with the same seed and days is not made again, so who is stopped goes on where he
// was; --fresh forgets it, --page only writes the tables.
const page = 'docs/month.md'
const { values } = parseArgs({
  options: {
    days: { type: 'string', default: '30' },
    seed: { type: 'string', default: '1' },
    json: { type: 'boolean', default: false },
    fresh: { type: 'boolean', default: false },
    page: { type: 'boolean', default: false },
  },
})
const terms = { days: Number(values.days), seed: Number(values.seed) }
const known = readMonth()
const isSame = known.parts.every(({ days, seed }) => days === terms.days && seed === terms.seed)
let made = values.fresh || !isSame ? { parts: [], nights: [] } : known
const onLine = (line: string): void => void process.stderr.write(`${line}\n`)

if (!values.page)
  for (const group of monthGroups) {
    for (const votes of ['earned', 'claimed'] as const) {
      if (made.parts.some((of) => of.group === group.name && of.votes === votes)) continue
      const part = await makePart({ group, votes, ...terms, onDay: onLine })
      made = { ...made, parts: [...made.parts, part] }
      writeMonth(made)
    }
    if (made.nights.some((of) => of.group === group.name)) continue
    const nights = await monthNights(group, terms, onLine)
    made = { ...made, nights: [...made.nights, ...nights] }
    writeMonth(made)
  }
writeFileSync(page, withTables(readFileSync(page, 'utf8'), monthTables(made), 'month'))
if (values.json) process.stdout.write(`${JSON.stringify(made)}\n`)

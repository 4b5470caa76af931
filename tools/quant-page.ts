import { readFileSync, writeFileSync } from 'node:fs'
import { withRates } from './rates-table.ts'

// Writes the rates into docs/quant/README.md: node scripts/node24.mjs tools/quant-page.ts
const page = 'docs/quant/README.md'
writeFileSync(page, withRates(readFileSync(page, 'utf8')))

import { writeFileSync } from 'node:fs'
import { exchangeErrorsDocument } from '../src/app/index.ts'

// Writes docs/exchange-errors.md from the answers: npm run exchange-errors-page
writeFileSync('docs/exchange-errors.md', exchangeErrorsDocument())

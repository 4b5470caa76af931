import { writeFileSync } from 'node:fs'
import { indicatorsDocument } from '../src/app/index.ts'

// Writes docs/indicators.md from the library: npm run indicators-page
writeFileSync('docs/indicators.md', indicatorsDocument())

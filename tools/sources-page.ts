import { writeFileSync } from 'node:fs'
import { sourcesDocument } from '../src/app/index.ts'

// Writes docs/sources.md from the table of sources: npm run sources-page
writeFileSync('docs/sources.md', sourcesDocument())

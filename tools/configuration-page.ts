import { writeFileSync } from 'node:fs'
import { configurationDocument } from '../src/app/index.ts'

// Writes docs/configuration.md from the settings: npm run configuration-page
writeFileSync('docs/configuration.md', configurationDocument())

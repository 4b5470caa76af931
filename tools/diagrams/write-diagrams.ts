import { mkdirSync, writeFileSync } from 'node:fs'
import { trackedFiles } from '../tracked-files.ts'
import { diagramFiles } from './diagrams-page.ts'

// Draws docs/diagrams from the code: npm run diagrams
mkdirSync('docs/diagrams', { recursive: true })
for (const [file, text] of diagramFiles(trackedFiles())) writeFileSync(file, text)

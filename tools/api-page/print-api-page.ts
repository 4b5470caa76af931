import { writeFileSync } from 'node:fs'
import { apiDocument } from './api-document.ts'
import { trackedFiles } from '../tracked-files.ts'

// Writes docs/api.md from the source: npm run api-page
writeFileSync('docs/api.md', apiDocument(trackedFiles()))

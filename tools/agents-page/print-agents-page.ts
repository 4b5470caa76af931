import { writeFileSync } from 'node:fs'
import { trackedFiles } from '../tracked-files.ts'
import { agentsDocument } from './agents-document.ts'

// Writes docs/agents.md from the roster and the docstrings: npm run agents-page
writeFileSync('docs/agents.md', agentsDocument(trackedFiles()))

import { fileURLToPath } from 'node:url'
import { build } from 'vitepress'
import { copyPapers } from './papers.ts'

// Renders the papers of the repository into site/dist: npm run site.
copyPapers(fileURLToPath(new URL('papers', import.meta.url)))
await build(fileURLToPath(new URL('.', import.meta.url)))

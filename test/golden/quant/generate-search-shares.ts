/**
 * Writes search-shares.json beside this file: how often each search beats random search, from fixed
 * seeds.
 *
 * Run from the top of the project: node scripts/node24.mjs --conditions=coinswarm-source
 *   test/golden/quant/generate-search-shares.ts
 * Run it only when a search or its lands are meant to change, and read what changed.
 */
import { writeFileSync } from 'node:fs'
import { searchShares } from './search-shares.ts'

const path = new URL('search-shares.json', import.meta.url)
writeFileSync(path, `${JSON.stringify(searchShares(), undefined, 1)}\n`)

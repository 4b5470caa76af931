import { readFileSync } from 'node:fs'
import type { House } from './tidy/house.ts'
import { tidy } from './tidy.ts'
import { trackedFiles } from './tracked-files.ts'

// Prints every broken house rule: npm run tidy
const house = JSON.parse(readFileSync('src/rooms.json', 'utf8')) as House
const found = tidy(trackedFiles(), house)
for (const line of found) console.log(line)
if (found.length > 0) process.exitCode = 1

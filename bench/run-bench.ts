import { inlineMore } from '../bin/inline-more.mjs'
import { runBench } from './bench-table.ts'

// One bench in a process of its own: what one taught the compiler must not help or hurt the next.
inlineMore()
const [name = '', size] = process.argv.slice(2)
const rows = await runBench(name, size === 'smoke' ? 'smoke' : 'full')
process.stdout.write(`${JSON.stringify(rows)}\n`)

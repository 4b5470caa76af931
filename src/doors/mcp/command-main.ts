import { main } from '../cli/main.ts'

/** The command line in a process of its own, for one call of a tool. */
process.exitCode = await main(process.argv.slice(2))

import { main } from '../cli/main.ts'

/** Its name beside the file that starts it. */
export type CommandProgram = 'command-main'

/** The command line in a process of its own, for one call of a tool. */
process.exitCode = await main(process.argv.slice(2))

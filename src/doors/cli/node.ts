import path from 'node:path'
import { Command, Option } from 'commander'
import { type ManagerNews, makeManagerKeys, runManager } from '../../app/index.ts'
import { UserError } from '../../base/index.ts'
import { regimeNames } from '../../committee/index.ts'
import { liveClock, liveStopwatch } from '../../kernel/index.ts'
import type { CliContext } from './cli-context.ts'

type Options = {
  readonly role?: string
  readonly manager?: string
  readonly keys?: string
  readonly makeKeys?: boolean
  readonly managers: string
}

/** `coinswarm node`: one role of a fleet, as a process of its own. */
export function nodeCommand(context: CliContext): Command {
  return new Command('node')
    .description('Run one role of a fleet as a process of its own, over NATS.')
    .addOption(new Option('--role <role>', 'what to run').choices(['memory-manager']))
    .option('--manager <n>', 'which of the managers this is, counted from 0')
    .option('--keys <folder>', 'keys and records of managers (default fleet in the desk folder)')
    .option('--make-keys', 'make the keys of all managers, in files of mode 0600, and end')
    .option('--managers <n>', 'how many managers --make-keys makes keys for', '4')
    .addHelpText(
      'after',
      '\nExample:\n  coinswarm node --make-keys\n  coinswarm node --role memory-manager --manager 0',
    )
    .action(async (options: Options) => {
      const folder = path.resolve(options.keys ?? path.join(context.deskFolder, 'fleet'))
      if (options.makeKeys === true) return makeKeys(context, folder, options.managers)
      if (options.role === undefined)
        throw new UserError('usage', '--role memory-manager is missing, or --make-keys.')
      await run(context, folder, wholeNumber('--manager', options.manager, 0))
    })
}

async function makeKeys(context: CliContext, folder: string, managers: string): Promise<void> {
  const count = wholeNumber('--managers', managers, 3)
  const { values } = await context.configuration()
  const agents = values.agents.map(({ name }) => name)
  const made = makeManagerKeys({ folder, count, agents, regimes: regimeNames.length })
  context.json({ command: 'node', made })
  context.print(`${made.group} says who the managers are; every one of them needs it.`)
  for (const file of made.keys) context.print(`${file} is for one manager alone.`)
}

async function run(context: CliContext, folder: string, manager: number): Promise<void> {
  const { values } = await context.configuration()
  const report = await runManager({
    ...{ folder, manager, bus: values.bus, clock: liveClock, stopwatch: liveStopwatch },
    signal: context.interruption(),
    onNews: (news) => {
      const line = newsLine(news)
      if (line !== undefined) context.note(line)
    },
  })
  context.json({ command: 'node', role: 'memory-manager', ...report })
  context.print(`Manager ${manager} ends at slot ${report.slots}, head ${report.head || 'none'}.`)
}

/** What is committed is told by `mem.audit`, and would be too much here. */
function newsLine(news: ManagerNews): string | undefined {
  if (news.kind === 'line') return lines[news.state]
  const { note } = news
  if (note.kind === 'equivocated')
    return `Manager ${note.manager} signed two votes at slot ${note.slot}: it lies, or runs twice.`
  if (note.kind === 'offer-refused')
    return `An offer of manager ${note.manager} was refused at slot ${note.slot}: ${note.why}`
  return undefined
}

const lines: Readonly<Record<string, string>> = {
  up: 'There is a line to NATS.',
  away: 'There is no line to NATS; it is tried again.',
}

function wholeNumber(flag: string, text: string | undefined, least: number): number {
  const value = Number(text)
  if (text !== undefined && /^\d{1,3}$/.test(text) && value >= least) return value
  throw new UserError('usage', `${flag} takes a whole number from ${least}, was '${text ?? ''}'.`)
}

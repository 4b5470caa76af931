import path from 'node:path'
import { Command } from 'commander'
import { deskHealth, managerHealth } from '../../app/index.ts'
import { UserError } from '../../base/index.ts'
import { liveClock } from '../../kernel/index.ts'
import type { CliContext } from './cli-context.ts'

type Options = { readonly alive?: boolean; readonly manager?: string; readonly keys?: string }

const example = 'coinswarm health --json\n  coinswarm health --manager 0 --alive'

/** `coinswarm health`: whether what runs in this folder is alive and at work, for a watchdog. */
export function healthCommand(context: CliContext): Command {
  return new Command('health')
    .description('Say whether the desk of this folder, or a manager, is alive and at work.')
    .option('--alive', 'that it answers is enough: its market, or its line, may be away')
    .option('--manager <n>', 'a manager of the memory instead, counted from 0')
    .option('--keys <folder>', 'keys and records of managers (default fleet in the desk folder)')
    .addHelpText('after', `\nExample:\n  ${example}`)
    .action(async (options: Options) => {
      const found = await healthOf(context, options)
      context.json({ command: 'health', ...found })
      context.print(found.what)
      if (!found.isHealthy) context.answerNo()
    })
}

async function healthOf(
  { deskFolder }: CliContext,
  { alive, manager, keys }: Options,
): Promise<Awaited<ReturnType<typeof deskHealth>> | ReturnType<typeof managerHealth>> {
  const isAliveEnough = alive === true
  if (manager === undefined) return deskHealth(deskFolder, isAliveEnough)
  if (!/^\d{1,3}$/.test(manager))
    throw new UserError('usage', `--manager takes a whole number from 0, was '${manager}'.`)
  const folder = path.resolve(keys ?? path.join(deskFolder, 'fleet'))
  return managerHealth({ folder, manager: Number(manager), clock: liveClock, isAliveEnough })
}

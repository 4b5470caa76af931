import { Command } from 'commander'
import type { CliContext } from './cli-context.ts'
import { truthCommands } from './strategy-truth.ts'

/** `coinswarm strategy`: what is true of strategies, and what may become of them. */
export function strategyCommand(context: CliContext): Command {
  const command = new Command('strategy')
    .description('Ask what is true of the strategies of a desk, and what was thought about them.')
    .addHelpText('after', '\nExample:\n  coinswarm strategy truth')
  for (const each of truthCommands(context)) command.addCommand(each)
  return command
}

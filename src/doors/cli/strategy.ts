import { Command } from 'commander'
import type { CliContext } from './cli-context.ts'
import { contextCommands } from './strategy-context.ts'
import { evolveCommand } from './strategy-evolve.ts'
import { strategyFileCommands } from './strategy-files.ts'
import { settleStrategyCommands } from './strategy-settle.ts'
import { thoughtCommands } from './strategy-thoughts.ts'
import { truthCommands } from './strategy-truth.ts'
import { versionCommands } from './strategy-versions.ts'

/** `coinswarm strategy`: what is true of strategies, and what may become of them. */
export function strategyCommand(context: CliContext): Command {
  const command = new Command('strategy')
    .description(
      'Keep, breed and compare strategies, promote and roll back, and ask what is true of them.',
    )
    .addHelpText('after', '\nExample:\n  coinswarm strategy list')
  const own = [
    ...strategyFileCommands(context),
    ...versionCommands(context),
    evolveCommand(context),
    ...settleStrategyCommands(context),
  ]
  const told = [...truthCommands(context), ...contextCommands(context), ...thoughtCommands(context)]
  for (const each of [...own, ...told]) command.addCommand(each)
  return command
}

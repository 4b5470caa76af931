import { Command } from 'commander'
import { settingLines } from '../../app/index.ts'
import type { CliContext } from './cli-context.ts'

/** `config`: every value in force, with its origin. */
export function configCommand(context: CliContext): Command {
  return new Command('config')
    .description('Shows every setting with its value and where it came from.')
    .addHelpText('after', '\nExample:\n  coinswarm config --env dev')
    .action(async () => {
      const rows = settingLines(await context.configuration())
      for (const { key, value, origin } of rows)
        context.print(`${key.padEnd(24)} ${JSON.stringify(value).padEnd(44)} ${origin}`)
      context.json({ command: 'config', settings: rows })
    })
}

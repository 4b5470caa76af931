import { Command } from 'commander'
import { roster } from '../../agents/index.ts'
import type { CliContext } from './cli-context.ts'

/** `coinswarm agents`: who there is, and what can be set about them. */
export function agentsCommand(context: CliContext): Command {
  return new Command('agents')
    .description('List the agents that ship, with their parameters.')
    .addHelpText('after', '\nExample:\n  coinswarm agents')
    .action(() => list(context))
}

function list(context: CliContext): void {
  context.json({
    command: 'agents',
    agents: roster.map(({ name, summary, parameters }) => ({ name, summary, parameters })),
  })
  for (const { name, summary, parameters } of roster) {
    context.print(`${name}: ${summary}`)
    for (const [key, parameter] of Object.entries(parameters)) {
      const range = 'min' in parameter ? `${parameter.min} to ${parameter.max}` : ''
      context.print(
        `  ${key.padEnd(13)}${String(parameter.default).padEnd(8)}${range.padEnd(14)}${parameter.help}`,
      )
    }
    context.print('')
  }
}

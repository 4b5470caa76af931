import { Command, Option } from 'commander'
import { TokenBook } from '../../app/index.ts'
import { liveClock } from '../../kernel/index.ts'
import { ActBudget } from '../mcp/act-budget.ts'
import type { ActOptions } from '../mcp/act-options.ts'
import { capabilities, type Capability } from '../mcp/act-tools.ts'
import type { CliContext } from './cli-context.ts'
import { interrupted } from './interruption.ts'
import { wholeNumber } from './option-number.ts'
import { version } from './version.ts'

type Options = {
  readonly http?: boolean
  readonly port: string
  readonly allow: readonly Capability[]
  readonly actsPerHour: string
  readonly notionalPerDay: string
}

/** `coinswarm mcp`: reads and research for programs that speak the Model Context Protocol. */
export function mcpCommand(context: CliContext): Command {
  return new Command('mcp')
    .description('Let a model read the desk and run research, by MCP on stdin and stdout.')
    .option('--http', 'by streamable HTTP on 127.0.0.1 instead, for programs with a token')
    .option('--port <port>', 'of --http; 0 takes any that is free', '8788')
    .addOption(
      new Option('--allow <what...>', 'let models act, whose token has that scope')
        .choices(capabilities)
        .default([]),
    )
    .option('--acts-per-hour <n>', 'acts of all models; a kill is none', '6')
    .option('--notional-per-day <n>', 'value that acts may have the desk sell', '100000')
    .addHelpText('after', '\nExample:\n  coinswarm mcp --desk coinswarm-desk')
    .action(async (options: Options) => {
      const { deskFolder: desk, note } = context
      const acts = actsOf(context, options)
      if (options.http === true)
        return overHttp(context, acts, wholeNumber(options.port, '--port', 65_535))
      const { serveMcp } = await import('../mcp/serve-mcp.ts')
      await serveMcp({ desk, version: version(), note, acts })
    })
}

function actsOf({ deskFolder: desk }: CliContext, options: Options): ActOptions {
  const budget = new ActBudget(desk, {
    perHour: wholeNumber(options.actsPerHour, '--acts-per-hour', 1_000),
    notionalPerDay: wholeNumber(options.notionalPerDay, '--notional-per-day', 1e12),
  })
  return { allowed: options.allow, budget, tokens: new TokenBook(desk), clock: liveClock }
}

async function overHttp(context: CliContext, acts: ActOptions, port: number): Promise<void> {
  const { deskFolder: desk, note } = context
  const { serveMcpHttp } = await import('../mcp/serve-mcp-http.ts')
  const server = await serveMcpHttp({ desk, version: version(), port, note, acts })
  context.json({ command: 'mcp', url: server.url })
  context.print(server.url)
  context.print('Make a token with: coinswarm token create NAME --scope read')
  await interrupted(context.interruption())
  await server.close()
}

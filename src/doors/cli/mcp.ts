import { Command } from 'commander'
import { TokenBook } from '../../app/index.ts'
import { liveClock } from '../../kernel/index.ts'
import type { CliContext } from './cli-context.ts'
import { interrupted } from './interruption.ts'
import { wholeNumber } from './option-number.ts'
import { version } from './version.ts'

type Options = { readonly http?: boolean; readonly port: string }

/** `coinswarm mcp`: reads and research for programs that speak the Model Context Protocol. */
export function mcpCommand(context: CliContext): Command {
  return new Command('mcp')
    .description('Let a model read the desk and run research, by MCP on stdin and stdout.')
    .option('--http', 'by streamable HTTP on 127.0.0.1 instead, for programs with a token')
    .option('--port <port>', 'of --http; 0 takes any that is free', '8788')
    .addHelpText('after', '\nExample:\n  coinswarm mcp --desk coinswarm-desk')
    .action(async ({ http, port }: Options) => {
      if (http === true) return overHttp(context, wholeNumber(port, '--port', 65_535))
      const { serveMcp } = await import('../mcp/serve-mcp.ts')
      await serveMcp(context.deskFolder, version(), context.note)
    })
}

async function overHttp(context: CliContext, port: number): Promise<void> {
  const { deskFolder: desk, note } = context
  const { serveMcpHttp } = await import('../mcp/serve-mcp-http.ts')
  const tokens = new TokenBook(desk)
  const server = await serveMcpHttp({
    desk,
    version: version(),
    port,
    tokens,
    note,
    clock: liveClock,
  })
  context.json({ command: 'mcp', url: server.url })
  context.print(server.url)
  context.print('Make a token with: coinswarm token create NAME --scope read')
  await interrupted(context.interruption())
  await server.close()
}

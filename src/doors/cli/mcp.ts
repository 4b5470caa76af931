import { Command } from 'commander'
import type { CliContext } from './cli-context.ts'
import { version } from './version.ts'

/** `coinswarm mcp`: reads and research for programs that speak the Model Context Protocol. */
export function mcpCommand(context: CliContext): Command {
  return new Command('mcp')
    .description('Let a model read the desk and run research, by MCP on stdin and stdout.')
    .addHelpText('after', '\nExample:\n  coinswarm mcp --desk coinswarm-desk')
    .action(async () => {
      const { serveMcp } = await import('../mcp/serve-mcp.ts')
      await serveMcp(context.deskFolder, version(), context.note)
    })
}

import { serveStdio, StdioServerTransport } from '@modelcontextprotocol/server/stdio'
import { ActCalls, type McpActor } from './act-calls.ts'
import type { ActOptions } from './act-options.ts'
import { ToolCalls } from './call-tool.ts'
import { createMcpServer } from './create-mcp-server.ts'

/** Longest message of a client. Unit: bytes. */
const maxBufferSize = 256 * 1024

/** Where the token stands of a client that starts us: no other process can read it there. */
const tokenName = 'COINSWARM_MCP_TOKEN'

/**
 * Speaks MCP on stdin and stdout until the client closes its end. Nothing but the protocol goes to
 * stdout.
 */
export function serveMcp({
  desk,
  version,
  note,
  acts,
}: {
  readonly desk: string
  readonly version: string
  readonly note: (line: string) => void
  readonly acts: ActOptions
}): Promise<void> {
  const calls = new ToolCalls(desk, [])
  const { allowed, tokens, clock, budget } = acts
  const actor = actorOf(acts)
  const offered = { allowed, actor, calls: new ActCalls({ folder: desk, clock, budget }) }
  if (allowed.length > 0 && tokens.find(tokenHere(), clock.now()) === undefined)
    note(`mcp: ${tokenName} is no token of this desk, so nothing but reads and research is offered`)
  const transport = new StdioServerTransport(process.stdin, process.stdout, { maxBufferSize })
  return new Promise((resolve) => {
    serveStdio(() => createMcpServer(calls, version, { acts: offered, isResearcher: true }), {
      transport,
      onerror: (error) => note(`mcp: ${error.message}`),
    })
    // A file or /dev/null as stdin ends and is never closed.
    for (const last of ['end', 'close']) process.stdin.once(last, () => resolve())
  })
}

function tokenHere(): string {
  return process.env[tokenName] ?? ''
}

function actorOf({ tokens, clock }: ActOptions): McpActor {
  const found = tokens.find(tokenHere(), clock.now())
  return {
    key: found?.id ?? '',
    name: `token ${found?.name ?? ''}`,
    may: (scope) => tokens.find(tokenHere(), clock.now())?.scopes.includes(scope) === true,
  }
}

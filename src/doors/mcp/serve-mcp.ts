import { serveStdio, StdioServerTransport } from '@modelcontextprotocol/server/stdio'
import { ToolCalls } from './call-tool.ts'
import { createMcpServer } from './create-mcp-server.ts'

/** Longest message of a client. Unit: bytes. */
const maxBufferSize = 256 * 1024

/**
 * Speaks MCP on stdin and stdout until the client closes its end. Nothing but the protocol goes to
 * stdout.
 */
export function serveMcp(
  desk: string,
  version: string,
  note: (line: string) => void,
): Promise<void> {
  const calls = new ToolCalls(desk, [])
  const transport = new StdioServerTransport(process.stdin, process.stdout, { maxBufferSize })
  return new Promise((resolve) => {
    serveStdio(() => createMcpServer(calls, version), {
      transport,
      onerror: (error) => note(`mcp: ${error.message}`),
    })
    process.stdin.once('close', () => resolve())
  })
}

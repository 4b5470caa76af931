import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client'
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio'
import { drawToken, TokenBook } from '../../src/app/index.ts'
import { liveClock } from '../../src/kernel/index.ts'
import { madeSecret } from '../house/produced.ts'

const bin = fileURLToPath(new URL('../../bin/coinswarm.mjs', import.meta.url))

/** How a client comes in, and which protocol it speaks. */
export const ways = ['stdio', 'HTTP, 2025', 'HTTP, 2026'] as const
export type Way = (typeof ways)[number]

/** The folder of a desk, tokens for it, and clients of the SDK at `coinswarm mcp`. */
export class McpStage {
  readonly folder: string
  readonly tokens: TokenBook
  readonly #clients: Client[] = []
  readonly #servers: ChildProcess[] = []

  /** @param folder - Of a desk that is there; a new one when left out. */
  constructor(folder: string = mkdtempSync(path.join(tmpdir(), 'coinswarm-mcp-'))) {
    this.folder = folder
    this.tokens = new TokenBook(folder)
  }

  /** A token, as it stands in the header of a request. */
  token(name: string, ...scopes: readonly string[]): string {
    const now = liveClock.now()
    const { token } = this.tokens.create({ name, scopes, days: 2, now, ...drawToken() })
    madeSecret(token.slice(13))
    return token
  }

  /** @param words - Of `coinswarm mcp`. @param token - One that may read is made when left out. */
  async connect(
    way: Way,
    words: readonly string[] = [],
    token: string = this.token(`client-${this.#clients.length}`, 'read'),
  ): Promise<Client> {
    const { pin } = { pin: '2026-07-28' }
    const own = way === 'HTTP, 2026' ? { versionNegotiation: { mode: { pin } } } : {}
    const client = new Client({ name: 'test', version: '1' }, own)
    this.#clients.push(client)
    await client.connect(
      way === 'stdio' ? this.#stdio(words, token) : await this.#http(words, token),
    )
    return client
  }

  async stop(): Promise<void> {
    for (const client of this.#clients) await client.close()
    for (const child of this.#servers) {
      const closed = once(child, 'close')
      child.kill('SIGTERM')
      await closed
    }
    rmSync(this.folder, { recursive: true, force: true })
  }

  #stdio(words: readonly string[], token: string): StdioClientTransport {
    return new StdioClientTransport({
      command: process.execPath,
      args: [bin, 'mcp', '--desk', this.folder, ...words],
      env: { PATH: process.env['PATH'] ?? '', COINSWARM_MCP_TOKEN: token },
      stderr: 'ignore',
    })
  }

  async #http(words: readonly string[], token: string): Promise<StreamableHTTPClientTransport> {
    const own = ['--json', '--desk', this.folder, 'mcp', '--http', '--port', '0', ...words]
    const child = spawn(process.execPath, [bin, ...own], { stdio: ['ignore', 'pipe', 'ignore'] })
    this.#servers.push(child)
    const [line] = await once(child.stdout, 'data')
    const { url } = JSON.parse(String(line)) as { readonly url: string }
    const headers = { authorization: `Bearer ${token}` }
    return new StreamableHTTPClientTransport(new URL(url), { requestInit: { headers } })
  }
}

type Content = Awaited<ReturnType<Client['callTool']>>

/** The document of an answer, all of its pages put together. */
export async function wholeAnswer(client: Client, first: Content): Promise<string> {
  let said = textsOf(first)
  let text = said[1] ?? ''
  for (;;) {
    const [, answer, from] = /answer=(\d+), from=(\d+)/.exec(said[2] ?? '') ?? []
    if (answer === undefined) return text
    const words = { answer: Number(answer), from: Number(from) }
    said = textsOf(await client.callTool({ name: 'more', arguments: words }))
    text += said[1] ?? ''
  }
}

function textsOf({ content }: Content): readonly string[] {
  return content.flatMap((each) => (each.type === 'text' ? [each.text] : []))
}

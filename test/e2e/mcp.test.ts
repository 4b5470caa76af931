import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { fileURLToPath } from 'node:url'
import { Client } from '@modelcontextprotocol/client'
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { produced } from '../house/produced.ts'

const folder = mkdtempSync(`${tmpdir()}/coinswarm-mcp-`)
const client = new Client({ name: 'test', version: '1' })
const faults: Error[] = []

beforeAll(async () => {
  const main = new URL('../../src/doors/index.ts', import.meta.url).href
  const script = `import { main } from ${JSON.stringify(main)}; process.exitCode = await main(process.argv.slice(1))`
  const flags = ['--conditions=coinswarm-source', '--input-type=module', '-e', script, '--']
  // Whatever is no message of the protocol on stdout is an error of this transport.
  client.onerror = (error) => void faults.push(error)
  await client.connect(
    new StdioClientTransport({
      command: process.execPath,
      args: [...flags, 'mcp', '--desk', folder],
      stderr: 'ignore',
    }),
  )
})
afterAll(async () => {
  await client.close()
  rmSync(folder, { recursive: true })
})

it('lists reads and research, and nothing that changes a desk', async () => {
  const { tools } = await client.listTools()
  const names = tools.map(({ name }) => name)
  expect(names).toContain('performance')
  expect(names).toContain('backtest')
  expect(names.filter((name) => /order_|kill|flatten|mode$|set_|confirm/.test(name))).toEqual([])
  const { resources } = await client.listResources()
  expect(resources.map(({ uri }) => uri)).toContain('coinswarm://desk/decisions')
})

it('reads a resource, marked as untrusted data', async () => {
  const { contents } = await client.readResource({ uri: 'coinswarm://desk/configuration' })
  const texts = contents.map((each) => ('text' in each ? each.text : ''))
  expect(texts[0]).toMatch(/untrusted data/)
  expect(texts[1]).toMatch(/desk\.cash/)
})

it('runs a backtest that is judged', async () => {
  const result = await client.callTool({ name: 'backtest', arguments: { days: 2 } })
  const text = JSON.stringify(result.content)
  expect(result.isError).toBe(false)
  expect(text).toMatch(/untrusted data/)
  expect(text).toMatch(/command[\\":]+backtest/)
})

it('declines words of a hostile client', async () => {
  const hostile = { agent: ['/tmp/evil.ts'], report: '/tmp/x.html' }
  const told = await client.callTool({ name: 'backtest', arguments: hostile }).then(
    ({ isError }) => isError,
    () => true,
  )
  expect(told).toBe(true)
})

it('ends a run that is cancelled, and is free for the next', async () => {
  const stop = new AbortController()
  const long = client.callTool(
    { name: 'backtest', arguments: { days: 400 } },
    { signal: stop.signal },
  )
  setTimeout(() => stop.abort(), 500)
  await expect(long).rejects.toThrow(/./)
  // The process that was killed is gone a moment later; the run itself would take minutes.
  let isBusy = true
  for (let turn = 0; isBusy && turn < 50; turn += 1) {
    await new Promise((resolve) => setTimeout(resolve, 50))
    const next = await client.callTool({ name: 'backtest', arguments: { days: 1 } })
    isBusy = next.isError === true
  }
  expect(isBusy).toBe(false)
  expect(faults.map(String).filter((fault) => /JSON|parse/i.test(fault))).toEqual([])
})

it('starts as its paper tells a client to, in whatever folder that is', async () => {
  const root = fileURLToPath(new URL('../..', import.meta.url)).replace(/\/$/, '')
  const block = /```json\n(.*?)```/s.exec(readFileSync(`${root}/docs/mcp.md`, 'utf8'))?.[1] ?? ''
  const { mcpServers } = JSON.parse(block.replaceAll('/path/to/coinswarm', root)) as {
    readonly mcpServers: Readonly<Record<string, { command: string; args: string[] }>>
  }
  const told = mcpServers['coinswarm'] ?? { command: '', args: [] }
  const other = new Client({ name: 'test', version: '1' })
  await other.connect(new StdioClientTransport({ ...told, cwd: folder, stderr: 'ignore' }))
  expect((await other.listTools()).tools.length).toBeGreaterThan(10)
  await other.close()
})

it('ends well when nobody speaks to it', () => {
  const bin = fileURLToPath(new URL('../../bin/coinswarm.mjs', import.meta.url))
  const { status, stderr } = spawnSync(process.execPath, [bin, 'mcp', '--desk', folder], {
    stdio: ['ignore', 'pipe', 'pipe'],
    encoding: 'utf8',
  })
  produced(stderr)
  expect([status, stderr]).toEqual([0, ''])
})

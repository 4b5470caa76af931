import { request } from 'node:http'
import { text } from 'node:stream/consumers'
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { drawToken, TokenBook } from '../../app/index.ts'
import { type Micros, micros, minuteUs } from '../../domain/index.ts'
import { SimulatedDisk } from '../../kernel/index.ts'
import { ActBudget } from './act-budget.ts'
import { type McpHttpServer, serveMcpHttp } from './serve-mcp-http.ts'

let now: Micros = micros(0)
const wait = (us: number): void => {
  now = micros(now + us)
}
/** What the server does every minute. */
let sweep = (): void => {}
const tokens = new TokenBook('desk', new SimulatedDisk())
let server: McpHttpServer
const notes: string[] = []
const limits = { perHour: 1, notionalPerDay: 1 }

const bearer = (name: string, ...scopes: readonly string[]): string =>
  `Bearer ${tokens.create({ name, scopes, days: 2, now, ...drawToken() }).token}`
let reader = ''

beforeAll(async () => {
  server = await serveMcpHttp({
    ...{ desk: 'desk', version: '1', port: 0, note: (line) => notes.push(line) },
    acts: {
      ...{ tokens, allowed: [], budget: new ActBudget('desk', limits, new SimulatedDisk()) },
      clock: {
        now: () => now,
        after: (_us, task) => {
          sweep = task
          return () => undefined
        },
      },
    },
  })
  reader = bearer('reader', 'read')
})
beforeEach(() => wait(10 * minuteUs))
afterAll(() => server.close())

type Headers = Readonly<Record<string, string>>
type Said = { readonly status: number; readonly session: string; readonly body: string }

/** One request in whatever words. */
function ask(method: string, given: Headers, body?: string): Promise<Said> {
  const { 'content-type': _of, ...bare } = given
  const headers = body === undefined ? bare : given
  const { port, pathname } = new URL(server.url)
  return new Promise((resolve, reject) => {
    const options = { host: '127.0.0.1', port, method, path: pathname, headers, agent: false }
    const call = request(options, (answer) => {
      const { statusCode: status = 0, headers: answered } = answer
      const session = String(answered['mcp-session-id'] ?? '')
      text(answer).then((read) => resolve({ status, session, body: read }), reject)
    })
    call.on('error', reject)
    call.end(body)
  })
}

const json = { 'content-type': 'application/json', accept: 'application/json, text/event-stream' }
const hello = JSON.stringify({
  ...{ jsonrpc: '2.0', id: 1, method: 'initialize' },
  params: {
    protocolVersion: '2025-11-25',
    capabilities: {},
    clientInfo: { name: 'raw', version: '1' },
  },
})
const list = JSON.stringify({ jsonrpc: '2.0', id: 2, method: 'tools/list' })
const as = (authorization: string): Headers => ({ ...json, authorization })

/** A client of the SDK. @param pin - The protocol it speaks; one of 2025 when left out. */
async function connected(authorization: string, pin?: string): Promise<Client> {
  const own = pin === undefined ? {} : { versionNegotiation: { mode: { pin } } }
  const client = new Client({ name: 'test', version: '1' }, own)
  const requestInit = { headers: { authorization } }
  await client.connect(new StreamableHTTPClientTransport(new URL(server.url), { requestInit }))
  return client
}

it.each([undefined, '2026-07-28'])('serves a client of the SDK that speaks %s', async (pin) => {
  const client = await connected(reader, pin)
  const names = (await client.listTools()).tools.map(({ name }) => name)
  expect(names).toContain('performance')
  expect((await client.listResources()).resources.length).toBeGreaterThan(5)
  const told = await client.callTool({ name: 'more', arguments: { answer: 999, from: 0 } })
  expect(told.isError).toBe(true)
  await client.close()
})

it.each([undefined, '2026-07-28'])(
  'lets a token that may only read spend no trial and look at no experiment, by %s',
  async (pin) => {
    const client = await connected(reader, pin)
    const names = (await client.listTools()).tools.map(({ name }) => name)
    const runs = ['backtest', 'sweep', 'walkforward', 'experiment', 'gate', 'soundness']
    for (const name of runs) {
      expect(names).not.toContain(name)
      await expect(client.callTool({ name, arguments: {} })).rejects.toThrow(/not found|unknown/i)
    }
    await client.close()
    const other = await connected(bearer(`runner-${pin ?? '2025'}`, 'read', 'control'), pin)
    const all = (await other.listTools()).tools.map(({ name }) => name)
    expect(all).toEqual(expect.arrayContaining(runs))
    await other.close()
  },
)

it('lets in a token that may read, and nobody else', async () => {
  const { authorization: _none, ...stranger } = as('')
  expect((await ask('POST', stranger, hello)).status).toBe(401)
  expect((await ask('POST', as('Bearer csw_00000000_nothing'), hello)).status).toBe(401)
  expect((await ask('GET', stranger)).status).toBe(401)
  expect((await ask('POST', as(bearer('narrow', 'control', 'trade')), hello)).status).toBe(403)
  const gone = bearer('gone', 'read')
  expect((await ask('POST', as(gone), hello)).status).toBe(200)
  tokens.revoke('gone')
  expect((await ask('POST', as(gone), hello)).status).toBe(401)
  wait(minuteUs)
  const statuses: number[] = []
  for (let i = 0; i < 12; i += 1) statuses.push((await ask('POST', as(gone), hello)).status)
  expect(statuses).toEqual([...Array.from({ length: 10 }, () => 401), 429, 429])
  expect((await ask('POST', as(reader), hello)).status).toBe(200)
})

it.each(['evil.example', '127.0.0.1.', '127.0.0.1:1', '[::ffff:127.0.0.1]'])(
  'lets nobody in under the Host %s, with a good token',
  async (host) => {
    for (const method of ['GET', 'POST', 'DELETE'])
      expect((await ask(method, { ...as(reader), host })).status).toBe(403)
    expect((await ask('POST', { ...as(reader), host }, hello)).status).toBe(403)
  },
)

it.each(['null', 'http://evil.example', 'http://127.0.0.1.evil.example', 'http://localhost:1'])(
  'refuses the Origin %s with a good token, and takes its own',
  async (origin) => {
    expect((await ask('POST', { ...as(reader), origin }, hello)).status).toBe(403)
    const own = new URL(server.url).origin
    expect((await ask('POST', { ...as(reader), origin: own }, hello)).status).toBe(200)
  },
)

it('declines what is large, deep, poisoned, malformed or of another type', async () => {
  const big = JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'x'.repeat(65_536) })
  const said = async (body: string, type = json['content-type']): Promise<number> =>
    (await ask('POST', { ...as(reader), 'content-type': type }, body)).status
  expect(await said(big)).toBe(413)
  expect(await said(`${'['.repeat(17)}${']'.repeat(17)}`)).toBe(400)
  expect(await said('{"__proto__":{}}')).toBe(400)
  for (const body of ['', '{', 'null', '7', '[]', '{}', '"x"', list, '{"jsonrpc":"1.0"}'])
    expect([body, await said(body)]).toEqual([body, 400])
  for (const type of ['text/plain', 'application/x-www-form-urlencoded'])
    expect(await said(hello, type)).toBe(415)
  for (const method of ['PUT', 'PATCH', 'OPTIONS'])
    expect((await ask(method, as(reader))).status).toBe(404)
})

it('shows a session to the token that opened it alone, and ends it for both', async () => {
  const { status, session } = await ask('POST', as(reader), hello)
  expect([status, session.length]).toEqual([200, 43])
  const mine = { ...as(reader), 'mcp-session-id': session }
  const other = { ...as(bearer('other', 'read')), 'mcp-session-id': session }
  expect((await ask('POST', mine, list)).status).toBe(200)
  expect((await ask('POST', other, list)).status).toBe(404)
  expect((await ask('DELETE', other)).status).toBe(404)
  expect((await ask('DELETE', mine)).status).toBe(200)
  expect((await ask('POST', mine, list)).status).toBe(404)
})

it('ends a session after thirty silent minutes, and with its token', async () => {
  const open = async (authorization: string): Promise<Headers> => {
    const { session } = await ask('POST', as(authorization), hello)
    return { ...as(authorization), 'mcp-session-id': session }
  }
  const short = bearer('short', 'read')
  const [mine, theirs] = [await open(reader), await open(short)]
  tokens.revoke('short')
  wait(29 * minuteUs)
  sweep()
  expect((await ask('POST', mine, list)).status).toBe(200)
  expect((await ask('POST', theirs, list)).status).toBe(401)
  wait(31 * minuteUs)
  sweep()
  expect((await ask('POST', mine, list)).status).toBe(404)
})

it('keeps sixteen sessions: the one that was silent longest makes room', async () => {
  const sessions: string[] = []
  for (let i = 0; i < 17; i += 1) {
    wait(1_000)
    sessions.push((await ask('POST', as(reader), hello)).session)
  }
  const statusOf = async (session = ''): Promise<number> =>
    (await ask('POST', { ...as(reader), 'mcp-session-id': session }, list)).status
  expect(await statusOf(sessions[0])).toBe(404)
  expect(await statusOf(sessions[1])).toBe(200)
  expect(await statusOf(sessions[16])).toBe(200)
})

it('asks six hundred times a minute at most', async () => {
  let last = 0
  for (let i = 0; i < 601; i += 1) last = (await ask('DELETE', as(reader))).status
  expect(last).toBe(429)
  wait(minuteUs)
  expect((await ask('POST', as(reader), hello)).status).toBe(200)
})

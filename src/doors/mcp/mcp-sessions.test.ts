import { McpServer } from '@modelcontextprotocol/server'
import { expect, it } from 'vitest'
import { micros } from '../../domain/index.ts'
import { McpSessions } from './mcp-sessions.ts'

const clock = { now: () => micros(1), after: () => () => undefined }
const never = new Promise<void>(() => undefined)
const protocolVersion = '2025-11-25'
const hello = {
  ...{ jsonrpc: '2.0', id: 1, method: 'initialize' },
  params: { protocolVersion, capabilities: {}, clientInfo: { name: 'raw', version: '1' } },
}

async function send(sessions: McpSessions, body: object, session?: string): Promise<Response> {
  const headers = {
    ...{ 'content-type': 'application/json', accept: 'application/json, text/event-stream' },
    ...(session === undefined ? {} : { 'mcp-session-id': session }),
  }
  const text = JSON.stringify(body)
  const request = new Request('http://127.0.0.1/mcp', { method: 'POST', headers, body: text })
  const make = (): McpServer => new McpServer({ name: 'test', version: '1' })
  return sessions.serve({ request, body, key: 'key', closed: never }, make)
}

it('keeps sixteen sessions when more are begun at the same time', async () => {
  const sessions = new McpSessions({ clock, isGood: () => true })
  const begun = await Promise.all(Array.from({ length: 40 }, () => send(sessions, hello)))
  expect(begun.filter(({ status }) => status === 503)).toHaveLength(24)
  const ids = begun.flatMap(({ headers }) => headers.get('mcp-session-id') ?? [])
  expect(ids).toHaveLength(16)
  const ping = { jsonrpc: '2.0', id: 2, method: 'ping' }
  for (const id of ids) expect((await send(sessions, ping, id)).status).toBe(200)
  // All of them are at work: nobody makes room.
  expect((await send(sessions, hello)).status).toBe(503)
  sessions.close()
  expect((await send(sessions, { jsonrpc: '2.0', id: 3, method: 'nothing' })).status).toBe(400)
  expect((await send(sessions, hello)).status).toBe(200)
})

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { drawToken, TokenBook } from '../../app/index.ts'
import { UserError } from '../../base/index.ts'
import { micros } from '../../domain/index.ts'
import { type MetricsServer, serveMetrics } from './serve-metrics.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'metrics-door-'))
const tokens = new TokenBook(folder)
const clock = { now: () => micros(1_000_000), after: () => () => undefined }
const metrics = { text: async () => 'coinswarm_equity 1\n', contentType: 'text/plain' }
const served: MetricsServer[] = []

afterEach(async () => {
  for (const server of served.splice(0)) await server.close()
  rmSync(folder, { recursive: true, force: true })
})

async function serve(): Promise<MetricsServer> {
  const server = await serveMetrics({ metrics, tokens, clock, host: '127.0.0.1', port: 0 })
  served.push(server)
  return server
}

function tokenFor(scope: string): string {
  const now = micros(1_000_000)
  return tokens.create({ name: scope, scopes: [scope], days: 1, now, ...drawToken() }).token
}

async function codeOf(url: string, token: string, method = 'GET'): Promise<number> {
  const reply = await fetch(url, { method, headers: { authorization: `Bearer ${token}` } })
  await reply.text()
  return reply.status
}

test('metrics are read by GET with a token that may read, and nothing else is there', async () => {
  const { url } = await serve()
  const read = tokenFor('read')
  expect(await codeOf(url, read)).toBe(200)
  expect(await codeOf(url, read, 'POST')).toBe(405)
  expect(await codeOf(url.replace('/metrics', '/'), read)).toBe(404)
  expect(await codeOf(url, tokenFor('trade'))).toBe(403)
  expect(await codeOf(url.replace('/metrics', '/other'), 'none')).toBe(401)
  tokens.revoke('read')
  expect(await codeOf(url, read)).toBe(401)
})

test('who guesses is told to wait, and a right token enters all the same', async () => {
  const { url } = await serve()
  const read = tokenFor('read')
  for (let guess = 0; guess < 10; guess += 1) expect(await codeOf(url, `${guess}`)).toBe(401)
  expect(await codeOf(url, 'again')).toBe(429)
  expect(await codeOf(url, read)).toBe(200)
})

test('a port that is taken is told with the setting that changes it', async () => {
  const { port } = await serve()
  const again = serveMetrics({ metrics, tokens, clock, host: '127.0.0.1', port })
  const error = await again.catch((reason: unknown) => reason)
  expect(error).toBeInstanceOf(UserError)
  expect(String(error)).toContain('metrics.port')
})

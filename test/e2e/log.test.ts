// @module-tag long
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { z } from 'zod'
import type { LogEntry } from '../../src/app/index.ts'
import { serveDesk } from '../../src/doors/index.ts'
import { until } from '../servers/start-server.ts'
import { Caller } from './page-caller.ts'
import { startCli } from './start-cli.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'log-'))
afterAll(() => rmSync(folder, { recursive: true }))

const entry = z.strictObject({
  ts: z.iso.datetime(),
  level: z.enum(['debug', 'info', 'warn', 'error']),
  room: z.string(),
  message: z.string(),
  id: z.string().optional(),
  cause: z.string().optional(),
  repeats: z.int().optional(),
})

function entriesIn(text: string): readonly z.infer<typeof entry>[] {
  const lines = text.split('\n').filter((line) => line !== '')
  return lines.map((line) => entry.parse(JSON.parse(line)))
}

test('a desk writes what it says and does, each order with the decision that led to it', async () => {
  const file = path.join(folder, 'logs', 'desk.log')
  const market = ['--market', 'generated', '--speed', '36000', '--agent', 'trend']
  const words = ['up', '--desk', path.join(folder, 'desk'), '--headless', ...market]
  const cli = startCli([...words, '--log', 'json'], [], {
    COINSWARM_LOG_FILE: file,
    COINSWARM_LOG_LEVEL: 'debug',
  })
  const hasOrder = (): boolean =>
    existsSync(file) && /"id":"order-/.test(readFileSync(file, 'utf8'))
  await until(hasOrder, `an order: ${cli.said}`, 60_000)
  cli.child.kill('SIGTERM')
  await cli.closed

  const text = readFileSync(file, 'utf8')
  const entries = entriesIn(text)
  expect(statSync(file).mode & 0o777).toBe(0o600)
  expect(entriesIn(cli.said)).toEqual(entries)
  expect(cli.out).toContain('stopped: ')
  const sent = entries.find(({ id, cause }) => id?.startsWith('order-') && cause !== undefined)
  const decisions = entries.map(({ id }) => id).filter((id) => id?.startsWith('decision-'))
  expect(decisions).toContain(sent?.cause)
})

test('each answer of the page is written with its route, and never with its address', async () => {
  const caller = new Caller()
  const entries: LogEntry[] = []
  const log = (line: LogEntry): void => void entries.push(line)
  const server = await serveDesk({ ...caller.options, log })
  await fetch(`${server.origin}/api/health?key=secret`)
  await until(() => entries.length > 0, 'a line')
  await server.close()
  await caller.stop()
  const line = { level: 'info', room: 'http', message: 'GET /api/health: 401' }
  expect(entries).toEqual([{ ...line, id: expect.stringMatching(/^request-/) }])
})

test('without it up says what it always said', async () => {
  const market = ['--market', 'generated', '--speed', '3600', '--agent', 'trend']
  const cli = startCli(['up', '--desk', path.join(folder, 'plain'), '--headless', ...market])
  await until(() => cli.said !== '', 'a first line', 60_000)
  cli.child.kill('SIGTERM')
  await cli.closed
  expect(cli.said).not.toContain('{"ts"')
  expect(cli.out).toContain('stopped: ')
})

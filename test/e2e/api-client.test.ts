import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { ApiStage } from './api-stage.ts'

const stage = new ApiStage()
beforeAll(() => stage.start())
afterAll(() => stage.stop())

it('runs the example of its page against a desk, in a process of its own', async () => {
  const page = readFileSync(path.resolve('docs/http-api.md'), 'utf8')
  const [, code = ''] = /```ts\n([\s\S]*?)```/.exec(page) ?? []
  const { authorization = '' } = stage.token('example', 'read').as
  const env = {
    ...process.env,
    DESK_URL: stage.caller.server.origin,
    DESK_TOKEN: authorization.slice(7),
  }
  const flags = ['--conditions=coinswarm-source', '--input-type=module-typescript', '-e', code]
  const { stdout } = await promisify(execFile)(process.execPath, flags, { env })
  const { status, fills } = stage.caller.desk.snapshot()
  const [first, ...rows] = stdout.trim().split('\n')
  expect(first).toBe(`${status.mode}, equity ${status.equity.toFixed(2)}`)
  const newest = [...fills].sort((a, b) => b.t - a.t).slice(0, 3)
  expect(rows.map((row) => row.split(' ')[0])).toEqual(
    newest.map(({ t }) => new Date(t).toISOString()),
  )
})

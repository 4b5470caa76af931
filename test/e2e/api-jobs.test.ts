// @module-tag long

import { existsSync } from 'node:fs'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { minuteUs } from '../../src/domain/index.ts'
import { apiClient, DeskJobs, streamFrame, type ApiClient } from '../../src/doors/index.ts'
import { liveClock } from '../../src/kernel/index.ts'
import { ApiStage } from './api-stage.ts'
import { runCoinswarm } from './run-coinswarm.ts'

const stage = new ApiStage()
beforeAll(() => stage.start())
beforeEach(() => stage.wait(10 * minuteUs))
afterAll(() => stage.stop())

function clientAs(name: string, ...scopes: readonly string[]): ApiClient {
  const { authorization = '' } = stage.token(name, ...scopes).as
  const { origin } = stage.caller.server
  return apiClient({ origin, token: authorization.slice(7), send: (url, init) => fetch(url, init) })
}

/** Once a job is so. */
function reached(id: string, isSo: (state: string, done: number) => boolean): Promise<void> {
  return new Promise((resolve) => {
    const look = (): boolean => {
      const row = stage.jobs.find(id)
      return row !== undefined && isSo(row.state, row.progress?.done ?? 0)
    }
    if (look()) return resolve()
    const stop = stage.jobs.subscribe(() => {
      if (!look()) return
      stop()
      resolve()
    })
  })
}
const ended = (id: string): Promise<void> => reached(id, (state) => state !== 'running')

it('begins a run, tells how far it is, and gives what the command line gives', async () => {
  const ask = clientAs('runner', 'read', 'control')
  const { job } = await ask('startJob', { kind: 'backtest', options: { days: 5, seed: 3 } })
  expect(job).toMatchObject({ state: 'running', kind: 'backtest', by: 'token runner' })
  await ended(job.id)
  const { job: done, result } = await ask('job', { id: job.id })
  expect(done).toMatchObject({ id: job.id, state: 'done', error: null })
  const words = ['--json', '--desk', stage.folder, 'backtest', '--market=generated', '--days=5']
  const cli = JSON.parse((await runCoinswarm([...words, '--seed=3'])).stdout)
  expect(result).toMatchObject({ command: 'backtest', hash: cli.hash })
  expect((await ask('jobs', {})).rows.map(({ id }) => id)).toContain(job.id)
})

it('needs the scope control to begin and to end one, and read to look', async () => {
  const read = clientAs('looker', 'read')
  const control = clientAs('pilot', 'control')
  const wish = { kind: 'backtest', options: { days: 1 } } as const
  await expect(read('startJob', wish)).rejects.toMatchObject({ code: 'scope-missing' })
  await expect(control('jobs', {})).rejects.toMatchObject({ code: 'scope-missing' })
  const id = '0123456789abcdef'
  await expect(read('cancelJob', { id })).rejects.toMatchObject({ code: 'scope-missing' })
  await expect(read('job', { id })).rejects.toMatchObject({ status: 404, code: 'job-unknown' })
  await expect(control('cancelJob', { id })).rejects.toMatchObject({ code: 'job-unknown' })
})

it.each([
  { kind: 'kill', options: {} },
  { kind: 'backtest' },
  { kind: 'backtest', options: { agent: ['/tmp/evil.ts'] } },
  { kind: 'backtest', options: { report: '/tmp/x.html' } },
  { kind: 'backtest', options: { data: '../../etc/passwd' } },
  { kind: 'sweep', options: { days: 2 } },
  { kind: 'experiment', options: { name: '../x' } },
])('declines %j, and begins nothing', async (wish) => {
  const { as } = stage.token(`hostile-${stage.tokens.all().length}`, 'control')
  const before = stage.jobs.all().length
  const said = await stage.caller.ask('POST /api/v1/jobs', as, JSON.stringify(wish))
  expect(said.status).toBe(400)
  expect(stage.jobs.all()).toHaveLength(before)
})

it('runs two at once, ends one that is cancelled, and streams it all', async () => {
  const ask = clientAs('busy', 'read', 'control')
  const { as } = stage.token('ears', 'read')
  const { port, origin } = stage.caller.server
  const headers = { authorization: as['authorization'] ?? '', origin }
  const socket = new WebSocket(`ws://127.0.0.1:${port}/api/v1/stream?topics=jobs`, { headers })
  const frames: string[] = []
  socket.addEventListener('message', ({ data }) => {
    const frame = streamFrame.parse(JSON.parse(String(data)))
    if (frame.kind === 'event') frames.push(JSON.stringify(frame.data))
  })
  await new Promise((resolve) => socket.addEventListener('message', resolve, { once: true }))
  const long = { kind: 'sweep', options: { days: 60, agent: ['cross'], vary: ['fast=5..50/1'] } }
  const [one, two] = [await ask('startJob', long as never), await ask('startJob', long as never)]
  await expect(ask('startJob', long as never)).rejects.toMatchObject({ status: 429 })
  await reached(one.job.id, (_state, done) => done > 0)
  for (const { job } of [one, two]) await ask('cancelJob', { id: job.id })
  for (const { job } of [one, two]) await ended(job.id)
  expect((await ask('job', { id: one.job.id })).job.state).toBe('cancelled')
  await new Promise<void>((resolve) => {
    const look = (): void => {
      if (frames.filter((frame) => frame.includes('"cancelled"')).length === 2) resolve()
    }
    socket.addEventListener('message', look)
    look()
  })
  expect(frames.some((frame) => /"progress":{"done":[1-9]/.test(frame))).toBe(true)
  socket.close()
})

it('says why a run failed, and remembers it all over a restart', async () => {
  const ask = clientAs('failing', 'read', 'control')
  const { job } = await ask('startJob', { kind: 'experiment', options: { name: 'none' } })
  await ended(job.id)
  const failed = stage.jobs.find(job.id)
  expect(failed).toMatchObject({ state: 'failed' })
  expect(failed?.error).toMatch(/none\.toml/)
  const begun = await ask('startJob', { kind: 'backtest', options: { days: 400 } })
  expect(existsSync(`${stage.folder}/jobs/${begun.job.id}.json`)).toBe(true)
  // As if this process had ended without a word.
  const next = new DeskJobs({ folder: stage.folder, clock: liveClock })
  expect(next.find(begun.job.id)).toMatchObject({ state: 'interrupted' })
  expect(next.find(job.id)).toMatchObject({ state: 'failed', error: failed?.error })
  stage.jobs.cancel(begun.job.id)
  await ended(begun.job.id)
})

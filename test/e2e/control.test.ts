import { once } from 'node:events'
import fs from 'node:fs'
import path from 'node:path'
import Sqlite from 'better-sqlite3'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { auditPlace } from '../../src/journal/index.ts'
import { deskPaths, verifyDeskAudit } from '../../src/app/index.ts'
import { ControlStage, writeBuyingAgent } from './control-stage.ts'

let stage: ControlStage
beforeEach(() => {
  stage = new ControlStage()
})
afterEach(() => stage.close())

it('a desk whose books in SQL are locked is killed, goes back for a reason, and hears a signal', async () => {
  const desk = stage.start('--agent', writeBuyingAgent(stage.folder))
  await stage.until(() => stage.held() > 0)
  const locked = new Sqlite(deskPaths(stage.folder).projection)
  locked.exec('BEGIN EXCLUSIVE')
  const kill = await stage.run('kill', '--json')
  expect([kill.code, kill.stderr]).toEqual([0, ''])
  expect(JSON.parse(kill.stdout)).toMatchObject({
    command: 'kill',
    isRunning: true,
    state: { mode: 'emergency', isHold: false },
    audit: { sequence: 3 },
  })
  await stage.until(() => stage.held() === 0)
  locked.close()

  const silent = await stage.run('mode', 'normal')
  expect([silent.code, silent.stderr]).toEqual([2, expect.stringMatching(/--reason/)])
  const back = await stage.run('mode', 'normal', '--reason', 'looked through it')
  expect([back.code, back.stdout]).toEqual([0, expect.stringMatching(/emergency to normal/)])
  const again = await stage.run('mode', 'normal', '--reason', 'twice')
  expect([again.code, again.stdout]).toEqual([1, expect.stringMatching(/already/)])

  desk.kill('SIGUSR2')
  await stage.until(() => stage.mode === 'emergency')
  expect(stage.modes().map(({ to, actor }) => [to, actor.split(':')[0]])).toEqual([
    ['emergency', 'cli'],
    ['normal', 'cli'],
    ['emergency', 'signal'],
  ])
  expect(stage.said).toMatch(/alert: .* by cli: kill/)
  const show = await stage.run('mode', '--json')
  expect(JSON.parse(show.stdout)).toMatchObject({ isRunning: true, state: { mode: 'emergency' } })
})

it('a file KILL kills a running desk at once and a stopped one at its start, and bars the way back', async () => {
  const agent = writeBuyingAgent(stage.folder)
  const file = path.join(stage.folder, 'KILL')
  const desk = stage.start('--agent', agent)
  await stage.until(() => stage.held() > 0)
  fs.writeFileSync(file, 'hold\n')
  await stage.until(() => stage.mode === 'emergency')
  expect(stage.modes().at(-1)).toMatchObject({ actor: 'file:KILL', isHold: true })
  expect(stage.held()).toBeGreaterThan(0)
  const barred = await stage.run('mode', 'normal', '--reason', 'too early')
  expect([barred.code, barred.stdout]).toEqual([1, expect.stringMatching(/KILL is there/)])
  fs.rmSync(file)
  expect((await stage.run('mode', 'normal', '--reason', 'it is gone')).code).toBe(0)
  desk.kill('SIGINT')
  await once(desk, 'exit')

  fs.writeFileSync(file, '')
  const before = stage.events().length
  const next = stage.start('--agent', agent)
  await stage.until(() => stage.mode === 'emergency' && stage.held() === 0)
  const [first] = stage.events().slice(before)
  expect(first).toMatchObject({ kind: 'mode-changed', to: 'emergency', actor: 'file:KILL' })
  expect(stage.said).toMatch(/KILL is there; remove it/)
  next.kill('SIGINT')
  await once(next, 'exit')
})

it('a stopped desk is moved in its journal, and comes up so', async () => {
  const agent = writeBuyingAgent(stage.folder)
  expect((await stage.run('mode')).stderr).toMatch(/There is no journal/)
  const desk = stage.start('--agent', agent)
  await stage.until(() => stage.held() > 0)
  desk.kill('SIGINT')
  await once(desk, 'exit')
  expect((await stage.run('kill', '--hold')).stdout).toMatch(/normal to emergency.*comes up in it/)
  expect((await stage.run('kill')).stdout).toMatch(/emergency to emergency/)
  expect((await stage.run('kill')).stdout).toMatch(/already/)
  expect((await stage.run('limits')).stderr).toMatch(/No desk is running/)
  expect(stage.modes().map(({ isHold = false }) => isHold)).toEqual([true, false])
  stage.start('--agent', agent)
  await stage.until(() => stage.held() === 0)
  expect(stage.mode).toBe('emergency')
})

it('an audit that cannot be written stops everything but a kill', async () => {
  stage.start('--agent', writeBuyingAgent(stage.folder))
  await stage.until(() => stage.held() > 0)
  const { lock } = auditPlace(stage.folder)
  fs.renameSync(lock, `${lock}.away`)
  fs.writeFileSync(lock, 'no folder')
  const pause = await stage.run('mode', 'pause', '--reason', 'to see')
  expect([pause.code, pause.stderr]).toEqual([3, expect.stringMatching(/nothing was done/)])
  expect(stage.mode).toBe('normal')
  const kill = await stage.run('kill', '--json')
  expect([kill.code, JSON.parse(kill.stdout)]).toEqual([
    0,
    expect.objectContaining({ audit: null }),
  ])
  expect(stage.mode).toBe('emergency')
  expect(stage.said).toMatch(/alert: kill is not in the audit yet/)
  fs.rmSync(lock)
  fs.renameSync(`${lock}.away`, lock)
  await stage.until(() => stage.acts().includes('kill done'))
  expect(stage.acts()).toEqual(['start asked', 'start done', 'kill asked', 'kill done'])
  expect(verifyDeskAudit(stage.folder).ok).toBe(true)
})

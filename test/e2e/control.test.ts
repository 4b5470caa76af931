// @module-tag long

import { once } from 'node:events'
import fs from 'node:fs'
import path from 'node:path'
import { DatabaseSync } from 'node:sqlite'
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
  const locked = new DatabaseSync(deskPaths(stage.folder).projection)
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

  const tighter = await stage.run('limits', 'set', 'grossMax', '0.5', '--reason', 'a wild week')
  expect([tighter.code, tighter.stdout]).toEqual([0, expect.stringMatching(/grossMax is 0.5 now/)])
  const wider = await stage.run('limits', 'set', 'grossMax', '0.9', '--reason', 'calm again')
  expect([wider.code, wider.stdout]).toEqual([0, expect.stringMatching(/will be 0.9 from/)])
  const none = await stage.run('limits', 'set', 'noneMax', '0.9', '--reason', 'no such')
  expect(none.code).toBe(1)
  const limits: unknown = JSON.parse((await stage.run('limits', '--json')).stdout).limits
  expect(limits).toContainEqual(
    expect.objectContaining({
      key: 'grossMax',
      value: 0.5,
      next: expect.objectContaining({ value: 0.9 }),
    }),
  )

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
  const again = await stage.run('kill', '--hold')
  expect([again.code, again.stdout]).toEqual([0, expect.stringMatching(/already/)])
  // What the first move leads to is not in the journal yet: nothing may stand before it.
  const back = await stage.run('mode', 'normal', '--reason', 'too early')
  expect([back.code, back.stderr]).toEqual([
    2,
    expect.stringMatching(/has not come up in emergency/),
  ])
  const full = await stage.run('kill')
  expect([full.code, full.stderr]).toEqual([3, expect.stringMatching(/KILL was left there/)])
  await restoredToo()
  expect((await stage.run('limits')).stderr).toMatch(/No desk is running/)
  stage.start('--agent', agent)
  await stage.until(() => stage.held() === 0)
  expect(stage.mode).toBe('emergency')
  expect(stage.modes().map(({ isHold = false }) => isHold)).toEqual([true, false])
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

it('a desk whose start cannot be written comes up in pause, and says why', async () => {
  const { lock } = auditPlace(stage.folder)
  fs.mkdirSync(path.dirname(lock), { recursive: true })
  fs.writeFileSync(lock, 'no folder')
  stage.start('--agent', writeBuyingAgent(stage.folder))
  await stage.until(() => stage.mode === 'pause')
  expect(stage.modes().map(({ to, actor }) => [to, actor])).toEqual([['pause', 'audit']])
  await stage.until(() => /alert: .*audit/.test(stage.said))
})

/** A backup of the desk has its audit, entry by entry. */
async function restoredToo(): Promise<void> {
  const file = path.join(stage.folder, 'desk.backup')
  const saved = await stage.run('backup', '--to', file, '--unencrypted')
  expect([saved.code, saved.stdout]).toEqual([0, expect.stringMatching(/the audit/)])
  const restored = path.join(stage.folder, 'restored')
  const words = ['restore', file, '--unencrypted', '--desk', restored]
  expect((await stage.run(...words)).code).toBe(0)
  expect(verifyDeskAudit(restored)).toEqual(verifyDeskAudit(stage.folder))
}

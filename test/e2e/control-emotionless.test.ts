// @module-tag long

import { once } from 'node:events'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { ControlStage, writeBuyingAgent } from './control-stage.ts'

let stage: ControlStage
beforeEach(() => {
  stage = new ControlStage()
  stage.configure('[display]\nisEmotionless = true\n')
})
afterEach(() => stage.close())

it('a desk without emotions tells of no money of today, and by hand only goes to safety', async () => {
  // Its market begins at one in the morning, and stays within that day.
  const desk = stage.start('--speed', '600', '--agent', writeBuyingAgent(stage.folder))
  await stage.until(() => stage.held() > 0)
  await stage.until(() => /equity/.test(stage.said))
  expect((await stage.run('mode', 'pause', '--reason', 'news')).code).toBe(0)
  const back = await stage.run('mode', 'normal', '--reason', 'it looks good', '--json')
  expect([back.code, JSON.parse(back.stdout).refused]).toEqual([
    1,
    { code: 'by-hand-refused', message: expect.stringMatching(/display.isEmotionless is on/) },
  ])
  expect((await stage.run('limits', 'set', 'grossMax', '9', '--reason', 'more')).code).toBe(1)
  expect((await stage.run('limits', 'set', 'grossMax', '0.5', '--reason', 'less')).code).toBe(0)
  desk.kill('SIGINT')
  await once(desk, 'exit')
  const told = stage.said.match(/equity [\d.]+ USD \([^)]+\)/g) ?? []
  expect(told.length).toBeGreaterThan(1)
  expect(new Set(told)).toEqual(new Set(['equity 100000.00 USD (+0.00 %)']))
  expect(stage.said).toMatch(/no fill yet/)

  const stopped = await stage.run('mode', 'normal', '--reason', 'it looks better')
  expect([stopped.code, stopped.stderr]).toEqual([2, expect.stringMatching(/set that to false/)])
  expect((await stage.run('mode', 'reduce', '--reason', 'it looks worse')).code).toBe(0)
  expect(stage.modes().map(({ to }) => to)).toEqual(['pause', 'reduce'])
  const acts = stage.acts().filter((act) => /^(mode|limit)/.test(act))
  expect(acts.filter((act) => act.endsWith('failed'))).toEqual([
    'mode failed',
    'limit failed',
    'mode failed',
  ])
})

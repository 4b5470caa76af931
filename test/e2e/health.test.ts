// @module-tag long
import { once } from 'node:events'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { ControlStage, writeBuyingAgent } from './control-stage.ts'

let stage: ControlStage
beforeEach(() => {
  stage = new ControlStage()
})
afterEach(() => stage.close())

async function health(...words: readonly string[]): Promise<readonly [number, unknown]> {
  const { code, stdout, stderr } = await stage.run('health', '--json', ...words)
  expect(stderr).toBe('')
  return [code, JSON.parse(stdout)]
}

it('tells a desk at work from one that is paused by hand, hangs, or is gone', async () => {
  const none = await health()
  expect(none).toEqual([1, expect.objectContaining({ ailment: 'desk-not-running' })])

  const desk = stage.start('--agent', writeBuyingAgent(stage.folder))
  await stage.until(() => stage.held() > 0)
  const [code, well] = await health()
  expect([code, well]).toEqual([
    0,
    expect.objectContaining({ command: 'health', isHealthy: true, mode: 'normal' }),
  ])
  expect(well).toMatchObject({ pulse: { isStale: false, isFinished: false } })
  expect((await stage.run('mode', 'pause', '--reason', 'a look')).code).toBe(0)
  const text = await stage.run('health')
  expect([text.code, text.stdout]).toEqual([
    0,
    expect.stringMatching(/^The desk is alive, in pause, at event \d+ of its journal\.\n$/),
  ])

  desk.kill('SIGSTOP')
  for (const words of [[], ['--alive']])
    expect(await health(...words)).toEqual([
      1,
      expect.objectContaining({ isHealthy: false, ailment: 'desk-silent' }),
    ])
  desk.kill('SIGCONT')
  expect((await health('--alive'))[0]).toBe(0)

  const closed = once(desk, 'close')
  desk.kill('SIGTERM')
  await closed
  expect((await health())[1]).toMatchObject({ ailment: 'desk-not-running' })
})

it('declines a manager without a number', async () => {
  const { code, stderr } = await stage.run('health', '--manager', 'first')
  expect([code, stderr]).toEqual([2, expect.stringMatching(/whole number/)])
})

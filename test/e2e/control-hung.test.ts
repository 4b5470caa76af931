// @module-tag long

import { once } from 'node:events'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { verifyDeskAudit, verifyDeskJournal } from '../../src/app/index.ts'
import { ControlStage, writeHangingAgent } from './control-stage.ts'

let stage: ControlStage
beforeEach(() => {
  stage = new ControlStage()
})
afterEach(() => stage.close())

it('a desk that hangs in an agent is ended, taken over and sold out by kill alone', async () => {
  const agent = writeHangingAgent(stage.folder, '2024-01-02T02:00:00Z')
  const desk = stage.start('--agent', agent)
  await stage.until(() => stage.held() > 0)
  await stage.until(() => stage.said.includes('T') && isStuck())
  const ended = once(desk, 'exit')

  const mode = await stage.run('mode', 'pause', '--reason', 'it hangs')
  expect([mode.code, mode.stderr]).toEqual([3, expect.stringMatching(/does not answer/)])
  const kill = await stage.run('kill')
  expect(kill.stderr).not.toMatch(/mistake in coinswarm/)
  expect(kill.stdout).toMatch(/process \d+ was ended/)
  expect(kill.stdout).toMatch(/nothing is held any more/)
  expect(kill.code).toBe(0)
  expect((await ended)[1]).toBe('SIGKILL')

  expect(stage.held()).toBe(0)
  expect(stage.modes().at(-1)).toMatchObject({ to: 'emergency' })
  expect(stage.events().filter(({ kind }) => kind === 'agents-dismissed')).toHaveLength(1)
  expect(stage.acts()).toEqual([
    'start asked',
    'start done',
    'take-over asked',
    'kill asked',
    'kill done',
    'take-over done',
  ])
  expect(verifyDeskJournal(stage.folder).faults).toEqual([])
  expect(verifyDeskAudit(stage.folder).faults).toEqual([])
  const replay = await stage.run('replay')
  expect([replay.code, replay.stdout]).toEqual([0, expect.stringMatching(/the same state/)])
})

/** Nothing has been written for a while. */
let seen = { events: 0, at: 0 }
function isStuck(): boolean {
  const events = stage.events().length
  if (events !== seen.events) seen = { events, at: Date.now() }
  return events > 0 && Date.now() - seen.at > 3_000
}

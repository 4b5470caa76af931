import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { ControlDoors, deskPaths, listAudit, type PaperDesk } from '../../src/app/index.ts'
import { readJournal } from '../../src/journal/index.ts'
import { liveClock, nodeDisk } from '../../src/kernel/index.ts'
import { Caller } from './page-caller.ts'
import { type Ran, runCoinswarm } from './run-coinswarm.ts'
import { openSleepingDesk, sleeper } from './sleeping-desk.ts'

let folder: string
let desk: PaperDesk
beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'control-wake-'))
  desk = await openSleepingDesk(folder)
})
afterEach(() => {
  desk.stop()
  rmSync(folder, { recursive: true })
})

const wake = (...words: readonly string[]): Promise<Ran> =>
  runCoinswarm(['wake', ...words, '--desk', folder])

const acts = (): readonly string[] =>
  listAudit(folder).map(({ entry }) => `${entry.door} ${entry.act} ${entry.stage}`)

it('what hibernates is woken by its name and with a reason, which is written before', async () => {
  expect(desk.control.state.hibernating).toEqual([
    { scope: 'instrument', subject: 0, name: sleeper },
  ])
  const doors = await ControlDoors.open(desk.control, {
    folder,
    clock: liveClock,
    onNote: () => {},
    pulse: () => desk.pulse(),
  })
  try {
    if (process.platform !== 'win32')
      expect(statSync(path.join(folder, 'control')).mode & 0o077).toBe(0)
    const silent = await wake(sleeper)
    expect([silent.code, silent.stderr]).toEqual([2, expect.stringMatching(/--reason TEXT/)])
    const other = await wake('hanging', '--reason', 'to see')
    expect([other.code, other.stdout]).toEqual([
      1,
      `hanging does not hibernate on this desk; these do: ${sleeper}.\n`,
    ])
    expect(acts()).toEqual([])

    const { code, stdout } = await wake(sleeper, '--reason', 'another market', '--json')
    expect([code, JSON.parse(stdout)]).toEqual([
      0,
      expect.objectContaining({
        command: 'wake',
        did: `${sleeper} is awake, with a quarter of its size`,
        audit: expect.objectContaining({ sequence: 1 }),
      }),
    ])
    expect(acts()).toEqual(['cli wake asked', 'cli wake done'])
    const [asked] = listAudit(folder)
    expect(asked?.entry).toMatchObject({ what: 'wake instrument 0', reason: 'another market' })
    const events = [...readJournal(deskPaths(folder).journal, nodeDisk)].map(({ event }) => event)
    expect(events.at(-1)).toMatchObject({
      kind: 'standing-changed',
      share: 0.25,
      actor: expect.stringMatching(/^cli:/),
      reason: 'another market',
    })

    const again = await wake(sleeper, '--reason', 'once more', '--json')
    expect([again.code, JSON.parse(again.stdout).refused]).toEqual([
      1,
      {
        code: 'limit-refused',
        message: `${sleeper} does not hibernate on this desk; nothing does.`,
      },
    ])
  } finally {
    doors.close()
  }
  const absent = await wake(sleeper, '--reason', 'nobody is there')
  expect([absent.code, absent.stderr]).toEqual([3, expect.stringMatching(/No desk is running/)])
})

it('a page wakes it by its position, once', async () => {
  const caller = new Caller(desk.control)
  await caller.start()
  const session = { ...caller.json(), ...(await caller.session()) }
  const { body } = await caller.ask('GET /api/csrf', session)
  const headers = { ...session, 'x-coinswarm-csrf': String(JSON.parse(body).token) }
  const post = (wish: object): ReturnType<Caller['ask']> =>
    caller.ask('POST /api/wake', headers, JSON.stringify(wish))
  const wish = { scope: 'instrument', subject: 0, reason: 'another market' }
  expect((await caller.ask('GET /api/control', headers)).body).toContain(sleeper)
  for (const none of [{}, { ...wish, scope: 'all' }, { ...wish, subject: sleeper }])
    expect((await post(none)).status).toBe(400)
  expect((await post({ ...wish, reason: '' })).status).toBe(400)
  expect((await post({ ...wish, scope: 'strategy' })).status).toBe(409)
  const woken = await post(wish)
  expect([woken.status, JSON.parse(woken.body)]).toEqual([
    200,
    expect.objectContaining({ did: `${sleeper} is awake, with a quarter of its size` }),
  ])
  expect((await post(wish)).status).toBe(409)
  expect(acts().slice(-4)).toEqual([
    'page wake asked',
    'page wake done',
    'page wake asked',
    'page wake failed',
  ])
  await caller.stop()
})

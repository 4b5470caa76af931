// @module-tag long
import { spawnSync } from 'node:child_process'
import { renameSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { verifyJournal } from '../../src/journal/index.ts'
import { deskPaths } from '../../src/app/index.ts'
import { nodeDisk } from '../../src/kernel/index.ts'
import { hasNats } from '../servers/nats-server.ts'
import { hasNetworks } from '../servers/network.ts'
import { hasPostgres } from '../servers/postgres-server.ts'
import { until } from '../servers/start-server.ts'
import { hasContainers } from './container.ts'
import { FleetStage } from './fleet-stage.ts'

const managers = [0, 1, 2, 3].map((n) => `manager-${n}`)
const health = ['node', '/app/bin/coinswarm.mjs', 'health', '--json']

describe.skipIf(!hasContainers || !hasNetworks || !hasNats || !hasPostgres)('the fleet', () => {
  let fleet: FleetStage
  beforeAll(async () => {
    fleet = await FleetStage.open('compose.fleet.yml')
  })
  afterAll(() => fleet?.close())

  const whole = (): number => {
    const { journal, anchor } = deskPaths(fleet.volume('desk'))
    const { faults, torn, head } = verifyJournal(journal, anchor, nodeDisk)
    expect({ faults, torn }).toEqual({ faults: [], torn: undefined })
    return head.sequence
  }

  it('comes up, and every health check of the file says yes', async () => {
    for (const name of ['nats', 'database']) {
      fleet.start(name)
      await fleet.healthy(name)
    }
    expect([await fleet.start('migration').ended(), fleet.of('migration').said]).toEqual([
      0,
      expect.stringMatching(/is now of this version/),
    ])
    for (const name of ['page', 'desk', ...managers]) fleet.start(name)
    for (const name of ['page', 'desk', ...managers]) await fleet.healthy(name)
    fleet.start('follower')
    await fleet.healthy('follower')
  })

  it('runs without rights, on a root that it cannot write', async () => {
    const desk = fleet.of('desk')
    const { text } = await desk.run(['cat', '/proc/1/status'])
    expect(text).toMatch(/^Uid:\t1000\t1000\t1000\t1000$/m)
    for (const set of ['Prm', 'Eff', 'Bnd', 'Inh', 'Amb'])
      expect(text).toMatch(new RegExp(`^Cap${set}:\\t0+$`, 'm'))
    expect(text).toMatch(/^NoNewPrivs:\t1$/m)
    for (const place of ['/app/x', '/x', '/usr/x'])
      expect((await desk.run(['touch', place])).code).not.toBe(0)
    const reading = await fleet.of('follower').run(['touch', '/desk/x'])
    expect(reading.text).toMatch(/Read-only file system/)
  })

  it('serves its page through the published port, to the name that a browser calls it by', async () => {
    const ask = (host: string): readonly string[] => [
      'node',
      '-e',
      `require('http').get({ port: 8786, headers: { host: '${host}' } }, (answer) => {
        console.log(answer.statusCode)
        process.exit()
      })`,
    ]
    expect((await fleet.of('page').run(ask('127.0.0.1:8787'))).text).toBe('200\n')
    expect((await fleet.of('page').run(ask('desk:8786'))).text).toBe('403\n')
  })

  it('has a manager back that was killed, and the others never missed', async () => {
    await fleet.of('manager-1').end('SIGKILL')
    for (const name of ['manager-0', 'manager-2', 'manager-3']) await fleet.healthy(name)
    fleet.start('manager-1')
    await fleet.healthy('manager-1')
    // It is alive before it has said all that it has to say.
    const said = (): string => fleet.of('manager-1').said
    await until(async () => said().includes('There is a line to NATS'), 'its line to NATS')
  })

  it('lets no second desk onto the volume of the first', async () => {
    await fleet.healthy('desk')
    const second = fleet.start('desk', ['up'])
    expect(await second.ended()).toBe(2)
    expect(second.said).toMatch(/in use by process \d+ of another container/)
    expect((await fleet.of('desk').run(health)).code).toBe(0)
  })

  it('stops in order at SIGTERM, with its journal whole, and goes on from its volume', async () => {
    expect(await fleet.of('desk').end('SIGTERM')).toBe(0)
    const stopped = whole()
    fleet.start('desk')
    await fleet.healthy('desk')
    const told = async (): Promise<{
      readonly mode: string
      readonly pulse: { sequence: number }
    }> => JSON.parse((await fleet.of('desk').run(health)).text)
    const first = await told()
    expect([first.mode, first.pulse.sequence >= stopped]).toEqual(['normal', true])
    await until(async () => (await told()).pulse.sequence > stopped, 'the next event')
  })

  it('goes on at once where its desk was killed', async () => {
    await fleet.of('desk').end('SIGKILL')
    fleet.start('desk')
    await fleet.healthy('desk')
    expect(await fleet.of('desk').end('SIGTERM')).toBe(0)
    whole()
  })

  it('comes back from a backup on a volume that is new', async () => {
    const archive = ['--unencrypted', '--to', '/desk/desk.backup']
    const before = whole()
    const made = fleet.start('desk', ['backup', ...archive])
    expect([await made.ended(), made.said]).toEqual([0, expect.stringMatching(/read back and ver/)])
    const file = path.join(fleet.folder, 'desk.backup')
    renameSync(path.join(fleet.volume('desk'), 'desk.backup'), file)
    fleet.emptyVolume('desk')
    const mounted = { from: file, to: '/desk.backup', isReadOnly: true }
    const words = ['restore', '/desk.backup', '--unencrypted']
    const restored = fleet.start('desk', words, [mounted])
    expect([await restored.ended(), restored.said]).toEqual([
      0,
      expect.stringMatching(/restored and opened/),
    ])
    expect(whole()).toBe(before)
    fleet.start('desk')
    await fleet.healthy('desk')
    expect(await fleet.of('desk').end('SIGTERM')).toBe(0)
    expect(whole()).toBeGreaterThan(before)
  })

  it('ends in order, and the database has what the journal has', async () => {
    const { text } = await fleet
      .of('follower')
      .run([...['node', '/app/bin/coinswarm.mjs', 'db', 'status', '--json']])
    expect(JSON.parse(text).journal.events).toBe(whole())
    for (const name of ['follower', ...managers, 'page'])
      expect([name, await fleet.of(name).end('SIGTERM')]).toEqual([name, 0])
    for (const name of ['nats', 'database']) await fleet.of(name).end('SIGINT')
    expect(spawnSync('pgrep', ['-f', fleet.volume('desk')]).stdout.toString()).toBe('')
  })
})

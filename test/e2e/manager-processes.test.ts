// @module-tag long
import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { hasNats, type NatsServer, startNats } from '../servers/nats-server.ts'
import { hasNetworks, type Network, openNetwork } from '../servers/network.ts'
import { until } from '../servers/start-server.ts'
import { Watcher } from './manager-stage.ts'
import { type Cli, ended, startCli } from './start-cli.ts'

const count = 4

describe.skipIf(!hasNats)('four managers, each a process of its own, over NATS', () => {
  let folder = ''
  let nats: NatsServer
  let watcher: Watcher
  let managers: Cli[] = []
  let networks: Network[] = []
  let proposing: NodeJS.Timeout | undefined
  const ends: (() => Promise<void>)[] = []

  beforeEach(async () => {
    folder = mkdtempSync(`${tmpdir()}/coinswarm-managers-`)
    ;[managers, networks] = [[], []]
    const made = await ended(startCli(['node', '--make-keys', '--keys', folder, '--json']))
    if (made.code !== 0) throw new Error(`no keys were made: ${made.said}`)
  })
  afterEach(async () => {
    clearInterval(proposing)
    for (const { child } of managers) child.kill('SIGKILL')
    await Promise.all(managers.map(({ closed }) => closed))
    for (const end of ends.splice(0).toReversed()) await end()
    for (const network of networks) network.end()
    rmSync(folder, { recursive: true })
  })

  const run = (manager: number): void => {
    const network = networks[manager]
    const url = network === undefined ? nats.url : `nats://${network.outerHost}:${nats.port}`
    const words = ['node', '--role', 'memory-manager', '--manager', String(manager)]
    managers[manager] = startCli(
      [...words, '--keys', folder, '--desk', folder, '--json'],
      network?.inside,
      { COINSWARM_BUS_URL: url },
    )
  }
  const serve = async (options: Parameters<typeof startNats>[0] = {}): Promise<void> => {
    nats = await startNats(options)
    ends.push(() => nats.end())
  }
  const begin = async (): Promise<void> => {
    watcher = new Watcher(nats.url)
    ends.push(() => watcher.bus.close())
    for (let manager = 0; manager < count; manager += 1) run(manager)
    await until(() => managers.every(({ said }) => said.includes('a line to NATS')), 'four lines')
    proposing = setInterval(() => watcher.propose(), 40)
    await until(() => watcher.slotOf(count) >= 3, 'the first slots')
  }
  /** Waits for more to be committed by so many managers. */
  const more = (least: number, what: string): Promise<void> => {
    const before = watcher.slotOf(1)
    return until(() => watcher.slotOf(least) > before + 2, what, 60_000)
  }
  /** Stops proposing, and holds all ends together. */
  const finish = async (): Promise<void> => {
    clearInterval(proposing)
    await until(() => watcher.slotOf(count) === watcher.slotOf(1), 'all to agree', 60_000)
    await sleep(2_500)
    await until(() => watcher.slotOf(count) === watcher.slotOf(1), 'all to agree', 60_000)
    for (const { child } of managers) child.kill('SIGTERM')
    const reports = await Promise.all(managers.map((each) => ended(each)))
    expect(reports.map(({ code }) => code)).toEqual([0, 0, 0, 0])
    expect(
      new Set(reports.map(({ json }) => JSON.stringify([json['slots'], json['head']]))).size,
    ).toBe(1)
    expect(Number(reports[0]?.json['slots'])).toBeGreaterThan(5)
    expect(watcher.split).toEqual([])
  }

  it('go on when one is killed and when the server is, and come to one log', async () => {
    await serve()
    await begin()
    managers[2]?.child.kill('SIGKILL')
    await more(3, 'three to go on')
    await nats.kill()
    await sleep(1_000)
    await nats.start()
    await more(3, 'three to go on after the server was killed')
    run(2)
    await more(4, 'the fourth to catch up')
    await finish()
  })

  it.skipIf(!hasNetworks)('agree on nothing in two halves, and on one log when whole', async () => {
    networks = Array.from({ length: count }, (_, number) => openNetwork(1 + number))
    await serve({ host: '0.0.0.0' })
    await begin()
    networks[3]?.cut()
    await more(3, 'three to go on')
    networks[1]?.cut()
    // What was on its way when the line was cut may still be heard of.
    await sleep(1_000)
    const halted = watcher.slotOf(1)
    await sleep(3_000)
    expect(watcher.slotOf(1)).toBe(halted)
    for (const network of networks) network.mend()
    await more(4, 'all four to go on')
    await finish()
  })

  it('have keys that only their owner can read, which are never written over', async () => {
    for (let manager = 0; manager < count; manager += 1)
      expect(statSync(`${folder}/manager-${manager}.key`).mode & 0o777).toBe(0o600)
    const again = await ended(startCli(['node', '--make-keys', '--keys', folder, '--json']))
    expect([again.code, again.json['error']]).toMatchObject([2, { code: 'managers-file' }])
  })

  it('decline a key of another, no number, and a server that wants a token', async () => {
    await serve({ settings: ['authorization { token: "not-for-anybody" }'] })
    const asked = async (...words: readonly string[]): Promise<unknown> => {
      const cli = startCli(['node', ...words, '--keys', folder, '--desk', folder, '--json'], [], {
        COINSWARM_BUS_URL: nats.url,
      })
      const { code, json } = await ended(cli)
      const error = json['error']
      const told = typeof error === 'object' && error !== null && 'code' in error ? error.code : ''
      return [code, told]
    }
    const role = ['--role', 'memory-manager']
    expect(await asked()).toEqual([2, 'usage'])
    expect(await asked(...role)).toEqual([2, 'usage'])
    expect(await asked(...role, '--manager', '4')).toEqual([2, 'managers-file'])
    expect(await asked(...role, '--manager', '0')).toEqual([3, 'bus-refused'])
  })
})

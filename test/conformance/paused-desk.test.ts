// @module-tag long

import { type ChildProcessByStdio, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import type { Readable } from 'node:stream'
import { createInterface } from 'node:readline'
import { setTimeout as wait } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { acquireLock } from '../../src/journal/index.ts'
import { BinanceVenue } from './binance-scene.ts'

type Desk = ChildProcessByStdio<null, Readable, null>

let venue: BinanceVenue
beforeAll(async () => {
  venue = await BinanceVenue.open()
})
afterAll(() => venue.close())

const program = fileURLToPath(new URL('./paused-desk.ts', import.meta.url))

function startDesk(folder: string, desk: number): Desk {
  const child = spawn(process.execPath, [program, folder, venue.url, String(desk)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  onTestFinished(() => {
    child.kill('SIGKILL')
    rmSync(folder, { recursive: true, force: true })
  })
  return child
}

async function until(isTrue: () => boolean): Promise<void> {
  for (let turn = 0; turn < 600 && !isTrue(); turn += 1) await wait(20)
  expect(isTrue()).toBe(true)
}

/** Orders of the account, by the number of the desk that sent them. */
function ordersOf(desk: number): number {
  const { exchange } = venue.scene.house
  const of = desk.toString(16).padStart(16, '0')
  return [...exchange.openOrders(0), ...exchange.closedOrders(0)].filter(({ request }) =>
    request.clientId.replaceAll('-', '').startsWith(of),
  ).length
}

describe.skipIf(process.platform !== 'linux')('a desk that is paused', () => {
  const dead = (folder: string): void => {
    const path = `${folder}/desk-000001.lock`
    const owner: object = JSON.parse(readFileSync(path, 'utf8'))
    writeFileSync(path, JSON.stringify({ ...owner, startedAt: '1' }))
    // Or the kernel would still tell that it lives.
    rmSync(`${folder}/desk.held`)
  }

  it.each<[string, number, (folder: string) => void, number]>([
    ['and taken for dead', 7, dead, 2],
    ['and whose lock was removed by hand', 8, (folder) => rmSync(folder, { recursive: true }), 1],
  ])('%s sends nothing when it wakes', async (_, desk, lose, token) => {
    const folder = mkdtempSync(`${tmpdir()}/coinswarm-paused-`)
    const said: string[] = []
    const child = startDesk(folder, desk)
    createInterface(child.stdout).on('line', (line) => said.push(line))
    const stat = `/proc/${child.pid}/stat`
    await until(() => / T /.test(readFileSync(stat, 'utf8')))

    // It lives, so nobody takes its folder.
    expect(() => acquireLock(folder)).toThrow(`process ${child.pid}`)
    const before = ordersOf(desk)
    expect(before).toBe(20)
    lose(folder)
    const next = acquireLock(folder)
    expect(next.token).toBe(token)

    child.kill('SIGCONT')
    await until(() => said.includes('tried'))
    await wait(500)
    expect(ordersOf(desk)).toBe(before)
    expect(said.filter((line) => line === 'shut')).toHaveLength(1)
    expect(said.slice(said.indexOf('shut'))).not.toContain('done')
    expect(next.isHeld()).toBe(true)
    child.kill('SIGKILL')
    await once(child, 'exit')
  })

  it('and still holds its folder goes on when it wakes', async () => {
    const folder = mkdtempSync(`${tmpdir()}/coinswarm-paused-`)
    const child = startDesk(folder, 9)
    await until(() => / T /.test(readFileSync(`/proc/${child.pid}/stat`, 'utf8')))
    child.kill('SIGCONT')
    await until(() => ordersOf(9) > 25)
  })
})

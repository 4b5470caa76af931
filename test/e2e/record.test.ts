// @module-tag long

import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { runCoinswarm } from './run-coinswarm.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'coinswarm-record-'))
const started: ReturnType<typeof spawn>[] = []
afterAll(() => {
  for (const child of started) child.kill('SIGINT')
  rmSync(folder, { recursive: true })
})

/** Starts an exchange and waits for its address. */
async function exchangeAddress(): Promise<string> {
  const args = [
    'exchange',
    '--dialect',
    'kraken',
    '--port',
    '0',
    '--speed',
    '60',
    '--state',
    'none',
  ]
  const bin = path.resolve('bin/coinswarm.mjs')
  const child = spawn(process.execPath, [bin, ...args, '--desk', folder])
  started.push(child)
  let text = ''
  return new Promise((resolve, reject) => {
    child.stdout.on('data', (part: Buffer) => {
      text += part.toString()
      const [address] = /http:\/\/127\.0\.0\.1:\d+/.exec(text) ?? []
      if (address !== undefined) resolve(address)
    })
    child.on('close', () => reject(new Error(`no address was told: ${text}`)))
  })
}

it('records our own exchange twice, and its depth comes out of the recording', async () => {
  const url = await exchangeAddress()
  const record = ['data', 'record', '--instrument', 'BTC/USD', '--for', '5s', '--url', url]
  const paths: string[] = []
  for (const files of [1, 2]) {
    const ran = await runCoinswarm([...record, '--desk', folder, '--json'])
    expect(ran.stderr).toContain('recording: 0 records')
    const report = JSON.parse(ran.stdout)
    expect(report).toMatchObject({ files, gaps: 1, lost: 0, instruments: ['BTC-USD.KRAKEN'] })
    expect(report.records).toBeGreaterThan(100)
  }
  const listed = await runCoinswarm(['data', 'list', '--desk', folder, '--json'])
  for (const each of JSON.parse(listed.stdout).recordings) paths.push(each.path)
  expect(paths).toHaveLength(2)
  const ran = await runCoinswarm(['exchange', 'calibrate', '--ticks', ...paths, '--json'])
  const { depth, settings } = JSON.parse(ran.stdout)
  expect(depth).toMatchObject({ kind: 'fitted', doesFit: true, stepShare: 1, spreadTicks: 2 })
  expect(settings.depth).toMatchObject({ levels: 10, halfSpreadTicks: 1, stepTicks: 1 })
  expect(Math.abs(depth.growth.value - 0.5)).toBeLessThan(4 * depth.growth.error)
  expect(Math.abs(depth.noise.value - 0.25)).toBeLessThan(5 * depth.noise.error)
  const text = await runCoinswarm(['exchange', 'calibrate', '--ticks', ...paths])
  expect(text.stdout).toMatch(/^depth {5}10 levels, spread 2 ticks/m)
}, 60_000)

it('says what is wrong with what it is told', async () => {
  const wrong = async (...args: readonly string[]): Promise<readonly [number, string]> => {
    const { code, stderr } = await runCoinswarm([...args, '--desk', folder])
    return [code, stderr]
  }
  const record = ['data', 'record', '--instrument', 'BTC/USD']
  expect(await wrong(...record, '--keep', 'much')).toEqual([2, expect.stringContaining('--keep')])
  expect(await wrong(...record, '--url', 'http://127.0.0.1:1')).toEqual([
    3,
    expect.stringContaining('does not answer'),
  ])
  expect(await wrong('exchange', 'calibrate', '--ticks', 'README.md')).toEqual([
    2,
    expect.stringContaining('README.md'),
  ])
}, 60_000)

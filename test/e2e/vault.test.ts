// @module-tag long

import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { wireRights } from '../../src/venue/index.ts'
import { keyOf, secretFor, secretOf } from '../house/canaries.ts'
import { SpokenProcess } from './rehearsal-stage.ts'
import { type Ran, runCoinswarm } from './run-coinswarm.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'coinswarm-vault-'))
const desk = path.join(folder, 'desk')
const vault = path.join(desk, 'vault')
const keys = path.join(folder, 'keys')
const passphrase = path.join(folder, 'passphrase')
const opening = ['--passphrase-file', passphrase, '--desk', desk, '--json']
let exchange: SpokenProcess
let url = ''

beforeAll(async () => {
  await runCoinswarm(['--version'])
  mkdirSync(desk)
  writeFileSync(passphrase, `${secretOf('passphrase')}\n`, { mode: 0o600 })
  const accounts = Object.keys(wireRights).map((word) => `${word}:${word}-secret:1000:${word}`)
  const own = [`${keyOf('vault')}:${secretOf('vault')}`, `${keyOf('other')}:${secretOf('other')}`]
  exchange = new SpokenProcess([
    ...['exchange', '--dialect', 'binance', '--port', '0', '--state', 'none'],
    ...['--account', ...own, ...accounts],
  ])
  ;[url = ''] = /http:\/\/[\d.:]+/.exec(await exchange.line(/^exchange: /)) ?? []
})
afterAll(async () => {
  await exchange.kill('SIGKILL')
  rmSync(folder, { recursive: true })
})

function put(key: string, secret: string): void {
  writeFileSync(keys, `${key}\n${secret}\n`, { mode: 0o600 })
}

async function vaulted(...args: readonly string[]): Promise<Ran> {
  return runCoinswarm(['vault', ...args, ...opening])
}

async function code(...args: readonly string[]): Promise<unknown> {
  const ran = await vaulted(...args)
  return ran.code === 0 ? 'done' : JSON.parse(ran.stdout).error.code
}

describe('coinswarm vault', () => {
  it('keeps a key, lists it without opening it, and proves it', async () => {
    expect(await code('check')).toBe('no-vault')
    put(keyOf('vault'), secretOf('vault'))
    const add = ['add', 'main', '--venue', 'binance', '--account', 'spot']
    expect(await code(...add, '--key-file', keys)).toBe('done')
    const listed = await runCoinswarm(['vault', 'list', '--desk', desk])
    expect(listed.stdout).toMatch(/main +binance +spot +\d{4}-\d\d-\d\d \d\d:\d\d:\d\d +0 +never/)
    const { stdout } = await vaulted('check')
    expect(JSON.parse(stdout)).toMatchObject({ proved: true, asked: false, keys: [{ days: 0 }] })
    expect(await code('add', 'main', '--venue', 'kraken', '--key-file', keys)).not.toBe('done')
  })

  it('asks the venue what a key may do', async () => {
    expect(await code('check', 'main', '--venue-url', url)).toBe('done')
    const { stdout } = await vaulted('check', '--ask', '--venue-url', url)
    expect(JSON.parse(stdout)).toMatchObject({ asked: true })
    expect(await code('check', 'main', '--venue-url', 'https://api.binance.com')).toBe(
      'rehearsal-url',
    )
  })

  it.each([
    ['withdraw', 'venue-key-withdraws'],
    ['transfer', 'venue-key-withdraws'],
    ['sub-accounts', 'venue-key-withdraws'],
    ['margin', 'venue-key-withdraws'],
    ['untold', 'venue-key-unproved'],
  ])('does not take a key that may %s, and keeps the old one', async (word, refusal) => {
    const before = readFileSync(vault)
    put(word, `${word}-secret`)
    const asking = ['--key-file', keys, '--venue-url', url]
    expect(await code('add', `${word}-key`, '--venue', 'binance', ...asking)).toBe(refusal)
    expect(await code('rotate', 'main', ...asking)).toBe(refusal)
    expect(readFileSync(vault)).toEqual(before)
  })

  it('rotates a key once the venue has proved the new one', async () => {
    put(keyOf('other'), secretFor('demo'))
    const asking = ['--key-file', keys, '--venue-url', url]
    expect(await code('rotate', 'main', ...asking)).toBe('venue-key')
    put(keyOf('other'), secretOf('other'))
    expect(await code('rotate', 'main', ...asking)).toBe('done')
    expect(await code('check', 'main', '--venue-url', url)).toBe('done')
    expect(await code('rotate', 'nobody', ...asking)).toBe('vault-key')
  })

  it('stays shut for another passphrase, for files of others, and once it was changed', async () => {
    const wrong = path.join(folder, 'wrong')
    writeFileSync(wrong, 'not the passphrase\n', { mode: 0o600 })
    const ran = await runCoinswarm(['vault', 'check', '--passphrase-file', wrong, '--desk', desk])
    expect([ran.code, ran.stderr]).toEqual([2, expect.stringContaining('stays shut')])
    const bytes = readFileSync(vault)
    chmodSync(vault, 0o644)
    expect(await code('check')).toBe('vault-open')
    chmodSync(vault, 0o600)
    writeFileSync(vault, bytes.subarray(0, bytes.length - 5))
    expect(await code('check')).toBe('vault-damaged')
    bytes.writeUInt8(bytes.readUInt8(bytes.length - 40) ^ 4, bytes.length - 40)
    writeFileSync(vault, bytes)
    expect(await code('check')).toBe('vault-damaged')
  })
})

// @module-tag long

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type CanaryName, keyOf, secretOf } from '../house/canaries.ts'
import { SpokenProcess } from './rehearsal-stage.ts'
import { runCoinswarm } from './run-coinswarm.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'coinswarm-bad-key-'))
let exchange: SpokenProcess
let url = ''

beforeAll(async () => {
  const account = (name: CanaryName, rights: string): string =>
    `${keyOf(name)}:${secretOf(name)}:100000:${rights}`
  exchange = new SpokenProcess([
    ...['exchange', '--dialect', 'binance', '--port', '0', '--state', 'none'],
    ...['--account', account('reader', 'read'), account('mover', 'withdraw')],
  ])
  ;[url = ''] = /http:\/\/[\d.:]+/.exec(await exchange.line(/^exchange: /)) ?? []
})
afterAll(async () => {
  await exchange.kill('SIGKILL')
  rmSync(folder, { recursive: true })
})

it.each<[string, CanaryName, CanaryName, string]>([
  ['nobody has', 'other', 'other', 'venue-key'],
  ['has another secret', 'reader', 'mover', 'venue-key'],
  ['may not trade', 'reader', 'reader', 'venue-key-right'],
  ['may withdraw', 'mover', 'mover', 'venue-key-withdraws'],
])('a desk does not start with a key that %s', async (_, key, secret, code) => {
  const keys = path.join(folder, 'keys')
  writeFileSync(keys, `${keyOf(key)}\n${secretOf(secret)}\n`, { mode: 0o600 })
  const desk = path.join(folder, 'desk')
  mkdirSync(desk, { recursive: true })
  writeFileSync(path.join(desk, 'coinswarm.toml'), '[market]\ninstruments = ["BTC-USDT"]\n')
  const up = ['up', '--venue', 'binance', '--rehearse', url, '--rehearsal-keys', keys]
  const ran = await runCoinswarm([...up, '--headless', '--desk', desk, '--json', '--debug'])
  expect(ran.code).toBe(2)
  expect(JSON.parse(ran.stdout)).toMatchObject({ error: { code } })
})

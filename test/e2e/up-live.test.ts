// @module-tag long

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { clockFinding, keysFinding, listAudit, vaultBackend } from '../../src/app/index.ts'
import { Secret } from '../../src/base/index.ts'
import { dayUs, micros } from '../../src/domain/index.ts'
import { liveClock } from '../../src/kernel/index.ts'
import type { KeyUse } from '../../src/venue/index.ts'
import { keyOf, secretOf } from '../house/canaries.ts'
import { SpokenProcess } from './rehearsal-stage.ts'
import { type Ran, runCoinswarm } from './run-coinswarm.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'coinswarm-live-'))
const desk = path.join(folder, 'desk')
afterAll(() => rmSync(folder, { recursive: true }))

const live = (...words: readonly string[]): Promise<Ran> =>
  runCoinswarm(['up', '--live', '--venue', 'kraken', '--desk', desk, ...words])

it('refuses to send real orders, check by check, with exit code 1', async () => {
  const { code, stdout } = await live()
  expect(code).toBe(1)
  expect(stdout).toMatch(
    /^NOT RUN {2}keys {8}safety {2}there is no key of kraken; coinswarm vault/m,
  )
  expect(stdout).toMatch(/^(GO|NO GO|NOT RUN) +clock +safety/m)
  expect(stdout).toMatch(/no real order is sent/)
})

it.each([
  [['--live'], 'needs --venue NAME'],
  [['--live', '--paper', '--venue', 'kraken'], 'exclude each other'],
  [['--venue', 'kraken', '--market', 'generated'], 'leave --market out'],
  [['--venue', 'nowhere', '--headless'], 'nowhere'],
  [['--override', 'cost', '--reason', 'x'], 'is for --live'],
  [['--live', '--venue', 'kraken', '--override', 'cost'], 'needs a --reason TEXT of its own'],
  [['--live', '--venue', 'kraken', '--reason', 'x'], 'needs a --reason TEXT of its own'],
])('declines %j', async (args, sentence) => {
  const { code, stderr } = await runCoinswarm(['up', ...args, '--desk', '/nowhere/desk'])
  expect(code).toBe(2)
  expect(stderr).toContain(sentence)
})

describe('waving a check through', () => {
  const override = (name: string, reason: string): readonly string[] => [
    ...['--override', name, '--reason', reason],
  ]

  it('is in the audit, by whoever runs the command, and the desk still sends nothing', async () => {
    const both = [...override('cost', 'a small account'), ...override('verdict', 'read it myself')]
    const { code, stdout } = await live(...both, '--json')
    const { live: isLive, checks } = JSON.parse(stdout)
    expect([code, isLive]).toEqual([1, false])
    expect(checks).toContainEqual(
      expect.objectContaining({
        name: 'verdict',
        status: 'NOT RUN',
        override: { actor: expect.any(String), reason: 'read it myself' },
      }),
    )
    const entries = listAudit(desk).map(({ entry }) => entry)
    expect(entries.map(({ act, what, reason }) => [act, what, reason])).toEqual([
      ['override', 'wave the check cost through for kraken', 'a small account'],
      ['override', 'wave the check verdict through for kraken', 'read it myself'],
    ])
    expect(new Set(entries.map(({ door, actor }) => door + actor)).size).toBe(1)
    expect((await live(...override('cost', 'again'))).stdout).toMatch(/1 waved through/)
  })

  it('is declined whole when one of them is there for safety, or has no reason', async () => {
    const before = listAudit(desk).length
    for (const words of [
      [...override('cost', 'fine'), ...override('clock', 'it is right')],
      override('person', 'it is me'),
      override('cost', ' '),
      override('nothing', 'none'),
    ]) {
      const { code, stderr } = await live(...words)
      expect([code, stderr]).toEqual([2, expect.stringMatching(/is not waved through/)])
    }
    expect(listAudit(desk)).toHaveLength(before)
  })
})

describe('a venue that is asked', () => {
  const passphrase = new Secret(secretOf('passphrase'))
  const now = (): ReturnType<typeof liveClock.now> => liveClock.now()
  let exchange: SpokenProcess
  let url = ''
  beforeAll(async () => {
    exchange = new SpokenProcess([
      ...['exchange', '--dialect', 'binance', '--port', '0', '--state', 'none'],
      ...['--account', `${keyOf('vault')}:${secretOf('vault')}`],
      ...['--account', `${keyOf('other')}:${secretOf('other')}:1000:withdraw`],
    ])
    ;[url = ''] = /http:\/\/[\d.:]+/.exec(await exchange.line(/^exchange: /)) ?? []
    for (const name of ['vault', 'other'] as const) {
      const keys = { key: new Secret(keyOf(name)), secret: new Secret(secretOf(name)) }
      const vault = vaultBackend(folder, passphrase, now, () => {})
      await vault.add({ name, venue: 'binance', account: 'spot' }, keys)
    }
  })
  afterAll(() => exchange.kill('SIGKILL'))

  it('tells a clock that is off from one that is not, and one of nobody from both', async () => {
    const off = (seconds: number): ReturnType<typeof clockFinding> => {
      const clock = { ...liveClock, now: () => micros(now() + seconds * 1_000_000) }
      return clockFinding({ venue: 'binance', clock, url })
    }
    expect(await off(0)).toMatchObject({ status: 'GO' })
    expect(await off(10)).toMatchObject({
      status: 'NO GO',
      detail: expect.stringMatching(/ahead of that of Binance/),
    })
    expect(await off(-10)).toMatchObject({
      status: 'NO GO',
      detail: expect.stringMatching(/behind that of Binance/),
    })
    const nobody = { venue: 'binance', clock: liveClock, url: 'http://127.0.0.1:9' }
    expect(await clockFinding(nobody)).toMatchObject({ status: 'NOT RUN' })
  })

  it('proves the key that is named, and no other; nothing is opened when none is', async () => {
    const uses: KeyUse[] = []
    const asked = {
      folder,
      venue: 'binance',
      now,
      url,
      onUse: (use: KeyUse) => void uses.push(use),
    }
    const opened = (
      name: string,
    ): { name: string; passphrase: { kind: 'typed'; text: Secret } } => ({
      name,
      passphrase: { kind: 'typed', text: passphrase },
    })
    const unasked = await keysFinding(asked)
    expect([unasked.status, unasked.detail, uses]).toEqual([
      'NOT RUN',
      expect.stringMatching(/--key \w+ opens the vault/),
      [],
    ])
    expect(await keysFinding({ ...asked, key: opened('vault') })).toMatchObject({ status: 'GO' })
    expect(uses).toMatchObject([{ name: 'vault', why: 'check' }])
    await expect(keysFinding({ ...asked, key: opened('other') })).rejects.toThrow(/withdraw/i)
    for (const none of [
      { key: opened('missing') },
      { key: opened('vault'), venue: 'kraken' },
      { key: opened('vault'), now: () => micros(now() + 40 * dayUs) },
    ])
      expect(await keysFinding({ ...asked, ...none })).toMatchObject({ status: 'NO GO' })
    const wrong = { kind: 'typed', text: new Secret('not the passphrase') } as const
    const shut = { ...asked, key: { name: 'vault', passphrase: wrong } }
    await expect(keysFinding(shut)).rejects.toThrow(/passphrase/)
  })

  it('is asked by nobody who lacks the passphrase, on the command line too', async () => {
    const file = path.join(folder, 'passphrase')
    writeFileSync(file, 'not the passphrase\n', { mode: 0o600 })
    const words = ['up', '--live', '--venue', 'binance', '--desk', folder]
    const ran = await runCoinswarm([...words, '--key', 'vault', '--passphrase-file', file])
    expect(ran.stdout).toMatch(/^NO GO +keys/m)
  })
})

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { afterAll, expect, it } from 'vitest'
import { rehearsalAt } from './rehearsal.ts'

const folder = mkdtempSync(`${tmpdir()}/coinswarm-keys-`)
afterAll(() => rmSync(folder, { recursive: true }))

it.each([
  ['http://127.0.0.1:8799', 'http://127.0.0.1:8799'],
  ['http://127.9.0.1/', 'http://127.9.0.1'],
  ['http://localhost:1', 'http://localhost:1'],
  ['http://[::1]:8799/', 'http://[::1]:8799'],
])('takes %s for an exchange on this machine', (text, url) => {
  expect(rehearsalAt('binance', text, undefined).url).toBe(url)
})

it.each([
  'https://127.0.0.1:8799',
  'http://api.binance.com',
  'http://127.0.0.1.example.com',
  'http://localhost.example.com',
  'http://key:secret@127.0.0.1:8799',
  'http://127.0.0.1:8799/path',
  'http://127.0.0.1:8799/?to=elsewhere',
  'http://0.0.0.0:8799',
  'http://[::2]:8799',
  'ws://127.0.0.1:8799',
  '127.0.0.1:8799',
  '',
])('takes %j for no exchange on this machine', (text) => {
  expect(() => rehearsalAt('binance', text, undefined)).toThrow('on this machine')
})

it("goes by the demo account's keys, in the form the venue has them", () => {
  const secretOf = (venue: string): string =>
    rehearsalAt(venue, 'http://localhost', undefined).keys.secret.reveal()
  expect([secretOf('binance'), secretOf('kraken')]).toEqual(['demo', 'ZGVtbw=='])
})

it('reads keys from a file of two lines, and shows them to nobody', () => {
  const file = `${folder}/keys`
  writeFileSync(file, 'some-key\nsome-secret\n')
  const { keys } = rehearsalAt('binance', 'http://localhost', file)
  expect([keys.key.reveal(), keys.secret.reveal()]).toEqual(['some-key', 'some-secret'])
  expect(JSON.stringify(keys)).not.toContain('some-')
})

it.each(['', 'key', 'key\n', 'key\n\n', 'key\nsecret\nmore\n', '\nsecret'])(
  'declines a file of keys that holds %j',
  (text) => {
    const file = `${folder}/bad`
    writeFileSync(file, text)
    expect(() => rehearsalAt('binance', 'http://localhost', file)).toThrow('two lines')
    expect(() => rehearsalAt('binance', 'http://localhost', `${folder}/none`)).toThrow('two lines')
  },
)

it("declines a secret that is not base64, as Kraken's are, and says how to write it", () => {
  const file = `${folder}/kraken`
  writeFileSync(file, 'some-key\nsome-secret\n')
  expect(() => rehearsalAt('kraken', 'http://localhost', file)).toThrow('| base64')
  writeFileSync(file, `some-key\n${btoa('some-secret')}\n`)
  const { keys } = rehearsalAt('kraken', 'http://localhost', file)
  expect(keys.secret.reveal()).toBe(btoa('some-secret'))
})

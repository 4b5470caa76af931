import { expect, it } from 'vitest'
import { rehearsalAt } from './rehearsal.ts'

it.each([
  ['http://127.0.0.1:8799', 'http://127.0.0.1:8799'],
  ['http://127.9.0.1/', 'http://127.9.0.1'],
  ['http://localhost:1', 'http://localhost:1'],
  ['http://[::1]:8799/', 'http://[::1]:8799'],
])('takes %s for an exchange on this machine', (text, url) => {
  expect(rehearsalAt(text, { kind: 'demo' }).url).toBe(url)
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
  expect(() => rehearsalAt(text, { kind: 'demo' })).toThrow('on this machine')
})

it('wants a key for a test network', () => {
  expect(() => rehearsalAt('testnet', { kind: 'demo' })).toThrow('--testnet needs')
  const keys = { kind: 'file', file: 'keys' } as const
  expect(rehearsalAt('testnet', keys)).toEqual({ url: 'testnet', keys })
})

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { expect, it } from 'vitest'
import { loadConfiguration } from '../configuration.ts'
import { databasePlace, databaseText } from './database-place.ts'

it('encrypts beyond this machine, and here only when asked to', () => {
  const isEncrypted = (url: string): boolean =>
    databasePlace({ url, keyFile: '', caFile: '' }).isEncrypted
  expect(isEncrypted('postgres://127.0.0.1/a')).toBe(false)
  expect(isEncrypted('postgres://[::1]/a')).toBe(false)
  expect(isEncrypted('postgres://10.0.0.6/a')).toBe(true)
  expect(isEncrypted('postgres://10.0.0.6/a?sslmode=disable')).toBe(false)
  expect(isEncrypted('postgres://localhost/a?sslmode=require')).toBe(true)
})

it('reads the password from a file for its owner alone, and shows it nowhere', () => {
  const folder = mkdtempSync(`${tmpdir()}/coinswarm-database-`)
  const keyFile = `${folder}/password`
  const url = 'postgres://me@host:99/some%20desk'
  try {
    writeFileSync(keyFile, 'pass word\n', { mode: 0o600 })
    const place = databasePlace({ url, keyFile, caFile: '' })
    expect(place).toMatchObject({ host: 'host', port: 99, user: 'me', database: 'some desk' })
    expect(place.password?.reveal()).toBe('pass word')
    expect(databaseText(place) + JSON.stringify(place)).not.toContain('pass word')
    writeFileSync(`${keyFile}2`, 'x', { mode: 0o644 })
    const open = (file: string): unknown => databasePlace({ url, keyFile: file, caFile: '' })
    expect(() => open(`${keyFile}2`)).toThrow('may be read by others')
    expect(() => open(`${keyFile}3`)).toThrow('is not there')
  } finally {
    rmSync(folder, { recursive: true })
  }
})

it('refuses an address with a secret in it, wherever it was given, and does not repeat it', () => {
  const load = (key: string, value: string): unknown =>
    loadConfiguration({
      folder: tmpdir(),
      variables: { [`COINSWARM_${key.toUpperCase().replace('.', '_')}`]: value },
      flags: [],
    })
  for (const [key, value] of [
    ['database.url', 'postgres://me:s3cret@host/desk'],
    ['bus.url', 'nats://s3cret@host:4222'],
    ['bus.url', 'nats://me:s3cret@host:4222'],
  ] as const) {
    expect(() => load(key, value)).toThrow(`put it into a file that only you can read`)
    expect(() => load(key, value)).not.toThrow('s3cret')
  }
  expect(() => load('database.url', 'postgres://me@host/desk')).not.toThrow()
  expect(() => load('bus.url', 'nats://host:x')).toThrow('must be an address such as nats://')
})

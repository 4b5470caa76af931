import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { afterAll, expect, it } from 'vitest'
import { readPassphrase } from './read-passphrase.ts'

const folder = mkdtempSync(`${tmpdir()}/coinswarm-passphrase-`)
afterAll(() => rmSync(folder, { recursive: true }))

function fileOf(text: string, mode = 0o600): string {
  const file = `${folder}/passphrase`
  writeFileSync(file, text)
  chmodSync(file, mode)
  return file
}

it('is the one line of the file, spaces and all', () => {
  expect(readPassphrase(fileOf('four words and more \n'))).toBe('four words and more ')
  expect(readPassphrase(fileOf('four words and more\r\n'))).toBe('four words and more')
  expect(readPassphrase(fileOf('four words and more', 0o400))).toBe('four words and more')
})

it('is refused when others may read or write the file', () => {
  for (const mode of [0o640, 0o604, 0o620, 0o602, 0o644])
    expect(() => readPassphrase(fileOf('four words and more\n', mode))).toThrow('chmod 600')
})

it('is refused when there is none, or more than one line', () => {
  for (const text of ['', '\n', 'one\ntwo\n'])
    expect(() => readPassphrase(fileOf(text))).toThrow('on one line and nothing else')
  expect(() => readPassphrase(fileOf('x'.repeat(5_000)))).toThrow('too large')
  expect(() => readPassphrase(`${folder}/none`)).toThrow('cannot be read')
  expect(() => readPassphrase(folder)).toThrow('cannot be read')
})

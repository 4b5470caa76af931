import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { gzipSync } from 'node:zlib'
import { describe, expect, it, onTestFinished } from 'vitest'
import { Random, Secret } from '../../src/base/index.ts'
import { searchFolder } from './canary-files.ts'
import { CanarySearch, formsOf } from './canary-search.ts'
import { whole } from './produced.ts'

/** Not one of the suite's: these tests plant it on purpose. */
const bytes = Buffer.from('u7Gq+Zp/3=Kd9Wm2Xr5Tb8Yc1Vn4Lf6Hs0Ja')
const canary = { name: 'planted', bytes }
const search = new CanarySearch([canary])

/** Bytes that mean nothing, the same for a seed. */
function noise(size: number, seed: number): Buffer {
  const random = Random.fromSeed(seed)
  return Buffer.from(Array.from({ length: size }, () => random.below(256)))
}

describe('a planted secret is found', () => {
  it.each(formsOf(bytes))('%s: %s', (form, text) => {
    for (let before = 0; before < 40; before += 1) {
      const around = Buffer.concat([noise(before, 1), Buffer.from(text, 'latin1'), noise(30, 2)])
      expect(search.find(around).map((leak) => leak.form)).toContain(form)
    }
  })

  it('by any twelve characters of it, wherever they stand', () => {
    const raw = bytes.toString('latin1')
    for (let from = 0; from + 12 <= raw.length; from += 1)
      for (let before = 0; before < 9; before += 1) {
        const part = `${'.'.repeat(before)}${raw.slice(from, from + 12)}.`
        expect(search.find(Buffer.from(part))).toEqual([
          { name: 'planted', form: 'as it is', at: before },
        ])
      }
  })

  it.each(['base64', 'base64url'] as const)('inside a longer text in %s', (encoding) => {
    for (let before = 0; before < 9; before += 1) {
      const around = Buffer.concat([noise(before, 3), bytes, noise(20, 4)])
      const found = search.find(Buffer.from(around.toString(encoding)))
      expect(found.map(({ form }) => form)).toContain('base64')
    }
  })

  it('in the cause of an error, however far down, and in a field nobody sees', () => {
    const text = bytes.toString('latin1')
    const hidden = new Error('no answer')
    Object.defineProperty(hidden, 'request', { value: { headers: text }, enumerable: false })
    const causes = new Error('a', { cause: new Error('b', { cause: new Error(`key=${text}`) }) })
    for (const error of [hidden, causes])
      expect(search.find(Buffer.from(whole(error), 'latin1'))).not.toEqual([])
    const secret = new Error('a', { cause: new Secret(text) })
    expect(search.find(Buffer.from(whole(secret), 'latin1'))).toEqual([])
  })

  it('in a file, compressed or not, and not where it belongs and nobody else can read', () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'coinswarm-planted-'))
    onTestFinished(() => rmSync(folder, { recursive: true }))
    mkdirSync(path.join(folder, 'desk'))
    const text = `{"error":"${bytes.toString('hex')}"}`
    writeFileSync(path.join(folder, 'desk', 'journal'), text)
    writeFileSync(path.join(folder, 'desk', 'table.csv.gz'), gzipSync(text))
    writeFileSync(path.join(folder, 'passphrase'), bytes, { mode: 0o600 })
    const { files, leaks } = searchFolder(folder, [canary])
    expect(files).toBe(3)
    expect(leaks.map((leak) => path.basename(leak.split(',')[0] ?? '')).sort()).toEqual([
      'journal',
      'table.csv.gz',
    ])
    writeFileSync(path.join(folder, 'keys'), bytes, { mode: 0o644 })
    expect(searchFolder(folder, [canary]).leaks).toHaveLength(3)
  })
})

it('nothing is found where nothing is', () => {
  expect(search.find(noise(2_000_000, 5))).toEqual([])
  expect(search.find(Buffer.from(bytes.toString('latin1').slice(0, 11)))).toEqual([])
  expect(search.find(Buffer.alloc(0))).toEqual([])
})

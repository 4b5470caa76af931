import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { afterAll, describe, expect, it } from 'vitest'
import { makeFolder } from './make-folder.ts'

const folder = mkdtempSync(`${tmpdir()}/coinswarm-folders-`)
afterAll(() => rmSync(folder, { recursive: true }))

describe('makeFolder', () => {
  it('makes a folder and those above it, for their owner alone', () => {
    makeFolder(`${folder}/a/b/c`)
    for (const made of ['a', 'a/b', 'a/b/c'])
      expect(statSync(`${folder}/${made}`).mode & 0o777).toBe(0o700)
    makeFolder(`${folder}/a/b/c`)
    makeFolder(folder)
    makeFolder('/')
    makeFolder('.')
  })

  it('throws where a file is in the way, and leaves it', () => {
    writeFileSync(`${folder}/file`, '')
    expect(() => makeFolder(`${folder}/file`)).toThrow('EEXIST')
    expect(() => makeFolder(`${folder}/file/below`)).toThrow('ENOTDIR')
    expect(statSync(`${folder}/file`).isFile()).toBe(true)
  })

  it.skipIf(!existsSync('/proc/self'))('comes back where no folder can be made', () => {
    expect(() => makeFolder('/proc/coinswarm')).toThrow('ENOENT')
    expect(() => makeFolder('/proc/coinswarm/desk/journal')).toThrow('ENOENT')
  })
})

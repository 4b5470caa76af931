import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { readPage } from './read-page.ts'

const folder = mkdtempSync(join(tmpdir(), 'page-'))
mkdirSync(join(folder, 'assets'))
writeFileSync(join(folder, 'index.html'), '<!doctype html>')
writeFileSync(join(folder, 'assets', 'main-1a2b.js'), '1')
writeFileSync(join(folder, 'notes.md'), 'not part of a page')
writeFileSync(join(folder, '.env'), 'SECRET=1')
symlinkSync('/etc/hostname', join(folder, 'host.html'))
symlinkSync('/etc', join(folder, 'etc'))
afterAll(() => rmSync(folder, { recursive: true }))

describe('readPage', () => {
  it('takes the page and its assets, and passes over links and files of other kinds', () => {
    expect(readPage(folder).map((file) => [file.path, file.contentType])).toEqual([
      ['/assets/main-1a2b.js', 'text/javascript; charset=utf-8'],
      ['/', 'text/html; charset=utf-8'],
    ])
  })

  it('lets browsers keep only what has its content in its name', () => {
    expect(readPage(folder).map((file) => file.cacheControl)).toEqual([
      'public, max-age=31536000, immutable',
      'no-cache',
    ])
  })

  it('says how to build a page that is not there', () => {
    expect(() => readPage(join(folder, 'nowhere'))).toThrow(/npm run build/)
  })
})

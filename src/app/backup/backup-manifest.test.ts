import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type BackupManifest, manifestText, parseManifest } from './backup-manifest.ts'

const manifest: BackupManifest = {
  desk: '0123456789abcdef',
  madeBy: '0.1.0',
  journalVersion: 1,
  head: { sequence: 3, hash: 'ab'.repeat(32) },
  files: [
    { name: 'journal/000001.seg', size: 100 },
    { name: 'anchor/head.json', size: 1_024 },
    { name: 'coinswarm.dev.toml', size: 0 },
    { name: 'trials.jsonl', size: 7 },
    { name: 'strategies/registry.record', size: 9 },
    { name: `strategies/sources/${'0a'.repeat(32)}.ts`, size: 9 },
  ],
}

const withFile = (file: object): string =>
  JSON.stringify({ ...manifest, files: [...manifest.files, file] })

describe('a manifest', () => {
  it('is read as it was written', () => {
    expect(parseManifest(manifestText(manifest))).toEqual(manifest)
  })

  it.each([
    '../outside',
    '/etc/passwd',
    'journal/../../outside',
    'journal/000001.seg/x',
    'journal\\000002.seg',
    'anchor/head.json\n',
    'lock/desk-000001.lock',
    'desk.sqlite',
    'page-secret',
    'strategies/lock',
    'strategies/sources/../x.ts',
    'strategies/../desk.key',
    'coinswarm/x.toml',
    'trials.jsonl',
    '',
  ])('is declined when it names %j, which leads elsewhere or stands there already', (name) => {
    expect(parseManifest(withFile({ name, size: 1 }))).toBeUndefined()
  })

  it('is declined when a size is none', () => {
    for (const size of [-1, 0.5, 1e300, '1', undefined, {}])
      expect(parseManifest(withFile({ name: 'journal/000002.seg', size }))).toBeUndefined()
  })

  it('is declined, never crashed on, whatever it is', () => {
    const property = fc.property(fc.oneof(fc.json(), fc.string()), (text) => {
      expect(parseManifest(text)).toBeUndefined()
    })
    fc.assert(property, { seed: 1, numRuns: 2_000 })
    for (const key of Object.keys(manifest))
      expect(parseManifest(JSON.stringify({ ...manifest, [key]: undefined }))).toBeUndefined()
  })
})

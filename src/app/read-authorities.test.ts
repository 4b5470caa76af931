import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { expect, it } from 'vitest'
import { hasOpenssl, makeAuthority } from '../../test/servers/authority.ts'
import { readAuthorities } from './read-authorities.ts'

it.skipIf(!hasOpenssl)('reads certificates, and declines a file that holds none', () => {
  const folder = mkdtempSync(`${tmpdir()}/coinswarm-authorities-`)
  const [one, two] = [makeAuthority('one').certificate, makeAuthority('two').certificate]
  const read = (text: string): unknown => {
    writeFileSync(`${folder}/ca.pem`, text, { mode: 0o644 })
    return readAuthorities(`${folder}/ca.pem`)
  }
  try {
    expect(readAuthorities('')).toBeUndefined()
    expect(read(`# ours\r\n${one}\n\nand another\n${two}`)).toBe(`${one.trim()}\n${two.trim()}`)
    const declined = expect.objectContaining({ code: 'ca-file' })
    const broken = one.replace(/\n[A-Za-z\d+/]{20}/, '\nAAAA')
    for (const text of ['', 'nothing', '-----BEGIN CERTIFICATE-----', broken])
      expect(() => read(text)).toThrow(declined)
    expect(() => readAuthorities(`${folder}/none.pem`)).toThrow(declined)
    expect(() => readAuthorities(folder)).toThrow(declined)
    expect(() => read('-'.repeat(2_000_000))).toThrow('too large')
  } finally {
    rmSync(folder, { recursive: true })
  }
})

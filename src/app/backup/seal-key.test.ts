import { expect, it } from 'vitest'
import { passphraseKey } from './seal-key.ts'

const salt = new Uint8Array(32).fill(7)

it('gives the key that scrypt gives, the same every time', () => {
  // hashlib.scrypt(b'correct horse', salt=b'\x07' * 32, n=2**17, r=8, p=1, dklen=48) of Python 3
  const expected =
    '44813d8daf88adc5225eb5444504ebd62cea12c23ec94a89be894224478cbe1f4fd317700b82da83f9427b593a5d148b'
  const keys = passphraseKey('correct horse')
  for (const { key, check } of [keys(salt), keys(salt)])
    expect(Buffer.concat([key, check]).toString('hex')).toBe(expected)
})

it('knows a passphrase however its accents are typed, and no other', () => {
  const [composed, apart] = [passphraseKey('caf\u00e9')(salt), passphraseKey('cafe\u0301')(salt)]
  expect(Buffer.compare(composed.key, apart.key)).toBe(0)
  expect(Buffer.compare(composed.key, passphraseKey('cafe')(salt).key)).not.toBe(0)
})

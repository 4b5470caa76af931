import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { afterAll, expect, it } from 'vitest'
import { micros } from '../domain/index.ts'
import type { VenueKeys } from '../venue/index.ts'
import { openKey } from './open-key.ts'

const folder = mkdtempSync(`${tmpdir()}/coinswarm-open-key-`)
afterAll(() => rmSync(folder, { recursive: true }))

const ear = { onUse: () => {}, onNote: () => {}, now: () => micros(1) }

function fromFile(text: string, venue = 'binance', mode = 0o600): Promise<VenueKeys> {
  const file = `${folder}/keys`
  writeFileSync(file, text)
  chmodSync(file, mode)
  return openKey({ kind: 'file', file }, venue, ear)
}

it("goes by the demo account's keys, in the form the venue has them", async () => {
  const secretOf = async (venue: string): Promise<string> =>
    (await openKey({ kind: 'demo' }, venue, ear)).secret.reveal()
  expect([await secretOf('binance'), await secretOf('kraken')]).toEqual(['demo', 'ZGVtbw=='])
})

it('reads keys from a file of two lines, and shows them to nobody', async () => {
  const keys = await fromFile('some-key\nsome-secret\n')
  expect([keys.key.reveal(), keys.secret.reveal()]).toEqual(['some-key', 'some-secret'])
  expect(JSON.stringify(keys)).not.toContain('some-')
})

it.each(['', 'key', 'key\n', 'key\n\n', 'key\nsecret\nmore\n', '\nsecret'])(
  'declines a file of keys that holds %j',
  async (text) => {
    await expect(fromFile(text)).rejects.toThrow('two lines')
    const none = openKey({ kind: 'file', file: `${folder}/none` }, 'binance', ear)
    await expect(none).rejects.toThrow('two lines')
  },
)

it('declines a file of keys that others may read', async () => {
  for (const mode of [0o640, 0o604, 0o644])
    await expect(fromFile('key\nsecret\n', 'binance', mode)).rejects.toThrow('chmod 600')
})

it("declines a secret that is not base64, as Kraken's are, and says how to write it", async () => {
  await expect(fromFile('some-key\nsome-secret\n', 'kraken')).rejects.toThrow('| base64')
  const keys = await fromFile(`some-key\n${btoa('some-secret')}\n`, 'kraken')
  expect(keys.secret.reveal()).toBe(btoa('some-secret'))
})

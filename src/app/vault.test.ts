import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { keyOf, secretOf } from '../../test/house/canaries.ts'
import { Secret, UserError } from '../base/index.ts'
import { dayUs, type Micros, micros } from '../domain/index.ts'
import type { KeyChoice, KeyUse } from '../venue/index.ts'
import { openKey, vaultBackend } from './open-key.ts'
import { listVault, vaultChecks } from './vault.ts'

const folder = mkdtempSync(`${tmpdir()}/coinswarm-app-vault-`)
afterAll(() => rmSync(folder, { recursive: true }))

const start = micros(1_000_000_000)
const later = micros(start + 40 * dayUs)
const passphrase = new Secret(secretOf('passphrase'))

const choice: KeyChoice = {
  kind: 'vault',
  folder,
  name: 'main',
  passphrase: { kind: 'typed', text: passphrase },
}

beforeAll(async () => {
  const keys = { key: new Secret(keyOf('vault')), secret: new Secret(secretOf('vault')) }
  const backend = vaultBackend(
    folder,
    passphrase,
    () => start,
    () => {},
  )
  await backend.add({ name: 'main', venue: 'binance', account: 'spot' }, keys)
})

async function doctor(now: Micros): Promise<unknown> {
  const [question] = vaultChecks(folder, () => now)
  return question?.ask()
}

it('is a file of its own that only its owner may read', () => {
  for (const name of ['vault', 'vault.seen'])
    expect(statSync(`${folder}/${name}`).mode & 0o777).toBe(0o600)
})

it('gives a key to a desk at its venue, tells of the use, and says when it is due', async () => {
  const uses: KeyUse[] = []
  const notes: string[] = []
  const ear = {
    onUse: (use: KeyUse) => void uses.push(use),
    onNote: (note: string) => void notes.push(note),
    now: () => later,
  }
  expect((await openKey(choice, 'binance', ear)).secret.reveal()).toBe(secretOf('vault'))
  expect(notes.join()).toContain('key main is 40 days old')
  expect(uses).toMatchObject([{ name: 'main', why: 'line', ts: later }])
  expect(listVault(folder, later)).toMatchObject([{ used: later, days: 40 }])
  await expect(openKey(choice, 'kraken', ear)).rejects.toMatchObject({ code: 'vault-key' })
})

it('is looked at by the doctor, when there is one', async () => {
  expect(await doctor(micros(start + dayUs))).toMatchObject({ status: 'ok' })
  expect(await doctor(later)).toMatchObject({ status: 'warn' })
  expect(vaultChecks(`${folder}/none`, () => start)).toEqual([])
  chmodSync(`${folder}/vault`, 0o640)
  expect(await doctor(start)).toMatchObject({ status: 'fail' })
  chmodSync(`${folder}/vault`, 0o600)
})

it('is not listed when it is none, nor used beside a note that is none', async () => {
  const bytes = readFileSync(`${folder}/vault`)
  writeFileSync(`${folder}/vault`, 'COINVLT\nnothing')
  expect(() => listVault(folder, start)).toThrow(UserError)
  writeFileSync(`${folder}/vault`, bytes)
  writeFileSync(`${folder}/vault.seen`, 'soon\n')
  const ear = { onUse: () => {}, onNote: () => {}, now: () => start }
  await expect(openKey(choice, 'binance', ear)).rejects.toMatchObject({ code: 'vault-damaged' })
})

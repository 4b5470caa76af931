import { createHash } from 'node:crypto'
import { inspect } from 'node:util'
import { describe, expect, it } from 'vitest'
import { keyOf, secretOf } from '../../../test/house/canaries.ts'
import { produced } from '../../../test/house/produced.ts'
import { Random, reasonOf, Secret, UserError } from '../../base/index.ts'
import { dayUs, type Micros, micros } from '../../domain/index.ts'
import { FileKeyBackend, vaultRecords, type VaultStorage } from './file-key-backend.ts'
import type { KeyUse } from './key-backend.ts'
import { daysOld, rotationDue } from './key-record.ts'
import type { VaultKeySource } from './vault.ts'

const keys = { key: new Secret(keyOf('vault')), secret: new Secret(secretOf('vault')) }
const others = { key: new Secret(keyOf('other')), secret: new Secret(secretOf('other')) }

function source(passphrase: string): VaultKeySource {
  return (salt, cost) => {
    const part = (what: string): Uint8Array =>
      createHash('sha256')
        .update(JSON.stringify([passphrase, what, cost]))
        .update(salt)
        .digest()
    return { seal: part('seal'), mac: part('mac'), check: part('check').subarray(0, 16) }
  }
}

/** A folder with a vault in memory, and who goes to it. */
class Folder implements VaultStorage {
  readonly path = 'desk/vault'
  file: Uint8Array | undefined
  known = 0
  /** Done before the next reading, once. */
  between: () => void = () => {}
  readonly uses: KeyUse[] = []
  now: Micros = micros(1_000)
  readonly #random = Random.fromSeed(1)

  read(): Uint8Array | undefined {
    const { between } = this
    this.between = () => {}
    between()
    return this.file
  }
  write(bytes: Uint8Array): void {
    this.file = bytes
  }
  seen(): number {
    return this.known
  }
  see(generation: number): void {
    this.known = generation
  }

  /** @param onDraw - Done when something is about to be written. */
  backend(passphrase = 'right', onDraw = (): void => {}): FileKeyBackend {
    return new FileKeyBackend({
      storage: this,
      source: source(passphrase),
      draw: (bytes) => {
        onDraw()
        return Uint8Array.from({ length: bytes }, () => this.#random.below(256))
      },
      now: () => this.now,
      onUse: (use) => this.uses.push(use),
    })
  }

  /** With one key in it. */
  static async filled(): Promise<Folder> {
    const folder = new Folder()
    await folder.backend().add({ name: 'main', venue: 'binance', account: 'spot' }, keys)
    return folder
  }
}

/** The code and sentence of what is thrown; what is in it is looked through for secrets. */
async function refusal(run: Promise<unknown>): Promise<readonly [string, string]> {
  try {
    await run
  } catch (error) {
    produced(inspect(error, { depth: 9, showHidden: true }))
    return error instanceof UserError ? [error.code, error.message] : ['', reasonOf(error)]
  }
  return ['done', '']
}

describe('a vault in a file', () => {
  it('is made with its first key, and gives it back', async () => {
    const folder = await Folder.filled()
    const given = await folder.backend().use('main', 'line')
    expect([given.key.reveal(), given.secret.reveal()]).toEqual([keyOf('vault'), secretOf('vault')])
    produced(folder.file ?? '')
  })

  it('writes down every use before the key is given, and tells of it', async () => {
    const folder = await Folder.filled()
    folder.now = micros(5_000)
    await folder.backend().use('main', 'check')
    expect(vaultRecords(folder)).toEqual([
      {
        name: 'main',
        venue: 'binance',
        account: 'spot',
        created: 1_000,
        rotated: 1_000,
        used: 5_000,
      },
    ])
    const of = { name: 'main', venue: 'binance', account: 'spot' }
    expect(folder.uses).toEqual([
      { ...of, why: 'add', ts: 1_000 },
      { ...of, why: 'check', ts: 5_000 },
    ])
  })

  it('keeps the other keys and the age of a key when one is rotated', async () => {
    const folder = await Folder.filled()
    const backend = folder.backend()
    await backend.add({ name: 'second', venue: 'kraken', account: '' }, others)
    folder.now = micros(9_000)
    await backend.rotate('main', others)
    expect((await backend.use('main', 'line')).secret.reveal()).toBe(secretOf('other'))
    expect((await backend.use('second', 'line')).secret.reveal()).toBe(secretOf('other'))
    const [main, second] = await backend.records()
    expect(main).toMatchObject({ created: 1_000, rotated: 9_000 })
    expect(second).toMatchObject({ created: 1_000, rotated: 1_000 })
  })

  it('stays as it is for another passphrase, which gets nothing', async () => {
    const folder = await Folder.filled()
    const before = folder.file
    const stranger = folder.backend('wrong')
    for (const run of [
      () => stranger.records(),
      () => stranger.use('main', 'line'),
      () => stranger.add({ name: 'more', venue: 'kraken', account: '' }, others),
      () => stranger.rotate('main', others),
    ])
      expect((await refusal(run()))[0]).toBe('vault-passphrase')
    expect(folder.file).toBe(before)
  })

  it('is not read once any of it was changed', async () => {
    const folder = await Folder.filled()
    const { file = new Uint8Array(0) } = folder
    for (const at of [60, 90, 150, 300, file.length - 1]) {
      folder.file = file.map((byte, i) => (i === at ? byte ^ 1 : byte))
      expect((await refusal(folder.backend().use('main', 'line')))[0]).toBe('vault-damaged')
    }
  })

  it('knows an old copy of itself', async () => {
    const folder = await Folder.filled()
    const old = folder.file
    await folder.backend().rotate('main', others)
    folder.file = old
    expect((await refusal(folder.backend().use('main', 'line')))[0]).toBe('vault-rolled-back')
  })

  it('does not write over what another process wrote meanwhile', async () => {
    const folder = await Folder.filled()
    const rival = folder.backend()
    const slow = folder.backend('right', () => {
      folder.between = () => void rival.rotate('main', others)
    })
    const [code] = await refusal(slow.use('main', 'line'))
    expect(code).toBe('vault-changed')
    expect((await rival.use('main', 'line')).secret.reveal()).toBe(secretOf('other'))
  })

  it.each([
    [{ name: 'main', venue: 'kraken', account: '' }, 'already'],
    [{ name: 'Main', venue: 'kraken', account: '' }, 'small letters'],
    [{ name: '-', venue: 'kraken', account: '' }, 'small letters'],
    [{ name: 'a-secret-in-the-wrong-place/', venue: 'kraken', account: '' }, "'...' is no name"],
    [{ name: 'a', venue: 'Bin ance', account: '' }, 'no name of a venue'],
    [{ name: 'a', venue: 'kraken', account: 'a\u001b[2J' }, 'label'],
  ])('declines a key called %j', async (key, sentence) => {
    const folder = await Folder.filled()
    const [code, text] = await refusal(folder.backend().add(key, others))
    expect([code, text]).toEqual(['vault-key', expect.stringContaining(sentence)])
  })

  it('says which keys there are when asked for another', async () => {
    const folder = await Folder.filled()
    const [code, text] = await refusal(folder.backend().use('mian', 'line'))
    expect([code, text]).toEqual(['vault-key', expect.stringContaining('it holds main')])
    expect((await refusal(new Folder().backend().records()))[0]).toBe('no-vault')
  })

  it('asks for a new secret after 30 days', async () => {
    const folder = await Folder.filled()
    const [record] = vaultRecords(folder)
    if (record === undefined) throw new Error('no record')
    const after = (days: number): Micros => micros(record.rotated + days * dayUs)
    expect(rotationDue(record, micros(after(30) - 1))).toBeUndefined()
    expect(rotationDue(record, after(30))).toContain('key main is 30 days old')
    expect([daysOld(record, after(31)), daysOld(record, micros(0))]).toEqual([31, 0])
  })
})

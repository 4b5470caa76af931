import { createHash, createHmac, scryptSync } from 'node:crypto'
import { inspect } from 'node:util'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { Secret } from '../../base/index.ts'
import { micros } from '../../domain/index.ts'
import { usualKeyCost } from '../../kernel/index.ts'
import { keyOf, secretOf } from '../../../test/house/canaries.ts'
import { produced } from '../../../test/house/produced.ts'
import {
  openVault,
  sealVault,
  type VaultContent,
  type VaultKey,
  type VaultKeySource,
  vaultKeySource,
} from './vault.ts'
import { nonceBytes, parseVault, recordBytes, vaultHeader } from './vault-format.ts'

/** Derives in no time: what scrypt gives is tested by itself. Another salt or cost, another key. */
const cheap: VaultKeySource = (salt, cost) => {
  const part = (what: string): Uint8Array =>
    createHash('sha256')
      .update(JSON.stringify([what, cost]))
      .update(salt)
      .digest()
  return { seal: part('seal'), mac: part('mac'), check: part('check').subarray(0, 16) }
}

/** Bytes that count up: never the same twice, and known. */
function counting(): (bytes: number) => Uint8Array {
  let n = 0
  return (bytes) => {
    n += 1
    return createHash('sha512').update(`${n}`).digest().subarray(0, bytes)
  }
}

const salt = counting()(32)
const sealer = { salt, cost: usualKeyCost, source: cheap, draw: counting() }
const times = { created: micros(1), rotated: micros(2), used: micros(0) }

const content: VaultContent = {
  generation: 3,
  entries: [
    {
      record: { name: 'main', venue: 'binance', account: 'spot', ...times },
      keys: { key: new Secret(keyOf('vault')), secret: new Secret(secretOf('vault')) },
    },
    {
      record: { name: 'second', venue: 'kraken', account: '', ...times },
      keys: {
        key: new Secret(keyOf('other')),
        secret: new Secret(secretOf('other')),
        passphrase: new Secret(secretOf('demo')),
      },
    },
  ],
}
const bytes = sealVault(content, sealer)

function told(opened: ReturnType<typeof openVault>): unknown {
  produced(inspect(opened, { depth: 9, showHidden: true }))
  return 'kind' in opened ? opened.kind : reveal(opened)
}

function reveal({ generation, entries }: VaultContent): unknown {
  const words = entries.map(({ record, keys: { key, secret, passphrase } }) => [
    ...[record, key.reveal(), secret.reveal(), passphrase?.reveal()],
  ])
  return [generation, words]
}

it('holds what was put in, three words of a key as well as two', () => {
  const opened = openVault(bytes, cheap)
  expect('kind' in opened ? opened : reveal(opened)).toEqual(reveal(content))
})

it('shows nobody anything of a key, neither sealed nor opened', () => {
  produced(bytes, inspect(openVault(bytes, cheap), { depth: 9, showHidden: true }))
  expect(JSON.stringify(openVault(bytes, cheap))).not.toContain(secretOf('vault').slice(0, 8))
})

it('stays shut at every flipped bit, and gives no part of a secret', () => {
  for (let bit = 0; bit < bytes.length * 8; bit += 1) {
    const flipped = Uint8Array.from(bytes)
    flipped[bit >> 3] = (flipped[bit >> 3] ?? 0) ^ (1 << (bit & 7))
    const opened = openVault(flipped, cheap)
    expect([bit, 'kind' in opened]).toEqual([bit, true])
    if (bit % 97 === 0) told(opened)
    expect(JSON.stringify(opened)).not.toMatch(/entries|secret/)
  }
})

it('stays shut cut anywhere, and with anything behind its end', () => {
  for (let length = 0; length < bytes.length; length += 1)
    expect([length, 'kind' in openVault(bytes.slice(0, length), cheap)]).toEqual([length, true])
  for (const more of [[0], [10], [...bytes]])
    expect(told(openVault(Uint8Array.from([...bytes, ...more]), cheap))).toBe('damaged')
})

it('declines whatever bytes come', () => {
  const start = fc.constantFrom(bytes.subarray(0, 80), bytes.subarray(0, 24), new Uint8Array(0))
  fc.assert(
    fc.property(start, fc.uint8Array({ maxLength: 400 }), (head, tail) => {
      expect('kind' in openVault(Buffer.concat([head, tail]), cheap)).toBe(true)
    }),
    { seed: 1 },
  )
})

/** The same records in another order, or fewer, proved by whoever has the key to prove with. */
function forged(
  pick: (records: readonly Uint8Array[]) => readonly Uint8Array[],
  key: VaultKey = cheap(salt, usualKeyCost),
): Uint8Array {
  const file = parseVault(bytes)
  if ('kind' in file) throw new Error(file.why)
  const records = pick(file.records.map(recordBytes))
  const header = vaultHeader({ ...file.header, count: records.length })
  const body = Buffer.concat([header, ...records])
  return Buffer.concat([body, createHmac('sha256', key.mac).update(body).digest()])
}

it.each<[string, (records: readonly Uint8Array[]) => readonly Uint8Array[]]>([
  ['swapped', (records) => records.toReversed()],
  ['left out', (records) => records.slice(0, 1)],
  ['left out at the front', (records) => records.slice(1)],
])('knows by each record alone that one was %s, were the proof over all known', (_, pick) => {
  expect(
    told(
      openVault(
        forged((records) => records),
        cheap,
      ),
    ),
  ).toEqual(reveal(content))
  expect(told(openVault(forged(pick), cheap))).toBe('damaged')
})

it('knows a record that was put in from an earlier writing, or given another account', () => {
  const earlier = parseVault(sealVault({ ...content, generation: 2 }, sealer))
  if ('kind' in earlier) throw new Error(earlier.why)
  const [old] = earlier.records.map(recordBytes)
  const put = forged((records) => [old ?? new Uint8Array(0), ...records.slice(1)])
  expect(told(openVault(put, cheap))).toBe('damaged')
  const renamed = forged((records) =>
    records.map((each) =>
      Buffer.from(Buffer.from(each).toString('latin1').replace('spot', 'main'), 'latin1'),
    ),
  )
  expect(told(openVault(renamed, cheap))).toBe('damaged')
})

it('is not opened by another passphrase', () => {
  const other: VaultKeySource = (own, cost) => cheap(Buffer.from(own).reverse(), cost)
  expect(told(openVault(bytes, other))).toBe('passphrase')
})

it('is declined before anything is derived when guessing it would be cheap, or opening it dear', () => {
  const never: VaultKeySource = () => {
    throw new Error('derived')
  }
  const put = (at: number, value: number): Uint8Array => {
    const changed = Uint8Array.from(bytes)
    new DataView(changed.buffer).setUint32(at, value)
    return changed
  }
  for (const weak of [
    put(12, 16),
    put(12, 0),
    put(12, 21),
    put(16, 7),
    put(16, 64),
    put(20, 0),
    put(20, 5),
  ])
    expect(told(openVault(weak, never))).toBe('weak')
  expect(told(openVault(put(8, 2), never))).toBe('newer')
})

it('draws a nonce for every record of every writing', () => {
  const nonces = new Set<string>()
  for (let i = 0; i < 50; i += 1) {
    const file = parseVault(sealVault({ ...content, generation: i + 1 }, sealer))
    if ('kind' in file) throw new Error(file.why)
    for (const { nonce } of file.records) nonces.add(Buffer.from(nonce).toString('hex'))
  }
  expect([nonces.size, nonceBytes * 8]).toEqual([100, 96])
})

it('says nothing of the lengths of secrets by its own', () => {
  const withSecret = (text: string): number => {
    const [entry] = content.entries
    if (entry === undefined) throw new Error('no entry')
    const keys = { key: entry.keys.key, secret: new Secret(text) }
    return sealVault({ generation: 1, entries: [{ ...entry, keys }] }, sealer).length
  }
  expect(withSecret('short')).toBe(withSecret('somewhat longer than that'))
})

it('derives its keys by scrypt, N = 2^17, r = 8, p = 1', () => {
  const { seal, mac, check } = vaultKeySource(new Secret('a passphrase'))(salt, usualKeyCost)
  const all = scryptSync('a passphrase', salt, 80, { N: 131_072, r: 8, p: 1, maxmem: 2 ** 28 })
  expect(Buffer.concat([seal, mac, check])).toEqual(all)
})

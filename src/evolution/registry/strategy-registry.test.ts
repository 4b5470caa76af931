import { generateKeyPairSync } from 'node:crypto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Random } from '../../base/index.ts'
import { SimulatedDisk } from '../../kernel/index.ts'
import { decodeSigned, isSigned, type RegistryKeys, signedBytes } from './signed-fact.ts'
import { type NewVersion, StrategyRegistry, versionId } from './strategy-registry.ts'
import { statesAfter, type VersionState, versionStates } from './version-state.ts'

const pair = generateKeyPairSync('ed25519')
const keys: RegistryKeys = pair
const path = 's/registry.record'
const by = { ts: 1, cycle: 1, actor: 'ada', reason: 'because' }
const way: readonly VersionState[] = ['reviewed', 'checked', 'sound', 'tested', 'gated']

function written(source: string, parents: readonly string[] = []): NewVersion {
  const rest = { author: 'mutation', cycle: 1, ts: 1, note: 'a try' }
  return { module: 'strategy', source, parents, ...rest }
}

function opened(disk = new SimulatedDisk(), own = keys): StrategyRegistry {
  return StrategyRegistry.open(disk, 's', own)
}

/** A version that passed the gate. */
function gated(registry: StrategyRegistry, source: string): string {
  const id = registry.add(written(source))
  for (const to of way) registry.move({ ...by, id, to, evidence: { verdict: 'pass', trials: 3 } })
  return id
}

test('a version is called by what is in it, and is kept once', () => {
  const registry = opened()
  const id = registry.add(written('a'))
  expect(id).toBe(versionId('strategy', 'a'))
  expect(versionId('market', 'a')).not.toBe(id)
  expect(registry.source(id)).toBe('a')
  expect(registry.has('strategy', 'a')).toBe(true)
  expect(registry.has('strategy', 'b')).toBe(false)
  expect(() => registry.add(written('a'))).toThrow(/there already/)
  expect(() => registry.add(written('b', ['0'.repeat(64)]))).toThrow(/parent/)
  expect(() => registry.add(written('\ud800'))).toThrow(/no text/)
  expect(() => registry.add(written('x'.repeat(70_000)))).toThrow(/characters/)
  expect(registry.find(id.slice(0, 6)).id).toBe(id)
  expect(() => registry.find('ab')).toThrow(/No version begins with 'ab'/)
})

test('the beginning of an id that two have is of neither', () => {
  const registry = opened()
  const ids = Array.from({ length: 3_000 }, (_, i) => versionId('strategy', `v${i}`))
  const firsts = ids.map((id) => id.slice(0, 4))
  const twice = firsts.findIndex((first, i) => firsts.indexOf(first) !== i)
  const pair = [firsts.indexOf(firsts[twice] ?? ''), twice]
  for (const i of pair) registry.add(written(`v${i}`))
  expect(() => registry.find(firsts[twice] ?? '')).toThrow(/More than one/)
  for (const i of pair) expect(registry.find(ids[i] ?? '').id).toBe(ids[i])
})

test('every step that is not on the way is declined, from every state to every other', () => {
  for (const from of versionStates)
    for (const to of versionStates) {
      const registry = opened()
      const id = reach(registry, from)
      const step = { ...by, id, to, evidence: { verdict: 'pass' } }
      if (statesAfter(from).includes(to)) {
        registry.move(step)
        expect(registry.find(id).state).toBe(to)
      } else expect(() => registry.move(step)).toThrow(/stays as it is/)
    }
})

/** A version in a state, by way of all that lie before it. */
function reach(registry: StrategyRegistry, state: VersionState): string {
  const id = registry.add(written('x'))
  const ahead: readonly VersionState[] = [...way, 'shadow', 'canary', 'champion']
  const goal = state === 'retired' || state === 'demoted' ? 'champion' : state
  const steps = state === 'draft' ? [] : state === 'declined' ? [state] : upTo(ahead, goal)
  for (const to of steps) registry.move({ ...by, id, to, evidence: { verdict: 'pass' } })
  if (goal !== state) registry.move({ ...by, id, to: state })
  return id
}

function upTo(ahead: readonly VersionState[], goal: VersionState): readonly VersionState[] {
  return ahead.slice(0, ahead.indexOf(goal) + 1)
}

test('only a gate that says pass opens it', () => {
  const registry = opened()
  const id = reach(registry, 'tested')
  expect(() => registry.move({ ...by, id, to: 'gated' })).toThrow(/gate that says pass/)
  const failed = { verdict: 'fail' }
  expect(() => registry.move({ ...by, id, to: 'gated', evidence: failed })).toThrow(/pass/)
})

test('a new champion retires the old one, and a rollback brings it back', () => {
  const disk = new SimulatedDisk()
  const registry = opened(disk)
  const [first, second, third] = ['1', '2', '3'].map((source) => gated(registry, source))
  for (const id of [first, second, third]) registry.move({ ...by, id: id ?? '', to: 'champion' })
  expect(registry.book.champion('strategy')?.id).toBe(third)
  expect(registry.rollback('strategy', by)).toMatchObject({
    demoted: { id: third, state: 'demoted' },
    restored: { id: second, state: 'champion' },
  })
  expect(registry.rollback('strategy', by).restored?.id).toBe(first)
  expect(registry.rollback('strategy', by).restored).toBeUndefined()
  expect(registry.book.champion('strategy')).toBeUndefined()
  expect(() => registry.rollback('strategy', by)).toThrow(/no champion/)
  registry.close()
  const again = opened(disk)
  expect(again.book.versions).toEqual(registry.book.versions)
})

test('the control is frozen once, and for good', () => {
  const registry = opened()
  const [one, other] = [registry.add(written('1')), registry.add(written('2'))]
  registry.freeze(one, by)
  expect(registry.book.control('strategy')?.id).toBe(one)
  expect(() => registry.freeze(other, by)).toThrow(/stays it/)
})

test('over any steps there is one champion at most, and a rollback always undoes the last', () => {
  const act = fc.tuple(fc.nat({ max: 7 }), fc.constantFrom(...versionStates, 'rollback' as const))
  fc.assert(
    fc.property(fc.array(act, { maxLength: 60 }), (acts) => {
      const registry = opened()
      const ids = Array.from({ length: 8 }, (_, i) => gated(registry, `v${i}`))
      for (const [i, to] of acts) {
        const before = registry.book.champion('strategy')
        const previous = registry.book.previous('strategy')
        try {
          if (to === 'rollback') {
            registry.rollback('strategy', by)
            expect(registry.find(before?.id ?? '').state).toBe('demoted')
            expect(registry.book.champion('strategy')?.id).toBe(previous?.id)
          } else registry.move({ ...by, id: ids[i] ?? '', to })
        } catch (error) {
          expect(error).toMatchObject({ code: 'strategy-refused' })
        }
        const reign = registry.book.versions.filter(({ state }) => state === 'champion')
        expect(reign.length).toBeLessThanOrEqual(1)
      }
    }),
    { numRuns: 60 },
  )
})

test('what returned is there after a crash, and nothing that cannot be', () => {
  for (let seed = 0; seed < 60; seed += 1) {
    const random = Random.fromSeed(seed)
    const disk = new SimulatedDisk()
    const kept: string[] = []
    for (let life = 0; life < 4; life += 1) {
      const registry = opened(disk)
      for (const id of kept) expect(registry.source(id)).toBe(`${registry.find(id).note}`)
      const isTorn = random.below(2) === 0
      for (let i = random.below(5); i >= 0; i -= 1) {
        const source = `${seed} ${life} ${i}`
        if (isTorn && i === 0) disk.failSync(1 + random.below(2))
        try {
          kept.push(registry.add({ ...written(source), note: source }))
        } catch (error) {
          expect(error).toMatchObject({ name: 'DiskError' })
        }
      }
      disk.crash(random)
    }
  }
})

test('every changed bit of the record is noticed, but at its very end', () => {
  const disk = new SimulatedDisk()
  const registry = opened(disk)
  gated(registry, 'a')
  const bytes = disk.bytes(path)
  const before = registry.book.versions[0]?.moves.length ?? 0
  for (let bit = 0; bit < bytes.length * 8; bit += 97) {
    const changed = new SimulatedDisk()
    changed.replace(path, bytes)
    changed.flipBit(path, bit)
    let left = -1
    try {
      left = opened(changed).book.versions[0]?.moves.length ?? 0
    } catch (error) {
      expect(error).toMatchObject({ code: /^strategies-(damaged|foreign)$/ })
    }
    // What rots in the last block looks like one that power was lost on.
    if (left >= 0) expect(left).toBe(before - 1)
  }
})

test('a step is worth nothing without the key or under another', () => {
  const disk = new SimulatedDisk()
  gated(opened(disk), 'a')
  const other = generateKeyPairSync('ed25519')
  expect(() => opened(disk, other)).toThrow(/another key/)
  const reader = opened(disk, { publicKey: keys.publicKey })
  expect(reader.book.versions[0]?.state).toBe('gated')
  expect(() => reader.add(written('b'))).toThrow(/key to sign with|record to write/)
})

test('a step that was signed is worth nothing at another place', () => {
  const fact = { kind: 'frozen', id: '0'.repeat(64), ts: 1, actor: 'ada', reason: '' } as const
  const [here, there] = [new Uint8Array(32), new Uint8Array(32).fill(1)]
  const signed = decodeSigned(signedBytes(fact, here, 0, pair.privateKey))
  if (signed === undefined) expect.fail('it is an entry')
  expect(isSigned(signed, here, 0, keys.publicKey)).toBe(true)
  expect(isSigned(signed, there, 0, keys.publicKey)).toBe(false)
  expect(isSigned(signed, here, 1, keys.publicKey)).toBe(false)
  const other = { ...signed, fact: { ...fact, reason: 'x' } }
  expect(isSigned(other, here, 0, keys.publicKey)).toBe(false)
})

test('reading changes nothing, and sees nothing that is not whole', () => {
  const disk = new SimulatedDisk()
  gated(opened(disk), 'a')
  const whole = disk.bytes(path)
  const torn = new SimulatedDisk()
  torn.replace(path, whole.slice(0, -10))
  const reader = opened(torn, { publicKey: keys.publicKey })
  expect(reader.book.versions[0]?.state).toBe('tested')
  expect(torn.bytes(path).length).toBe(whole.length - 10)
  expect(opened(new SimulatedDisk(), { publicKey: keys.publicKey }).book.versions).toEqual([])
})

test('a source that was changed is not run', () => {
  const disk = new SimulatedDisk()
  const id = opened(disk).add(written('a'))
  disk.replace(`s/sources/${id}.ts`, new TextEncoder().encode('b'))
  expect(() => opened(disk).source(id)).toThrow(/not what was kept/)
})

import { generateKeyPairSync } from 'node:crypto'
import { expect, it } from 'vitest'
import { restoreDesk } from '../../src/app/index.ts'
import { StrategyRegistry } from '../../src/evolution/index.ts'
import type { SimulatedDisk } from '../../src/kernel/index.ts'
import { backUp, deskOf, file, restore } from './backup-scene.ts'

const keys = generateKeyPairSync('ed25519')

/** A desk that keeps two versions, of which one is no draft any more. */
function deskWithVersions(): SimulatedDisk {
  const disk = deskOf(3)
  disk.replace('desk/strategies/desk.key', Buffer.from('the key'))
  disk.replace('desk/strategies/desk.pub', Buffer.from('its other half'))
  disk.replace('desk/strategies/lock', Buffer.from('somebody'))
  disk.replace('desk/strategies/cycles.jsonl', Buffer.from('{"ts":1}\n{"torn'))
  const registry = StrategyRegistry.open(disk, 'desk/strategies', keys)
  const made = { module: 'strategy', parents: [], cycle: 0, ts: 1, author: 'a', note: '' } as const
  const id = registry.add({ ...made, source: 'export const a = 1\n' })
  registry.add({ ...made, source: 'export const b = 2\n' })
  const by = { ts: 2, cycle: 0, actor: 'a', reason: 'read', evidence: {} }
  registry.move({ ...by, id, to: 'reviewed' })
  registry.close()
  return disk
}

function versionsIn(disk: SimulatedDisk, folder: string): readonly string[] {
  const registry = StrategyRegistry.open(disk, `${folder}/strategies`, {
    publicKey: keys.publicKey,
  })
  return registry.book.versions.map(({ id, state }) => `${state} ${registry.source(id)}`)
}

it('brings every version of a desk back where it stood, with its key from an encrypted archive', () => {
  const disk = deskWithVersions()
  backUp(disk)
  restore(disk, 'again')
  expect(versionsIn(disk, 'again')).toEqual([
    'reviewed export const a = 1\n',
    'draft export const b = 2\n',
  ])
  expect(disk.list('again/strategies')).toEqual([
    ...['cycles.jsonl', 'desk.key', 'desk.pub', 'registry.record', 'sources'],
  ])
})

it('leaves the key out of an archive that anybody can read', () => {
  const disk = deskWithVersions()
  backUp(disk, { keys: undefined })
  const onProgress = (): void => {}
  restoreDesk({ disk, file, folder: 'again', keys: undefined, isDryRun: false, onProgress })
  expect(versionsIn(disk, 'again')).toHaveLength(2)
  expect(disk.exists('again/strategies/desk.key')).toBe(false)
})

it('makes no folder of strategies for a desk that keeps none', () => {
  const disk = deskOf(2)
  backUp(disk)
  restore(disk, 'again')
  expect(disk.exists('again/strategies')).toBe(false)
})

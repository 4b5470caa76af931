import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { afterAll, describe, expect, it } from 'vitest'
import { restoreDesk } from './backup/restore-desk.ts'
import {
  migrateBack,
  migrateDesk,
  type MigrationReplay,
  type MigrationReport,
} from './migrate-desk.ts'
import { replayFrom } from './replay-journal.ts'
import { Random, UserError } from '../base/index.ts'
import {
  type Formats,
  journalsAmong,
  measureJournal,
  type Migration,
  presentFormats,
  readJournal,
  rewriteJournal,
} from '../journal/index.ts'
import { type Disk, nodeDisk, SimulatedDisk } from '../kernel/index.ts'
import { deskOf } from '../../test/simulation/backup-scene.ts'
import { FailingDisk, PowerLoss } from '../../test/simulation/failing-disk.ts'

const temporary = mkdtempSync(`${tmpdir()}/coinswarm-migration-`)
afterAll(() => rmSync(temporary, { recursive: true }))

/** A format that this program does not have: a byte before every payload. And its inverse. */
const next: Formats = {
  version: 2,
  migrations: [{ from: 1, what: 'Every record begins with a mark.', payload: marked }],
}
const unmark: Migration = { from: 2, what: 'Takes it off.', payload: (bytes) => bytes.subarray(1) }

function marked(payload: Uint8Array): Uint8Array {
  return Buffer.concat([Uint8Array.of(77), payload])
}

/** Writes the journal of format 2 in `journal` again as one of this program's. */
function asPresent(disk: Disk, journal: string, target: Disk, folder: string): void {
  // Of a copy: measuring makes durable what it reads, and that is the migration's to do.
  const copy = new SimulatedDisk()
  for (const path of [...disk.list(journal).map((name) => `${journal}/${name}`), anchorFile]) {
    const file = disk.open(path)
    const bytes = new Uint8Array(file.size())
    file.read(bytes, 0)
    copy.replace(path, bytes)
  }
  rewriteJournal(
    { disk: copy, folder: journal, anchor: 'desk/anchor.v2', version: 2 },
    { disk: target, folder: `${folder}/journal`, anchor: `${folder}/anchor`, version: 1 },
    [unmark],
  )
}

const anchorFile = 'desk/anchor.v2/head.json'

/** Stands for a replay where only the disk is of interest: the events are the same. */
function sameEvents(disk: Disk): (journal: string) => Promise<MigrationReplay> {
  return async (journal) => {
    const scratch = new SimulatedDisk()
    asPresent(disk, journal, scratch, 'scratch')
    const [was, is] = [
      [...readJournal('desk/journal', disk)],
      [...readJournal('scratch/journal', scratch)],
    ]
    expect(is).toEqual(was)
    return { matches: true, events: is.length, hash: '', divergence: undefined }
  }
}

function migrate(disk: Disk, isDryRun = false): Promise<MigrationReport> {
  const replay = sameEvents(disk)
  return migrateDesk({ disk, folder: 'desk', formats: next, replay, isDryRun })
}

function everything(disk: SimulatedDisk): Record<string, string> {
  const content: Record<string, string> = {}
  for (const folder of ['desk', ...disk.list('desk').map((name) => `desk/${name}`)])
    for (const name of disk.list(folder))
      if (disk.list(`${folder}/${name}`).length === 0)
        content[`${folder}/${name}`] = Buffer.from(disk.bytes(`${folder}/${name}`)).toString('hex')
  return content
}

/** The desk has exactly one journal that counts, and it is whole. @returns its format */
function formatNow(disk: SimulatedDisk): number {
  const [newest] = journalsAmong(disk.list('desk'))
  const { version, journal, anchor } = newest ?? { version: 0, journal: '', anchor: '' }
  const place = { disk, folder: `desk/${journal}`, anchor: `desk/${anchor}` }
  expect(measureJournal(place, version).head.sequence).toBe(60)
  return version
}

/** Loses power at the `change`-th change. @returns whether all was done before */
async function survives(
  disk: SimulatedDisk,
  change: number,
  run: (disk: Disk) => unknown,
): Promise<boolean> {
  try {
    await run(new FailingDisk(disk, change))
  } catch (error) {
    if (!(error instanceof PowerLoss)) throw error
    disk.crash(Random.fromSeed(change))
    return false
  }
  // Also when all was said to be done.
  disk.crash(Random.fromSeed(change))
  return true
}

/** A desk of 60 events, with what is made from a journal beside it, all durable. */
function oldDesk(): SimulatedDisk {
  const disk = deskOf(30)
  disk.replace('desk/snapshots/snapshot-0000000000000060.json', Uint8Array.of(1))
  disk.replace('desk/desk.sqlite', Uint8Array.of(1))
  return disk
}

describe('a journal of an older format', () => {
  it('is declined by a program that has another one, in both directions', async () => {
    const disk = oldDesk()
    await migrate(disk)
    const place = { disk, folder: 'desk/journal.v2', anchor: 'desk/anchor.v2' }
    expect(() => measureJournal(place)).toThrow('newer version')
    expect(() => measureJournal({ ...place, folder: 'desk/journal' }, 2)).toThrow(
      'coinswarm journal migrate --dry-run',
    )
    const options = { disk, folder: 'desk', replay: sameEvents(disk), isDryRun: false }
    await expect(migrateDesk({ ...options, formats: presentFormats })).rejects.toThrow(
      'No way is known from format 2',
    )
    const far = { ...next, version: 4 }
    await expect(migrateDesk({ ...options, formats: far })).rejects.toThrow('to format 4')
  })

  it('is migrated with the old one kept, and back', async () => {
    const disk = oldDesk()
    const before = everything(disk)
    const report = await migrate(disk)
    expect(report).toMatchObject({ from: 1, to: 2, kept: 'desk/journal', replay: { events: 60 } })
    expect(report.steps).toEqual(['Every record begins with a mark.'])
    expect(formatNow(disk)).toBe(2)
    expect(disk.list('desk/snapshots')).toEqual([])
    const back = migrateBack({ disk, folder: 'desk', isForced: false })
    expect(back).toEqual({ from: 2, to: 1, left: 0, kept: 'desk/journal.v2.left' })
    expect(formatNow(disk)).toBe(1)
    for (const [name, bytes] of Object.entries(everything(disk)))
      if (name.startsWith('desk/journal/')) expect(bytes).toBe(before[name])
    expect(() => migrateBack({ disk, folder: 'desk', isForced: false })).toThrow('never migrated')
    const left = everything(disk)
    await migrate(disk)
    expect(formatNow(disk)).toBe(2)
    const again = migrateBack({ disk, folder: 'desk', isForced: false })
    expect(again.kept).toBe('desk/journal.v2.left-2')
    // What was left aside the first time may hold what stands nowhere else.
    for (const [name, bytes] of Object.entries(left))
      if (name.includes('.left/')) expect(everything(disk)[name]).toBe(bytes)
    expect(disk.list('desk/anchor.v2.left-2')).toEqual(disk.list('desk/anchor.v2.left'))
  })

  it('is left as it was by a dry run, and by a replay that comes to something else', async () => {
    const disk = oldDesk()
    const before = everything(disk)
    expect(await migrate(disk, true)).toMatchObject({ to: 2, replay: { matches: true } })
    expect(everything(disk)).toEqual(before)
    const replay = async (): Promise<MigrationReplay> => {
      return { matches: false, events: 1, hash: '', divergence: 'it differs' }
    }
    const options = { disk, folder: 'desk', formats: next, replay, isDryRun: false }
    expect(await migrateDesk(options)).toMatchObject({ replay: { matches: false } })
    expect(everything(disk)).toEqual(before)
  })

  it('is gone back to without newer events only when that is said', async () => {
    const disk = oldDesk()
    await migrate(disk)
    const shorter = deskOf(20)
    for (const name of disk.list('desk/journal')) disk.remove(`desk/journal/${name}`)
    for (const name of shorter.list('desk/journal'))
      disk.replace(`desk/journal/${name}`, shorter.bytes(`desk/journal/${name}`))
    disk.replace('desk/anchor/head.json', shorter.bytes('desk/anchor/head.json'))
    const options = { disk, folder: 'desk' }
    expect(() => migrateBack({ ...options, isForced: false })).toThrow(UserError)
    expect(migrateBack({ ...options, isForced: true }).left).toBe(20)
  })
})

describe('power that is lost at any change of the disk', () => {
  it('leaves the old journal or the new one while migrating', async () => {
    const seen = new Set<number>()
    for (let change = 1, isDone = false; !isDone; change += 1) {
      const disk = oldDesk()
      isDone = await survives(disk, change, (failing) => migrate(failing))
      seen.add(formatNow(disk))
      if (formatNow(disk) === 1 && !isDone) await migrate(disk)
      expect(formatNow(disk)).toBe(2)
      if (isDone) expect(change).toBeGreaterThan(30)
    }
    expect(seen).toEqual(new Set([1, 2]))
  })

  it('leaves the new journal or the old one while going back', async () => {
    for (let change = 1, isDone = false; !isDone; change += 1) {
      const disk = oldDesk()
      await migrate(disk)
      isDone = await survives(disk, change, (failing) =>
        migrateBack({ disk: failing, folder: 'desk', isForced: false }),
      )
      if (formatNow(disk) === 2 && !isDone) migrateBack({ disk, folder: 'desk', isForced: false })
      expect(formatNow(disk)).toBe(1)
      await migrate(disk)
      expect(formatNow(disk)).toBe(2)
    }
  })
})

it('takes the golden desk to the next format and back with the same state hash', async () => {
  const disk = new SimulatedDisk()
  disk.replace('golden/desk', readFileSync('test/golden/desk-1.backup'))
  const restored = { file: 'golden/desk', folder: 'desk', keys: undefined, isDryRun: false }
  restoreDesk({ disk, ...restored, onProgress: () => {} })
  const golden: { readonly hash: string; readonly events: number } = JSON.parse(
    readFileSync('test/golden/desk-1.json', 'utf8'),
  )
  const replay = (journal: string): Promise<MigrationReplay> => {
    asPresent(disk, journal, nodeDisk, temporary)
    return replayFrom(`${temporary}/journal`, temporary)
  }
  const report = await migrateDesk({ disk, folder: 'desk', formats: next, replay, isDryRun: false })
  const { hash, events } = golden
  expect(report.replay).toMatchObject({ matches: true, hash, events })
  migrateBack({ disk, folder: 'desk', isForced: false })
  expect([...readJournal('desk/journal', disk)]).toEqual([
    ...readJournal(`${temporary}/journal`, nodeDisk),
  ])
})

import { createHash } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { afterAll, describe, expect, it } from 'vitest'
import {
  isEncryptedBackup,
  loadConfiguration,
  PaperDesk,
  passphraseKey,
  replayJournal,
  restoreDesk,
  setupOf,
  verifyDeskJournal,
} from '../../src/app/index.ts'
import { defined } from '../../src/base/index.ts'
import { liveClock, nodeDisk } from '../../src/kernel/index.ts'

/** What the version that made a desk came to. */
type Golden = {
  readonly sha256: Readonly<Record<string, string>>
  readonly passphrase?: string
  readonly events: number
  readonly checkpoints: number
  readonly hash: string
  readonly runHash: string
}

const temporary = mkdtempSync(`${tmpdir()}/coinswarm-golden-`)
afterAll(() => rmSync(temporary, { recursive: true }))

const quietly = { isDryRun: false, onProgress: () => {} }

// One for each format of the journal there ever was, and one of a version whose desks go on; never
// made again, so that they stay old.
describe.each(['desk-1', 'desk-2'])('the golden desk %s', (name) => {
  const golden: Golden = JSON.parse(readFileSync(`test/golden/${name}.json`, 'utf8'))

  it.each(Object.keys(golden.sha256).filter((file) => file.endsWith('.backup')))(
    'is restored from %s and comes to its states',
    async (from) => {
      const file = `test/golden/${from}`
      expect(createHash('sha256').update(readFileSync(file)).digest('hex')).toBe(
        golden.sha256[from],
      )
      const folder = `${temporary}/${from}`
      const isEncrypted = isEncryptedBackup(nodeDisk, file)
      const keys = isEncrypted
        ? passphraseKey(defined(golden.passphrase, 'a passphrase'))
        : undefined
      restoreDesk({ ...{ disk: nodeDisk, file, folder, keys }, ...quietly })
      const { events, checkpoints, hash, runHash } = golden
      expect(verifyDeskJournal(folder)).toMatchObject({ ok: true, events })
      const replayed = await replayJournal(folder)
      expect(replayed).toMatchObject({ matches: true, events, checkpoints, hash, runHash })
    },
  )
})

// Begun by the version of 28 November 2026, more than two hundred commits before this test was.
it('an old desk goes on with the present program, to a journal that comes to its states', async () => {
  const folder = `${temporary}/gone-on`
  const file = 'test/golden/desk-2.backup'
  restoreDesk({ ...{ disk: nodeDisk, file, folder, keys: undefined }, ...quietly })
  const { values } = loadConfiguration({ folder, variables: {}, flags: [] })
  const notes: string[] = []
  const desk = await PaperDesk.open({
    ...{ folder, clock: liveClock, segmentBytes: 1 << 14, snapshotEvery: 150, version: 'now' },
    choice: { market: [], instruments: [], speed: 3_600_000, seed: 7, clock: liveClock },
    ...{ seats: [], areSeatsDefault: true },
    setup: (agents) => setupOf(values, agents, { seed: 7 }),
    onNote: (note) => notes.push(note),
  })
  const running = desk.start()
  while (desk.snapshot().status.bars < 600) await new Promise((resolve) => setTimeout(resolve, 1))
  desk.stop()
  await running
  const { status } = desk.snapshot()
  expect(status).toMatchObject({ bars: 600, mode: 'normal' })
  expect(notes).toEqual([])
  expect(verifyDeskJournal(folder)).toMatchObject({ ok: true })
  const replayed = await replayJournal(folder)
  expect(replayed).toMatchObject({ matches: true })
  expect(replayed.events).toBeGreaterThan(982)
})

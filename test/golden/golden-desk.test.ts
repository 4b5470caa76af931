import { createHash } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { afterAll, describe, expect, it } from 'vitest'
import {
  isEncryptedBackup,
  passphraseKey,
  replayJournal,
  restoreDesk,
  verifyDeskJournal,
} from '../../src/app/index.ts'
import { nodeDisk } from '../../src/kernel/index.ts'

/** What the version that made a desk came to. */
type Golden = {
  readonly sha256: Readonly<Record<string, string>>
  readonly passphrase: string
  readonly events: number
  readonly checkpoints: number
  readonly hash: string
  readonly runHash: string
}

const temporary = mkdtempSync(`${tmpdir()}/coinswarm-golden-`)
afterAll(() => rmSync(temporary, { recursive: true }))

// One for each format of the journal there ever was; never made again, so that it stays old.
describe.each(['desk-1'])('the golden desk %s', (name) => {
  const golden: Golden = JSON.parse(readFileSync(`test/golden/${name}.json`, 'utf8'))

  it.each(Object.keys(golden.sha256))(
    'is restored from %s and comes to its states',
    async (from) => {
      const file = `test/golden/${from}`
      expect(createHash('sha256').update(readFileSync(file)).digest('hex')).toBe(
        golden.sha256[from],
      )
      const folder = `${temporary}/${from}`
      const isEncrypted = isEncryptedBackup(nodeDisk, file)
      const keys = isEncrypted ? passphraseKey(golden.passphrase) : undefined
      restoreDesk({ disk: nodeDisk, file, folder, keys, isDryRun: false, onProgress: () => {} })
      const { events, checkpoints, hash, runHash } = golden
      expect(verifyDeskJournal(folder)).toMatchObject({ ok: true, events })
      const replayed = await replayJournal(folder)
      expect(replayed).toMatchObject({ matches: true, events, checkpoints, hash, runHash })
    },
  )
})

import { existsSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { TrialFile } from '../../src/app/index.ts'
import { openProjection } from '../../src/journal/index.ts'
import { nodeDisk } from '../../src/kernel/index.ts'
import { runGeneratedDesk } from '../e2e/generated-desk.ts'

const root = mkdtempSync(`${tmpdir()}/coinswarm-private-`)
afterAll(() => rmSync(root, { recursive: true }))

const isPosix = process.platform !== 'win32'
const mayOthers = (file: string): boolean => (statSync(file).mode & 0o077) !== 0

it.runIf(isPosix)('makes nothing in its folder that anybody else may look into', async () => {
  const folder = path.join(root, 'desk')
  await runGeneratedDesk(folder, { from: 'random', parameters: {} }, 200)
  new TrialFile(folder).record({ dataHash: 'd', weeks: [], configurationHash: 'c', agents: ['a'] })
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  for (const name of ['desk.sqlite', 'trials.jsonl', 'journal/000001.seg', 'snapshots', 'lock'])
    expect(names).toContain(name)
  expect(['.', ...names].filter((name) => mayOthers(path.join(folder, name)))).toEqual([])
})

it.runIf(isPosix)(
  'closes the tables of a desk that stood open, and what is written beside',
  async () => {
    const folder = path.join(root, 'open')
    const file = path.join(folder, 'desk.sqlite')
    await runGeneratedDesk(folder, { from: 'random', parameters: {} }, 200)
    rmSync(file)
    writeFileSync(file, '', { mode: 0o644 })
    const projection = await openProjection({
      path: file,
      folder: path.join(folder, 'journal'),
      disk: nodeDisk,
    })
    projection.catchUp(10)
    const files = [file, `${file}-wal`, `${file}-shm`].filter((name) => existsSync(name))
    expect(files.length).toBeGreaterThan(1)
    expect(files.filter(mayOthers)).toEqual([])
    projection.close()
  },
)

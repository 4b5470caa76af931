import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { DatabaseSync } from 'node:sqlite'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { commitSome, folder, openSmall } from '../../test/simulation/journal-scene.ts'
import { StrictDisk } from '../../test/simulation/strict-disk.ts'
import { micros } from '../domain/index.ts'
import { openProjection, type Projection } from './projection.ts'

let temporary = ''
let path = ''
beforeEach(() => {
  temporary = mkdtempSync(`${tmpdir()}/coinswarm-again-`)
  path = `${temporary}/desk.sqlite`
})
afterEach(() => rmSync(temporary, { recursive: true }))

/** Three sealed segments of six events each, each starting a run of its own. */
function written(): StrictDisk {
  const disk = new StrictDisk()
  for (const name of ['one', 'two', 'three']) {
    const journal = openSmall(disk)
    const instruments = [{ id: name, tick: '1', lot: '1' }]
    journal.append({ kind: 'run-started', ts: micros(0), header: { instruments, agents: [name] } })
    journal.commit()
    commitSome(journal, 5)
    journal.close()
  }
  return disk
}

const open = (disk: StrictDisk): Promise<Projection> => openProjection({ path, folder, disk })

function rows(): readonly unknown[] {
  const database = new DatabaseSync(path, { readOnly: true })
  try {
    return ['events', 'decisions', 'voices', 'instruments', 'agents'].map((table) =>
      database.prepare(`SELECT * FROM ${table}`).all(),
    )
  } finally {
    database.close()
  }
}

it('goes on where it was when it is opened again, at any event', async () => {
  const disk = written()
  for (let done = 0; done <= 18; done += 1) {
    const projection = await open(disk)
    expect(projection.sequence).toBe(done)
    expect(projection.catchUp(1)).toBe(done < 18 ? 1 : 0)
    projection.close()
    expect(disk.openPaths).toEqual([])
  }
})

it('takes no more events at a time than it is asked to', async () => {
  const projection = await open(written())
  expect([5, 0, 1, 9, 9].map((most) => projection.catchUp(most))).toEqual([5, 0, 1, 9, 3])
  projection.close()
  expect(() => projection.catchUp(1)).toThrow(/not open/)
})

it('goes on as though nothing had been once a journal that was damaged is mended', async () => {
  const disk = written()
  const whole = await open(disk)
  whole.catchUp(100)
  whole.close()
  const expected = rows()
  rmSync(path)
  const second = `${folder}/000002.seg`
  const good = disk.bytes(second)
  // The run that begins there can be read, and what follows it cannot.
  disk.flipBit(second, 8 * (good.length - 40))
  const projection = await open(disk)
  expect(projection.catchUp(4)).toBe(4)
  for (let again = 0; again < 2; again += 1) {
    expect(() => projection.catchUp(9)).toThrow(/000002.seg is damaged/)
    expect(projection.sequence).toBe(4)
  }
  disk.replace(second, good)
  expect(projection.catchUp(99)).toBe(14)
  projection.close()
  expect([rows(), disk.openPaths]).toEqual([expected, []])
})

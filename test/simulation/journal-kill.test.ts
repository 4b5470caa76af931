import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { createInterface } from 'node:readline'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, expect, it } from 'vitest'
import { Random } from '../../src/base/index.ts'
import { readJournal, SegmentJournal, verifyJournal } from '../../src/journal/index.ts'
import { nodeDisk } from '../../src/kernel/index.ts'
import { sampleEvent } from './journal-scene.ts'

const temporary = mkdtempSync(`${tmpdir()}/coinswarm-kill-`)
afterAll(() => rmSync(temporary, { recursive: true }))

const place = { disk: nodeDisk, folder: `${temporary}/journal`, anchor: `${temporary}/anchor` }
const url = (path: string): string => JSON.stringify(new URL(path, import.meta.url).href)

/** Commits groups of events for ever and says each sequence once it is committed. */
const script = `
  import { writeSync } from 'node:fs'
  import { SegmentJournal } from ${url('../../src/journal/index.ts')}
  import { nodeDisk } from ${url('../../src/kernel/index.ts')}
  import { sampleEvent } from ${url('./journal-scene.ts')}
  const [folder, anchor] = process.argv.slice(1)
  const options = { disk: nodeDisk, folder, anchor, segmentBytes: 1 << 16, anchorEvery: 16 }
  const journal = SegmentJournal.open(options)
  for (let group = 0; ; group += 1) {
    for (let i = 0; i <= group % 7; i += 1) journal.append(sampleEvent(journal.sequence + 1))
    journal.commit()
    writeSync(1, journal.sequence + '\\n')
  }
`

/** Kills a writing process after some milliseconds. @returns the last sequence it said. */
async function killedAfter(ms: number): Promise<number> {
  const child = spawn(
    process.execPath,
    ['--input-type=module', '-e', script, place.folder, place.anchor],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  )
  let said = 0
  const lines = createInterface(child.stdout)
  lines.on('line', (line) => {
    said = Number(line)
  })
  const finished = Promise.all([once(child, 'close'), once(lines, 'close')])
  await once(lines, 'line')
  await wait(ms)
  child.kill('SIGKILL')
  await finished
  return said
}

it('keeps everything a killed process said it had committed', async () => {
  const random = Random.fromSeed(7)
  for (let round = 0; round < 6; round += 1) {
    const said = await killedAfter(random.below(150))
    expect(said).toBeGreaterThan(0)
    expect(verifyJournal(place.folder, place.anchor, nodeDisk).faults).toEqual([])
    const journal = SegmentJournal.open({ ...place, segmentBytes: 1 << 16 })
    expect(journal.sequence).toBeGreaterThanOrEqual(said)
    journal.close()
    let sequence = 0
    for (const entry of readJournal(place.folder, nodeDisk)) {
      sequence += 1
      expect(entry).toEqual({ sequence, event: sampleEvent(sequence) })
    }
    expect(sequence).toBe(journal.sequence)
  }
})

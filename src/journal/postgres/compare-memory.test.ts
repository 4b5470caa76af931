// @module-tag long
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { expect, it } from 'vitest'
import { tradedEvents } from '../../../test/conformance/traded-events.ts'
import { nodeDisk } from '../../kernel/index.ts'
import { SegmentJournal } from '../segment-journal.ts'

const script = `
import { nodeDisk } from '${new URL('../../kernel/index.ts', import.meta.url).href}'
import { journalFigures } from '${new URL('./compare.ts', import.meta.url).href}'
const all = await journalFigures({ disk: nodeDisk, folder: process.argv[1] }, 1e9)
const rows = all.map(({ table, figures }) => [table.name, figures[0].value])
console.log(JSON.stringify({ rows, mb: process.resourceUsage().maxRSS / 1024 }))`

type Found = { readonly rows: readonly [string, number][]; readonly mb: number }

it('takes no more memory for five times the journal', () => {
  const root = mkdtempSync(`${tmpdir()}/coinswarm-compare-`)
  const figuresOf = (count: number): Found => {
    const place = { disk: nodeDisk, folder: `${root}/${count}`, anchor: `${root}/${count}-anchor` }
    const journal = SegmentJournal.open({ ...place, segmentBytes: 1 << 22 })
    for (const [at, event] of tradedEvents(count).entries()) {
      journal.append(event)
      if (at % 1_000 === 0) journal.commit()
    }
    journal.close()
    // A process of its own: the most that it ever took is what counts, and nothing else is in it.
    const words = ['--input-type=module', '-e', script, '--', place.folder]
    const { stdout, stderr } = spawnSync(process.execPath, words, { encoding: 'utf8' })
    if (stdout === '') throw new Error(stderr)
    const found: Found = JSON.parse(stdout)
    return found
  }
  try {
    const [small, large] = [figuresOf(60_000), figuresOf(300_000)]
    expect(new Map(large.rows).get('events')).toBe(300_000)
    // Kept in memory, the tables of these 240,000 events and their rows take about 300 MB.
    expect(large.mb - small.mb).toBeLessThan(80)
  } finally {
    rmSync(root, { recursive: true })
  }
}, 120_000)

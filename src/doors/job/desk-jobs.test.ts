import { mkdirSync, mkdtempSync, readdirSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, it } from 'vitest'
import { liveClock } from '../../kernel/index.ts'
import { DeskJobs } from './desk-jobs.ts'

it('remembers the newest sixty-four, and forgets the others with their files', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'jobs-'))
  const place = path.join(folder, 'jobs')
  mkdirSync(place)
  for (let created = 1; created <= 70; created += 1) {
    const id = created.toString(16).padStart(16, '0')
    const asked = { id, kind: 'backtest', options: {}, created, by: 'token one' }
    const row = { ...asked, state: 'running', ended: null, progress: null, error: null }
    writeFileSync(path.join(place, `${id}.json`), JSON.stringify({ row, result: null }))
  }
  const all = new DeskJobs({ folder, clock: liveClock }).all()
  expect(all.map(({ created }) => created)).toEqual(Array.from({ length: 64 }, (_, i) => 70 - i))
  expect(new Set(all.map(({ state }) => state))).toEqual(new Set(['interrupted']))
  expect(readdirSync(place)).toHaveLength(64)
})

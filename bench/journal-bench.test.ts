import { expect, it } from 'vitest'
import { journalCommits, journalReplay } from './journal-bench.ts'

it('measures commits and replay, and does the same work twice', () => {
  const rows = [...journalCommits('smoke'), ...journalReplay('smoke')]
  expect(rows.map((row) => row.name)).toEqual([
    'journal.commits',
    'journal.commits.group',
    'journal.replay',
    'journal.memory',
  ])
  for (const { value, ratio } of rows) expect(Math.min(value ?? 0, ratio ?? 0)).toBeGreaterThan(0)
  const again = [...journalCommits('smoke'), ...journalReplay('smoke')]
  expect(again.map((row) => row.hash)).toEqual(rows.map((row) => row.hash))
})

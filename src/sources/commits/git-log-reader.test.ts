import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { loadCommits } from './commit-log.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'coinswarm-git-log-'))
afterAll(() => rmSync(folder, { recursive: true }))

function file(lines: readonly string[]): string {
  const full = path.join(folder, 'commits.gitlog')
  writeFileSync(full, `${lines.join('\n')}\n`)
  return full
}

const entry = (sha: string, seconds: number, email: string): readonly string[] => [
  ...[`commit ${sha}`, 'Merge: 1234567 89abcde', `Author:     One, Two <${email}>`],
  ...['AuthorDate: 1', 'Commit:     GitHub <noreply@github.com>', `CommitDate: ${seconds}`],
  ...['', '    commit aaaaaaa', '    CommitDate: 7', '', '    And, so, on', ''],
]

it('reads when each was committed, by whom it was written, oldest first', async () => {
  const log = await loadCommits(
    file([
      ...entry('aaaaaaa1', 1_700_000_100, 'Ada@example.org'),
      ...entry('aaaaaaa2', 1_700_000_000, 'bob@example.org'),
      ...entry('aaaaaaa3', 1_700_000_200, 'ada@example.org'),
    ]),
  )
  expect([...log.tsEvent]).toEqual([1_700_000_000e6, 1_700_000_100e6, 1_700_000_200e6])
  expect([...log.author]).toEqual([0, 1, 1])
})

const whole = entry('aaaaaaa1', 1_700_000_000, 'a@b')

it.each([
  [['Date: today'], 'bad-row', /:1: this is no line of a log of commits; make it with git log/],
  [[...whole, 'fatal: not a repository'], 'bad-row', /:13: this is no line/],
  [['commit aaaaaaa1', 'Author: A <a@b>'], 'bad-row', /:1: the commit has no Author or CommitD/],
  [[...whole, ...whole], 'bad-row', /:13: commit aaaaaaa1 is in line 1 already/],
  [
    ['commit aaaaaaa1', 'Author: A <a@b>', 'CommitDate: Fri Mar 1 2024'],
    'bad-row',
    /no Author or CommitDate; use git log --format=fuller --date=unix/,
  ],
  [['    words alone'], 'bad-row', /:1: this is no line of a log/],
] as const)('declines %j with what to do', async (lines, code, sentence) => {
  const reading = loadCommits(file(lines))
  await expect(reading).rejects.toMatchObject({ code })
  await expect(reading).rejects.toThrow(sentence)
})

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, expect, it } from 'vitest'
import { loadCommits } from './commit-log.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'coinswarm-commits-'))
afterAll(() => rmSync(folder, { recursive: true }))

const head = 'commit_ts,author_ts,sha,author_hash,is_merge,n_files'
const rows = [
  '1590789647000,1590789647000,539fdfca782e,fbb72989f745,0,48',
  '1590781283000,1590781283000,8d09e0b66b21,d90c03f36340,0,1',
  '1590793439000,1590793439000,8248ccb793b5,fbb72989f745,0,6',
]

function file(name: string, lines: readonly string[]): string {
  const full = path.join(folder, name)
  const text = Buffer.from(`${lines.join('\n')}\n`)
  writeFileSync(full, name.endsWith('.gz') ? gzipSync(text) : text)
  return full
}

it('reads commits oldest first, in microseconds, whatever the order and the packing', async () => {
  const log = await loadCommits(file('commits.csv', [head, ...rows]))
  expect([...log.tsEvent]).toEqual([1590781283000000, 1590789647000000, 1590793439000000])
  expect([...log.author]).toEqual([0, 1, 1])
  const other = await loadCommits(file('commits.csv.gz', [head, ...rows.toReversed()]))
  expect(other.sha256).toBe(log.sha256)
  const without = await loadCommits(file('two.csv', [head, ...rows.slice(1)]))
  expect(without.sha256).not.toBe(log.sha256)
})

it.each([
  ['a time in seconds', '1590789647,1,aa,bb,0,1', 'bad-row', /wrong.csv:5: ts 1590789647 looks/],
  ['a time in words', 'yesterday,1,aa,bb,0,1', 'bad-row', /:5: ts 'yesterday' is not a whole/],
  ['no author', '1590789647000,1,aa,,0,1', 'bad-row', /:5: author_hash is empty/],
  ['no name', '1590789647000', 'bad-row', /:5: sha is empty/],
  ['words for a name', '1590789647000,1,a b,c,0,1', 'bad-row', /:5: sha 'a b' is not one word/],
  ['one twice', rows[1] as string, 'bad-row', /:5: commit 8d09e0b66b21 is in line 3 already/],
])('declines a row with %s, with file and line', async (_what, row, code, sentence) => {
  const reading = loadCommits(file('wrong.csv', [head, ...rows, row]))
  await expect(reading).rejects.toMatchObject({ code })
  await expect(reading).rejects.toThrow(sentence)
})

it('declines a file without the columns, or without a commit', async () => {
  const bars = loadCommits(file('bars.csv', ['ts,open', '1590789647000,1']))
  await expect(bars).rejects.toMatchObject({ code: 'bad-columns' })
  await expect(loadCommits(file('none.csv', [head]))).rejects.toMatchObject({ code: 'empty-file' })
  await expect(loadCommits(path.join(folder, 'not-there.csv'))).rejects.toMatchObject({
    code: 'no-such-file',
  })
})

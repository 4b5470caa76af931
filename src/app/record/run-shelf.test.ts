import { appendFileSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { RunShelf } from './run-shelf.ts'

let folder = ''
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'coinswarm-runs-'))
})
afterAll(() => rmSync(folder, { recursive: true }))

const page = (title: string): string => `<!doctype html><title>${title}</title>${title}`
const run = { command: 'backtest', verdict: 'no better than chance', hash: 'c0ffee' }

it('has nothing where nothing was kept', () => {
  const shelf = new RunShelf(folder)
  expect(shelf.list()).toEqual([])
  expect(shelf.page('0'.repeat(16))).toBeUndefined()
})

it('lists runs newest first by the titles of their pages, and gives each page back', () => {
  const shelf = new RunShelf(folder)
  shelf.keep({ ...run, t: 1, page: page('trend &amp; &lt;others&gt;') })
  shelf.keep({ ...run, t: 2, page: page('cross') })
  const [newest, oldest] = shelf.list()
  expect(newest).toMatchObject({ ...run, t: 2, title: 'cross', hasPage: true })
  expect(oldest?.title).toBe('trend & <others>')
  expect(shelf.page(newest?.id ?? '')).toBe(page('cross'))
})

it('has a run that was made again once, and passes over what is no line', () => {
  const shelf = new RunShelf(folder)
  shelf.keep({ ...run, t: 3, page: page('cross') })
  appendFileSync(path.join(folder, 'runs', 'runs.jsonl'), '{"id":"../../etc/passwd"}\nno json\n')
  expect(shelf.list().map(({ t }) => t)).toEqual([3, 1])
  expect(shelf.page('../../etc/passwd')).toBeUndefined()
})

it('keeps the newest hundred pages and a line of all', () => {
  const shelf = new RunShelf(folder)
  for (let t = 10; t < 120; t += 1) shelf.keep({ ...run, t, page: page(`run ${t}`) })
  const list = shelf.list()
  expect(list).toHaveLength(112)
  expect(list.filter(({ hasPage }) => hasPage)).toHaveLength(100)
  expect(list.at(-1)).toMatchObject({ t: 1, hasPage: false })
  expect(readdirSync(path.join(folder, 'runs'))).toHaveLength(101)
})

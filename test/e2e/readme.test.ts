// @module-tag long

import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { blocksOf, runShown, saveBlock, shownIn, wordsOf } from '../../tools/paper-commands.ts'

/** What a reader types that is no command of coinswarm; tried by hand and by the other tests. */
const elsewhere = ['git clone', 'cd ', 'npm start', 'npm test']

const folders: string[] = []
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true })
})

describe.each([
  'README.md',
  'docs/writing-an-agent.md',
  'docs/strategy.md',
  'docs/simulated-exchange.md',
  'docs/tutorial.md',
  'docs/from-freqtrade.md',
  'docs/own-source.md',
  'docs/backup.md',
])('%s', (file) => {
  const blocks = blocksOf(readFileSync(file, 'utf8'))
  const folder = mkdtempSync(path.join(tmpdir(), 'coinswarm-paper-'))
  folders.push(folder)

  it('shows commands only in blocks that are run', () => {
    const lines = blocks.filter(({ language }) => language === 'sh').flatMap(({ text }) => text)
    for (const line of lines.join('').trim().split('\n').filter(Boolean))
      expect(elsewhere.some((start) => line.startsWith(start))).toBe(true)
    expect(blocks.flatMap(shownIn).length).toBeGreaterThan(0)
  })

  beforeAll(() => {
    for (const block of blocks) saveBlock(block, folder)
  })

  // In order: a command may need the journal of one before it.
  for (const each of blocks.flatMap(shownIn))
    it(`prints what it shows: ${each.command}`, async () => {
      const { output, code } = await runShown(each, folder)
      const told = output.replaceAll(`${folder}/`, '')
      const compared = (text: string): string => (each.isLive ? wordsOf(text) : text)
      expect({ code, output: compared(told) }).toEqual({ code: 0, output: compared(each.output) })
    })
})

import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { blocksOf, runShown, saveBlock, shownIn, wordsOf } from '../../tools/paper-commands.ts'

/** What a reader types that is no command of coinswarm; tried by hand and by the other tests. */
const elsewhere = ['git clone', 'cd ', 'npm start', 'npm test']

const folders: string[] = []
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true })
})

describe.each(['README.md', 'docs/writing-an-agent.md'])('%s', (file) => {
  const blocks = blocksOf(readFileSync(file, 'utf8'))
  const folder = mkdtempSync(path.join(tmpdir(), 'coinswarm-paper-'))
  folders.push(folder)

  it('shows commands only in blocks that are run', () => {
    const lines = blocks.filter(({ language }) => language === 'sh').flatMap(({ text }) => text)
    for (const line of lines.join('').trim().split('\n').filter(Boolean))
      expect(elsewhere.some((start) => line.startsWith(start))).toBe(true)
    expect(blocks.flatMap(shownIn).length).toBeGreaterThan(0)
  })

  // In order: a command may need the file or the journal of one before it.
  for (const block of blocks) {
    const shown = shownIn(block)
    const [name] = block.words
    if (shown.length === 0 && name !== '' && block.language !== 'sh')
      it(`holds ${name}`, () => {
        saveBlock(block, folder)
        expect(readFileSync(path.join(folder, name ?? ''), 'utf8')).toBe(block.text)
      })
    for (const each of shown)
      it(`prints what it shows: ${each.command}`, async () => {
        const { output, code } = await runShown(each, folder)
        expect(code).toBe(0)
        const told = output.replaceAll(`${folder}/`, '')
        if (each.isLive) expect(wordsOf(told)).toBe(wordsOf(each.output))
        else expect(told).toBe(each.output)
      })
  }
})

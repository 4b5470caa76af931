import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { blocksOf, runShown, saveBlock, shownIn } from './paper-commands.ts'

// Runs the commands of the papers that show them and pastes what they print below each. To be run
// when results change for a reason that stands in the CHANGELOG:
// node tools/paste-papers.ts [PAPER…]
const papers = [
  'README.md',
  'docs/tutorial.md',
  'docs/from-freqtrade.md',
  'docs/own-source.md',
  'docs/writing-an-agent.md',
  'docs/strategy.md',
  'docs/backup.md',
]
const named = process.argv.slice(2)
for (const file of named.length > 0 ? named : papers) {
  const folder = mkdtempSync(path.join(tmpdir(), 'coinswarm-paper-'))
  let paper = readFileSync(file, 'utf8')
  for (const block of blocksOf(paper)) {
    saveBlock(block, folder)
    const lines: string[] = []
    for (const shown of shownIn(block)) {
      const { output } = await runShown(shown, folder)
      lines.push(`$ ${shown.command}`, ...output.replaceAll(`${folder}/`, '').split('\n'))
    }
    if (lines.length > 0) paper = paper.replace(block.text, () => `${lines.join('\n')}\n`)
  }
  writeFileSync(file, paper)
  rmSync(folder, { recursive: true })
}

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { blocksOf, runShown, saveBlock, shownIn } from './paper-commands.ts'

// Runs the commands of the papers that show them and pastes what they print below each. To be run
// when results change for a reason that stands in the CHANGELOG: node tools/paste-papers.ts
const papers = ['README.md', 'docs/writing-an-agent.md', 'docs/strategy.md', 'docs/backup.md']
for (const file of papers) {
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

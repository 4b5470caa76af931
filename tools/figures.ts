import { writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { machine } from '../bench/main.ts'
import type { Part } from './figures/figure.ts'
import { figureParts } from './figures/figure-parts.ts'
import { figuresPage } from './figures/figures-page.ts'
import { runCommand } from './figures/run-command.ts'
import { runParts } from './figures/run-parts.ts'

// Measures everything and writes docs/figures.md: npm run figures. Takes hours on a quiet machine;
// what is on record for the same code is not measured again. `-- --only NAME` measures some, writes
// nothing but their record, and takes a star at the end; `-- --list` names them. `-- --recorded`
// measures nothing, and writes the page from what is on record for this code.

const { values } = parseArgs({
  options: { only: { type: 'string' }, list: { type: 'boolean' }, recorded: { type: 'boolean' } },
})
process.exitCode = await main(values)

async function main(asked: typeof values): Promise<number> {
  if (asked.list === true) {
    for (const { name } of figureParts) process.stdout.write(`${name}\n`)
    return 0
  }
  const parts = figureParts.filter(({ name }) => isNamed(name, asked.only ?? '*'))
  if (parts.length === 0) return usage('there is no such part; --list names them')
  const changed = await git('status', '--porcelain', '--untracked-files=no', '--', '.', ':!docs')
  if (changed !== '') return usage('commit first: a figure belongs to a commit')
  const measured = await runParts(parts, {
    commit: await git('rev-parse', 'HEAD'),
    onPart: tell,
    isRecordOnly: asked.recorded === true,
  })
  if (asked.only !== undefined) {
    process.stdout.write(`${JSON.stringify(measured, undefined, 2)}\n`)
    return 0
  }
  const where = { machine: machine(), node: process.version }
  writeFileSync('docs/figures.md', figuresPage(where, measured))
  return measured.some(({ figures }) => figures.some(({ status }) => status === 'failed')) ? 1 : 0
}

function isNamed(name: string, asked: string): boolean {
  return asked.endsWith('*') ? name.startsWith(asked.slice(0, -1)) : name === asked
}

async function git(...args: readonly string[]): Promise<string> {
  return (await runCommand('git', args)).trim()
}

function tell({ name }: Part, seconds?: number): void {
  process.stderr.write(
    seconds === undefined ? `${name} ...\n` : `${name}: ${seconds.toFixed(0)} s\n`,
  )
}

function usage(sentence: string): number {
  process.stderr.write(`figures: ${sentence}\n`)
  return 2
}

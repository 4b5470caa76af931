import { createHash } from 'node:crypto'
import { runCommand } from './run-command.ts'

/** What benches, seeds and tables are made by, as patterns of git: programs without their tests. */
export const programs: readonly string[] = [
  ...[
    'src',
    'web',
    'bin',
    'bench',
    'scripts',
    'test',
    'tools',
    'package.json',
    'package-lock.json',
  ],
  ...[':!*.test.ts', ':!tools/figures', ':!tools/figures.ts', ':!tools/mutation'],
]

/** What mutants are made of, and what judges them. */
export const mutated: readonly string[] = ['src', 'tools/mutation', 'package-lock.json']

/** All that tests look at but prose: a page that is written anew fails none that passed. */
export const tested: readonly string[] = ['.', ':!docs', ':!*.md', ':!tools/figures']

/** One hash of the tracked files that `patterns` name, as they were last committed or added. */
export async function codeHash(patterns: readonly string[]): Promise<string> {
  const files = await runCommand('git', ['ls-files', '--stage', '--', ...patterns])
  return createHash('sha256').update(files).digest('hex')
}

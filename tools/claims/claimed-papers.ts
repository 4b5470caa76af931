import { globSync } from 'node:fs'

/** Papers a tool writes from what it measures or reads; tests of their own compare them. */
const madeByTools = new Set([
  ...['docs/api.md', 'docs/configuration.md', 'docs/agents.md', 'docs/exchange-errors.md'],
  ...['docs/claims.md', 'docs/figures.md'],
])

/** Every paper that says something of the product; the README has a ledger that is a page. */
export function claimedPapers(): readonly string[] {
  return ['ARCHITECTURE.md', 'SECURITY.md', ...globSync('docs/**/*.md')]
    .map((file) => file.replaceAll('\\', '/'))
    .filter((file) => !madeByTools.has(file) && !file.startsWith('docs/decisions/'))
    .sort()
}

/** Where the ledger of a paper stands. */
export function ledgerFile(paper: string): string {
  return `test/claims/${paper.replace(/\.md$/, '.txt')}`
}

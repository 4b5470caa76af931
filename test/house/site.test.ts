// @module-tag long
import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { expect, it } from 'vitest'
import { listedSections, papersOfDocs } from '../../site/papers.ts'

it('every paper stands in one section of the site', () => {
  const listed = listedSections().flatMap(({ papers }) => papers.map(({ paper }) => paper))
  expect(listed.filter((paper) => paper.startsWith('docs/')).toSorted()).toEqual(
    papersOfDocs().toSorted(),
  )
  expect(new Set(listed).size).toBe(listed.length)
})

// Its packages are its own: who uses, builds or tests the rest needs none of them.
it('is rendered, and a link that leads nowhere fails it', () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'coinswarm-site-'))
  const site = path.join(folder, 'site')
  for (const name of [
    'site',
    'docs',
    'README.md',
    'ARCHITECTURE.md',
    'CHANGELOG.md',
    'SECURITY.md',
  ])
    cpSync(name, path.join(folder, name), { recursive: true, filter: isOurs })
  const run = (command: string, ...args: readonly string[]): string => {
    const { status, stdout, stderr } = spawnSync(command, args, { cwd: site, encoding: 'utf8' })
    expect({ status, said: status === 0 ? '' : stdout + stderr }).toEqual({ status: 0, said: '' })
    return stdout
  }
  run('npm', 'ci', '--no-audit', '--no-fund', '--ignore-scripts')
  run(process.execPath, 'build.ts')
  expect(readFileSync(path.join(site, 'dist', 'index.html'), 'utf8')).toContain('Two commands')
  const month = readFileSync(path.join(site, 'dist', 'docs', 'month.html'), 'utf8')
  expect(month).not.toContain('tables: npm run')
  const missing = papersOfDocs().filter(
    (paper) => !existsSync(path.join(site, 'dist', `${paper}.html`)),
  )
  expect(missing).toEqual([])
  rmSync(folder, { recursive: true })
}, 300_000)

function isOurs(at: string): boolean {
  return !/site\/(?:node_modules|dist|papers|\.vitepress\/\.?(?:cache|temp))$/.test(at)
}

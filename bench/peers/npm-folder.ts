import { execFile } from 'node:child_process'
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { promisify } from 'node:util'

const run = promisify(execFile)

/**
 * A folder outside the repository with these packages of npm, made where it can be.
 *
 * @returns Its path, or why not.
 */
export async function folderWith(
  packages: readonly string[],
): Promise<{ readonly home: string } | { readonly why: string }> {
  const home = `${tmpdir()}/coinswarm-peers-npm-${packages.join('-').replaceAll(/[@/]/g, '-')}`
  try {
    if (existsSync(`${home}/done`)) return { home }
    mkdirSync(home, { recursive: true })
    writeFileSync(`${home}/package.json`, '{"private":true}\n')
    const install = ['install', '--silent', '--no-audit', '--no-fund', '--ignore-scripts']
    await run('npm', [...install, ...packages], { cwd: home, timeout: 300_000 })
    writeFileSync(`${home}/done`, '')
    return { home }
  } catch (error) {
    const text = error instanceof Error ? error.message.trim() : String(error)
    return { why: text.split('\n').at(-1)?.slice(0, 160) ?? '' }
  }
}

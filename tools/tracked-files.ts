import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'

const isText = /\.(ts|tsx|mjs|js|css|html|md|json|toml|sh|py)$|^\.ci\/|^[^.]+$|^\.\w+$/

/** Every text file of the project, tracked or about to be: path from the top, and text. */
export function trackedFiles(): ReadonlyMap<string, string> {
  const list = execFileSync('git', ['ls-files', '-co', '--exclude-standard'], { encoding: 'utf8' })
  const names = list.split('\n').filter((name) => isText.test(name) && existsSync(name))
  return new Map(names.map((name) => [name, readFileSync(name, 'utf8')]))
}

// @module-tag long

import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, expect, it } from 'vitest'
import { keyOf, secretOf } from '../house/canaries.ts'

const temporary = mkdtempSync(`${tmpdir()}/coinswarm-vault-typed-`)
afterAll(() => rmSync(temporary, { recursive: true }))

const door = pathToFileURL(path.resolve('src/doors/cli/main.ts')).href
const script = `import { main } from '${door}'
process.exitCode = await main(process.argv.slice(1))`

/** A terminal of its own around the command, where there is one to be had. */
const hasTerminal = spawnSync('script', ['--version']).status === 0

/** Runs a command on a terminal and types the next answer whenever a question ends in `: `. */
async function typed(answers: readonly string[], ...args: readonly string[]): Promise<string> {
  const words = [process.execPath, '--input-type=module', '-e', script, '--', ...args]
  const quoted = words.map((word) => `'${word.replaceAll("'", "'\\''")}'`).join(' ')
  const child = spawn('script', ['-qec', quoted, '/dev/null'], {
    stdio: ['pipe', 'pipe', 'ignore'],
  })
  let shown = ''
  let asked = 0
  child.stdout.on('data', (bytes: Buffer) => {
    shown += bytes.toString()
    const questions = shown.split(/(?:vault|again|Key|Secret|has one): /).length - 1
    if (questions <= asked) return
    child.stdin.write(`${answers[asked] ?? '\u0003'}\r`)
    asked += 1
  })
  await once(child, 'close')
  return shown
}

it.runIf(hasTerminal)('a key is typed without being shown, and so is the passphrase', async () => {
  const word = secretOf('passphrase')
  const add = ['vault', 'add', 'main', '--venue', 'binance', '--desk', temporary]
  const all = [word, word, keyOf('vault'), secretOf('vault'), '']
  expect(await typed([word, 'another'], ...add)).toContain('differ')
  expect(await typed(['short', 'short'], ...add)).toContain('12 characters')
  const made = await typed(all, ...add)
  expect(made).toContain('a key of binance lies in')
  const checked = await typed([word], 'vault', 'check', '--desk', temporary)
  expect(checked).toContain('Every record is what was written')
  for (const shown of [made, checked])
    for (const secret of all.filter((each) => each !== '')) expect(shown).not.toContain(secret)
  expect(await typed(['not the passphrase'], 'vault', 'check', '--desk', temporary)).toContain(
    'stays shut',
  )
})

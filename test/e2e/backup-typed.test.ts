// @module-tag long

import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, expect, it } from 'vitest'

const temporary = mkdtempSync(`${tmpdir()}/coinswarm-typed-`)
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
    if (shown.split(/(?:Passphrase|The same again): /).length - 1 <= asked) return
    child.stdin.write(`${answers[asked] ?? '\u0003'}\r`)
    asked += 1
  })
  await once(child, 'close')
  return shown
}

it.runIf(hasTerminal)(
  'a passphrase is typed twice, never shown, and opens the backup',
  async () => {
    const golden = path.resolve('test/golden/desk-1-encrypted.backup')
    const word = 'a passphrase known to all'
    const desk = ['--desk', `${temporary}/desk`]
    const restored = await typed([`${word}x\u007f`], 'restore', golden, ...desk)
    expect(restored).toContain('restored and opened')
    const file = `${temporary}/desk.backup`
    expect(await typed([word, 'another'], 'backup', ...desk, '--to', file)).toContain('differ')
    expect(await typed(['short', 'short'], 'backup', ...desk, '--to', file)).toContain(
      '12 characters',
    )
    expect(await typed([], 'backup', ...desk, '--to', file)).toContain('nothing was done')
    expect(existsSync(file)).toBe(false)
    const made = await typed([word, word], 'backup', ...desk, '--to', file)
    expect(made).toContain('read back and verified')
    for (const shown of [restored, made]) expect(shown).not.toContain('known to all')
    expect(await typed([word], 'backup', 'verify', file)).toContain('The backup is whole.')
  },
)

import { spawn } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

/** A fenced block of a paper. */
export type Block = {
  readonly language: string
  readonly words: readonly string[]
  readonly text: string
}

/** A command of a `console` block and the lines that the paper shows below it. */
export type Shown = {
  readonly command: string
  readonly output: string
  /** Figures depend on when it was stopped, so only the words are compared. */
  readonly isLive: boolean
}

const bin = fileURLToPath(new URL('../bin/coinswarm.mjs', import.meta.url))
const fence = /^```(\w+)([^\n]*)\n(.*?)^```$/gms

/** The fenced blocks of a paper, in order. */
export function blocksOf(paper: string): Block[] {
  return [...paper.matchAll(fence)].map(([, language = '', rest = '', text = '']) => ({
    language,
    words: rest.trim().split(/\s+/),
    text,
  }))
}

/** The commands of a block, which begin with `$ `. */
export function shownIn({ language, words, text }: Block): Shown[] {
  if (language !== 'console') return []
  return text
    .split(/^\$ /m)
    .slice(1)
    .map((part) => {
      const [command = '', ...output] = part.split('\n')
      return { command, output: output.join('\n').trimEnd(), isLive: words.includes('live') }
    })
}

/** Writes a block such as ```` ```ts my-agent.ts ```` to the file it names. */
export function saveBlock({ language, words, text }: Block, folder: string): void {
  const [name] = words
  if (language === 'console' || language === 'sh' || name === undefined || name === '') return
  const file = path.join(folder, name)
  mkdirSync(path.dirname(file), { recursive: true })
  // A passphrase in a paper is read by its owner alone, as anywhere.
  writeFileSync(file, text, { mode: 0o600 })
}

/**
 * Runs `npx coinswarm …` as it stands in a paper, with the bin of this tree; `| tail -5` is
 * understood. `up` runs until it has told how it goes, and is then stopped as with Ctrl-C.
 *
 * @returns What it printed, on stdout and stderr together, and its exit code.
 */
export function runShown(
  { command }: Shown,
  folder: string,
): Promise<{ readonly output: string; readonly code: number | null }> {
  const [words = '', last] = command.split(' | tail -')
  const [npx, name, ...args] = words.split(' ')
  if (npx !== 'npx' || name !== 'coinswarm') throw new Error(`a paper may not run: ${command}`)
  const env: NodeJS.ProcessEnv = { ...process.env, COINSWARM_HTTP_PORT: '0' }
  delete env['COINSWARM_DESK']
  const child = spawn(process.execPath, [bin, ...args], { cwd: folder, env })
  let output = ''
  let isStopped = false
  const hear = (bytes: Buffer): void => {
    output += bytes.toString()
    if (args[0] !== 'up' || isStopped || !/ equity \d/.test(output)) return
    // Once: a signal that finds the process ending kills it.
    isStopped = true
    child.kill('SIGINT')
  }
  child.stdout.on('data', hear)
  child.stderr.on('data', hear)
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (code) => {
      const lines = withoutBuild(output).trimEnd().split('\n')
      const shown = last === undefined ? lines : lines.slice(-Number(last))
      resolve({ output: shown.join('\n'), code })
    })
  })
}

/** The first command after a change of the program says that it builds it. */
function withoutBuild(output: string): string {
  return output.replace(/^Building the \w+\n/gm, '')
}

/** `output` of a live command without what differs from run to run: figures, codes, the folder. */
export function wordsOf(output: string): string {
  return output
    .replace(/^desk: .*coinswarm-desk/gm, 'desk: coinswarm-desk')
    .replace(/#code=\S+/g, '#code=')
    .replace(/, holds .*$/gm, '')
    .replace(/\b[0-9a-f]{16,}\b/g, '#')
    .replace(/[+-]?\d[\d,.:]*/g, '#')
}

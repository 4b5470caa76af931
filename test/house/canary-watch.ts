import childProcess, { type ChildProcess } from 'node:child_process'
import fs from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'
import path from 'node:path'
import { searchFolder, secretsUnder, usualCanaries } from './canary-files.ts'
import { outputFile, produced, suiteFolder } from './produced.ts'

/**
 * Runs before every test file: whatever tests throw away is looked through first, and whatever
 * their processes print is kept, for secrets that must not be there.
 */
const suite = suiteFolder()
const already = Symbol.for('coinswarm.canary-watch')
if (suite !== undefined && !Reflect.has(globalThis, already)) {
  Reflect.set(globalThis, already, true)
  watchRemovals(suite)
  watchProcesses()
  watchConsole()
  syncBuiltinESMExports()
}

function watchRemovals(folder: string): void {
  const { rmSync } = fs
  fs.rmSync = (target, options) => {
    const file = path.resolve(String(target))
    if (options?.recursive === true && file.startsWith(`${folder}${path.sep}`)) {
      const start = performance.now()
      const own = secretsUnder(file)
      const searched = searchFolder(file, [...usualCanaries(), ...own])
      const ms = performance.now() - start
      const secrets = own.map(({ bytes }) => bytes.toString('hex'))
      fs.appendFileSync(
        `${outputFile(folder)}.log`,
        `${JSON.stringify({ ...searched, ms, secrets })}\n`,
      )
    }
    rmSync(target, options)
  }
}

function watchProcesses(): void {
  const { spawn, spawnSync } = childProcess
  const watched = (...what: Parameters<typeof spawn>): ChildProcess => {
    const child = spawn(...what)
    for (const stream of [child.stdout, child.stderr]) {
      if (stream === null) continue
      const push = stream.push.bind(stream)
      // Nobody's flow is touched: what comes in passes through here on its way.
      Object.assign(stream, {
        push: (chunk: unknown, encoding?: BufferEncoding) => {
          if (chunk instanceof Uint8Array) produced(chunk)
          return push(chunk, encoding)
        },
      })
    }
    return child
  }
  const atOnce = (...what: Parameters<typeof spawnSync>): ReturnType<typeof spawnSync> => {
    const ended = spawnSync(...what)
    for (const each of ended.output ?? []) if (each !== null) produced(each)
    return ended
  }
  Object.assign(childProcess, { spawn: watched, spawnSync: atOnce })
}

function watchConsole(): void {
  for (const name of ['log', 'info', 'warn', 'error'] as const) {
    const say = console[name].bind(console)
    console[name] = (...words: readonly unknown[]) => {
      produced(...words)
      say(...words)
    }
  }
}

// Runs a program on Node 24 or newer, whatever Node this is: node scripts/node24.mjs FILE ...
// Plain JavaScript for Node 20.19 and up, because it runs before anything else is there.
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

const needed = 24
const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)))

/** Whether a Node of this version will do itself. One before 24.15 warns of its own SQLite. */
export function willDo(version) {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  return major > needed || (major === needed && minor >= 15)
}

/** The Node to run on: the pinned one, else this one; `undefined` when it is too old. */
export function findNode24() {
  const pinned = `node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`
  const program = process.platform === 'win32' ? 'bin/node.exe' : 'bin/node'
  // In a clone the package stands below us; installed, beside us. What stands beside a clone is
  // none of ours: anybody may have put it there.
  const beside = path.dirname(root)
  const isInstalled = path.basename(beside) === 'node_modules'
  for (const modules of [path.join(root, 'node_modules'), ...(isInstalled ? [beside] : [])]) {
    const file = path.join(modules, pinned, program)
    if (existsSync(file)) return file
  }
  return Number.parseInt(process.versions.node) >= needed ? process.execPath : undefined
}

/** Runs `args` on Node 24 in our place: same terminal, signals passed on, same ending. */
export function runOnNode24(args) {
  const program = findNode24()
  if (program === undefined) {
    process.stderr.write(
      `coinswarm runs on Node ${needed}, and this is ${process.version}: start it with that, or ` +
        'install it with its optional packages, which bring one (in a clone: npm ci).\n',
    )
    process.exit(3)
  }
  const env = {
    ...process.env,
    COINSWARM_STARTED_BY: process.version,
    COINSWARM_LAUNCHER: String(process.pid),
  }
  const child = spawn(program, args, { stdio: 'inherit', env })
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP']
  // Kills a desk, see docs/control.md; Windows has no such signal.
  if (process.platform !== 'win32') signals.push('SIGUSR2')
  for (const signal of signals) process.on(signal, () => child.kill(signal))
  child.on('error', (error) => {
    process.stderr.write(`${program} does not start (${error.message}); install it anew.\n`)
    process.exit(3)
  })
  child.on('exit', (code, signal) => {
    process.exit(code ?? 128 + (os.constants.signals[signal] ?? 0))
  })
}

if (process.argv[1] === fileURLToPath(import.meta.url)) runOnNode24(process.argv.slice(2))

// Installs and builds what is missing or stale, and nothing else. Says a line for each thing done.
// Plain JavaScript for Node 20.19 and up, because it runs before anything else is there.
//   node scripts/ensure.mjs           what is stale
//   node scripts/ensure.mjs --build   build in any case
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { findNode24 } from './node24.mjs'

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)))
const stamps = path.join(root, 'node_modules', '.cache', 'coinswarm')
const at = (...parts) => path.join(root, ...parts)

/** Makes `node_modules`, `dist` and the page fresh. Ends the process when one cannot be made. */
export function ensure({ isForced = false } = {}) {
  refuseOldNode()
  installPackages()
  buildProgram(isForced)
  if (existsSync(at('web', 'vite.config.ts'))) buildPage(isForced)
}

function refuseOldNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
  if (major > 20 || (major === 20 && minor >= 19)) return
  fail(`coinswarm needs Node 20.19 or newer to install itself and this is ${process.version}.`)
}

function installPackages() {
  const installed = at('node_modules', '.package-lock.json')
  const wanted = at('package-lock.json')
  if (existsSync(installed) && statSync(installed).mtimeMs >= statSync(wanted).mtimeMs) return
  // A checkout touches the file without changing it: the text decides.
  const stamp = createHash('sha256').update(readFileSync(wanted)).digest('hex')
  const stampFile = path.join(stamps, 'packages')
  if (existsSync(installed) && read(stampFile) === stamp) return
  say('Installing packages (npm ci)')
  const npm = process.env.npm_execpath
  const [program, first] = npm?.endsWith('.js') ? [process.execPath, [npm]] : ['npm', []]
  // Errors only: that some packages want a newer Node is known, and they get it.
  const args = [...first, 'ci', '--no-audit', '--no-fund', '--loglevel=error']
  run(program, args, 'the packages could not be installed; is the network there?')
  mkdirSync(stamps, { recursive: true })
  writeFileSync(stampFile, stamp)
}

function buildProgram(isForced) {
  const sources = ['src', 'scripts/bundle.mjs', 'tsconfig.json', 'tsconfig.build.json']
  const isBuilt = existsSync(at('dist', 'doors', 'cli', 'main.js'))
  const stamped = [...sources, 'package-lock.json']
  build('program', stamped, !isBuilt || isForced, at('dist'), (folder) => {
    const node = findNode24() ?? process.execPath
    const modules = `${folder}-modules`
    process.once('exit', () => rmSync(modules, { recursive: true, force: true }))
    const tsc = at('node_modules', 'typescript', 'bin', 'tsc')
    const args = [tsc, '-p', at('tsconfig.build.json'), '--outDir', modules]
    run(node, args, 'the program does not compile; see above.')
    const bundle = [at('scripts', 'bundle.mjs'), modules, folder]
    run(node, bundle, 'the program cannot be put together; see above.')
  })
}

function buildPage(isForced) {
  const isBuilt = existsSync(at('web', 'dist', 'index.html'))
  const sources = ['web', 'src/app/desk-view.ts', 'package-lock.json']
  build('page', sources, !isBuilt || isForced, at('web', 'dist'), (folder) => {
    const vite = at('node_modules', 'vite', 'bin', 'vite.js')
    const args = [
      vite,
      'build',
      at('web'),
      '--outDir',
      folder,
      '--emptyOutDir',
      '--logLevel',
      'warn',
    ]
    run(findNode24() ?? process.execPath, args, 'the page does not build; see above.')
  })
}

/** Builds into a folder beside `target` and moves it into place whole: none is ever half there. */
function build(name, sources, isForced, target, make) {
  const stampFile = path.join(stamps, name)
  const stamp = fingerprint(sources)
  if (!isForced && read(stampFile) === stamp) return
  say(`Building the ${name}`)
  const fresh = `${target}.new-${process.pid}`
  process.once('exit', () => rmSync(fresh, { recursive: true, force: true }))
  make(fresh)
  replaceFolder(target, fresh)
  mkdirSync(stamps, { recursive: true })
  writeFileSync(stampFile, stamp)
}

/** Two may build at once, and either result will do: who finds a folder in the way tries again. */
function replaceFolder(target, fresh, attempts = 20) {
  const old = `${target}.old-${process.pid}`
  rmSync(old, { recursive: true, force: true })
  try {
    if (existsSync(target)) renameSync(target, old)
    renameSync(fresh, target)
  } catch (error) {
    if (attempts === 0 || !existsSync(fresh)) throw error
    replaceFolder(target, fresh, attempts - 1)
  }
  rmSync(old, { recursive: true, force: true })
}

/** Changes when a source is added, removed or written. */
function fingerprint(sources) {
  const hash = createHash('sha256')
  for (const source of sources)
    for (const file of files(at(source))) {
      const { mtimeMs, size } = statSync(file)
      hash.update(`${file} ${mtimeMs} ${size}\n`)
    }
  return hash.digest('hex')
}

function files(from) {
  if (!existsSync(from)) return []
  if (!statSync(from).isDirectory()) return [from]
  return readdirSync(from, { withFileTypes: true })
    .filter(
      ({ name }) => name !== 'node_modules' && !/^dist\b/.test(name) && !name.endsWith('.test.ts'),
    )
    .flatMap((entry) => {
      const file = path.join(from, entry.name)
      return entry.isDirectory() ? files(file) : [file]
    })
}

function run(program, args, complaint) {
  // On Windows `npm` is a script, and only a shell starts those.
  const shell = process.platform === 'win32' && program === 'npm'
  const { status } = spawnSync(program, args, { cwd: root, stdio: ['ignore', 2, 2], shell })
  if (status !== 0) fail(`Stopped: ${complaint}`)
}

function read(file) {
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined
}

// On stderr, because a command's stdout is its result.
function say(line) {
  process.stderr.write(`${line}\n`)
}

function fail(line) {
  say(line)
  process.exit(3)
}

if (process.argv[1] === fileURLToPath(import.meta.url))
  ensure({ isForced: process.argv.includes('--build') })

import { spawn, spawnSync } from 'node:child_process'
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { expect, it } from 'vitest'

/** A small project with our scripts, a compiler and one source file. */
function smallProject(): string {
  const root = mkdtempSync(path.join(os.tmpdir(), 'coinswarm-start-'))
  cpSync('scripts', path.join(root, 'scripts'), { recursive: true })
  for (const folder of ['src/doors/cli', 'node_modules'])
    mkdirSync(path.join(root, folder), { recursive: true })
  for (const name of readdirSync('node_modules'))
    if (/^(typescript|@typescript|rolldown|node-)/.test(name))
      symlinkSync(path.resolve('node_modules', name), path.join(root, 'node_modules', name))
  const write = (name: string, text: string): void => writeFileSync(path.join(root, name), text)
  const options = { module: 'NodeNext', rootDir: 'src', outDir: 'dist', types: [], strict: true }
  write('package.json', '{ "type": "module" }')
  write('tsconfig.json', '{}')
  write('tsconfig.build.json', JSON.stringify({ compilerOptions: options, include: ['src'] }))
  write('package-lock.json', '{}')
  write('node_modules/.package-lock.json', '{}')
  write('src/doors/cli/main.ts', 'export const answer = 41')
  write('src/law.json', '{}')
  return root
}

function ensure(root: string): { readonly status: number | null; readonly said: string } {
  const { status, stderr } = spawnSync(process.execPath, ['scripts/ensure.mjs'], {
    cwd: root,
    encoding: 'utf8',
  })
  return { status, said: stderr }
}

it('builds what is stale, once, and says so', () => {
  const root = smallProject()
  expect(ensure(root)).toEqual({ status: 0, said: 'Building the program\n' })
  expect(readFileSync(path.join(root, 'dist/doors/cli/main.js'), 'utf8')).toContain('41')
  // What is no program is no part of it.
  expect(existsSync(path.join(root, 'dist/law.json'))).toBe(false)
  expect(ensure(root)).toEqual({ status: 0, said: '' })
  writeFileSync(path.join(root, 'src/doors/cli/main.ts'), 'export const answer = 42 ')
  expect(ensure(root).said).toBe('Building the program\n')
  expect(readFileSync(path.join(root, 'dist/doors/cli/main.js'), 'utf8')).toContain('42')
})

it('keeps the last good build when the sources do not compile', () => {
  const root = smallProject()
  ensure(root)
  writeFileSync(path.join(root, 'src/doors/cli/main.ts'), 'export const answer: string = 43')
  const { status, said } = ensure(root)
  expect(status).toBe(3)
  expect(said).toContain('TS2322')
  expect(said.trimEnd().split('\n').at(-1)).toBe(
    'Stopped: the program does not compile; see above.',
  )
  expect(readFileSync(path.join(root, 'dist/doors/cli/main.js'), 'utf8')).toContain('41')
  expect(readdirSync(root).filter((name) => name.startsWith('dist'))).toEqual(['dist'])
})

it.each(['SIGINT', 'SIGTERM'] as const)('passes %s on and waits for the end', async (signal) => {
  const root = mkdtempSync(path.join(os.tmpdir(), 'coinswarm-signal-'))
  const program = path.join(root, 'waits.mjs')
  writeFileSync(
    program,
    `process.on('${signal}', () => setTimeout(() => { console.log('clean'); process.exit(7) }, 50))
     setInterval(() => {}, 1000)
     console.log('ready')`,
  )
  const parent = spawn(process.execPath, ['scripts/node24.mjs', program], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let said = ''
  parent.stdout.on('data', (bytes: Buffer) => {
    said += bytes.toString()
    if (said === 'ready\n') parent.kill(signal)
  })
  const code = await new Promise((resolve) => parent.once('close', resolve))
  expect({ code, said }).toEqual({ code: 7, said: 'ready\nclean\n' })
})

it('ends as the program ended', () => {
  const run = (text: string): number | null =>
    spawnSync(process.execPath, ['scripts/node24.mjs', '--eval', text]).status
  expect(run('process.exit(5)')).toBe(5)
  expect(run('process.kill(process.pid, "SIGKILL")')).toBe(137)
})

it.skipIf(process.platform === 'win32')('runs no Node that stands beside a clone', () => {
  const answerIn = (parent: string): string => {
    const folder = path.join(mkdtempSync(path.join(os.tmpdir(), 'coinswarm-beside-')), parent)
    cpSync('scripts', path.join(folder, 'coinswarm/scripts'), { recursive: true })
    const planted = path.join(folder, `node-${process.platform}-${process.arch}`, 'bin')
    mkdirSync(planted, { recursive: true })
    writeFileSync(path.join(planted, 'node'), '#!/bin/sh\necho planted\n', { mode: 0o755 })
    const args = [path.join(folder, 'coinswarm/scripts/node24.mjs'), '--print', '41 + 1']
    return spawnSync(process.execPath, args, { encoding: 'utf8' }).stdout
  }
  expect(answerIn('projects')).toBe('42\n')
  // Installed it stands there by the package manager's hand.
  expect(answerIn('node_modules')).toBe('planted\n')
})

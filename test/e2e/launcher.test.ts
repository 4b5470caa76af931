import { spawn, spawnSync } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { expect, it } from 'vitest'
import { willDo } from '../../scripts/node24.mjs'
import { runCoinswarm } from './run-coinswarm.ts'

async function until(isTrue: () => boolean): Promise<void> {
  for (let turn = 0; turn < 300 && !isTrue(); turn += 1)
    await new Promise((resolve) => setTimeout(resolve, 50))
  expect(isTrue()).toBe(true)
}

it('stops the desk cleanly when the launcher that started it is killed', async () => {
  // Builds what is stale, as every command does; the launcher below runs what is built.
  await runCoinswarm(['--version'])
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'launcher-'))
  const locks = (): string[] => {
    const lock = path.join(folder, 'lock')
    return fs.existsSync(lock) ? fs.readdirSync(lock) : []
  }
  const args = ['scripts/node24.mjs', 'bin/run.mjs', 'up', '--market', 'generated', '--headless']
  const launcher = spawn(process.execPath, [...args, '--desk', folder], { stdio: 'ignore' })
  // As early as it can be: the desk is still opening and has not looked for its launcher yet.
  await until(() => locks().includes('desk-000001.lock'))
  launcher.kill('SIGKILL')
  await until(() => locks().includes('desk-000001.free'))
  const verified = await runCoinswarm(['journal', 'verify', '--json', '--desk', folder])
  expect([verified.code, verified.stderr]).toEqual([0, expect.any(String)])
  expect(JSON.parse(verified.stdout)).toMatchObject({ ok: true, torn: null })
  fs.rmSync(folder, { recursive: true })
})

it.each([
  ['20.19.0', false],
  ['22.23.5', false],
  ['24.9.0', false],
  ['24.14.1', false],
  ['24.15.0', true],
  ['26.0.0', true],
])('hands over to the pinned Node from one that warns or lacks something: %s', (version, does) => {
  expect(willDo(version)).toBe(does)
})

it('says the way out on a Node too old, where the pinned one was not installed', () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'launcher-'))
  const file = path.join(folder, 'scripts', 'node24.mjs')
  fs.cpSync('scripts/node24.mjs', file)
  // Any Node that runs the tests is new enough itself, so this one is told that it is not.
  const old = "Object.defineProperty(process.versions, 'node', { value: '22.1.0' })"
  const preload = `data:text/javascript,${encodeURIComponent(old)}`
  const args = ['--import', preload, file, 'program.mjs']
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' })
  expect([status, stdout]).toEqual([3, ''])
  expect(stderr).toMatch(/^coinswarm runs on Node 24, and this is .*optional packages.*\n$/)
  fs.rmSync(folder, { recursive: true })
})

it('leaves nothing to hooks of npm, which runs none where scripts are ignored', () => {
  expect(fs.readFileSync('.npmrc', 'utf8')).toMatch(/^ignore-scripts=true$/m)
  const { scripts } = JSON.parse(fs.readFileSync('package.json', 'utf8')) as {
    readonly scripts: Readonly<Record<string, string>>
  }
  const names = Object.keys(scripts)
  const hooks = names.filter((name) =>
    names.some((other) => /^(pre|post)/.test(name) && name.endsWith(other) && name !== other),
  )
  expect(hooks).toEqual([])
  for (const name of ['test', 'check'])
    expect(scripts[name]).toMatch(/^node scripts\/ensure\.mjs && /)
})

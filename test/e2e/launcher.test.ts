import { spawn } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { expect, it } from 'vitest'
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
  expect(JSON.parse(verified.stdout)).toMatchObject({ ok: true, torn: null })
  fs.rmSync(folder, { recursive: true })
})

import { spawn } from 'node:child_process'
import { once } from 'node:events'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, it, onTestFinished } from 'vitest'
import { acquireLock, SegmentJournal, verifyJournal } from '../../src/journal/index.ts'
import { nodeDisk } from '../../src/kernel/index.ts'
import { deskPaths } from '../../src/app/index.ts'
import { runCoinswarm } from './run-coinswarm.ts'

const run = fileURLToPath(new URL('../../bin/run.mjs', import.meta.url))

async function until(isTrue: () => boolean): Promise<void> {
  for (let turn = 0; turn < 300 && !isTrue(); turn += 1)
    await new Promise((resolve) => setTimeout(resolve, 50))
  expect(isTrue()).toBe(true)
}

it.skipIf(process.platform !== 'linux')(
  'a paper desk that was paused and lost its folder stops when it wakes, and writes nothing',
  async () => {
    // Builds what is stale, as every command does; the desk below runs what is built.
    await runCoinswarm(['--version'])
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'paused-'))
    const paths = deskPaths(folder)
    const args = ['up', '--market', 'generated', '--speed', '6000', '--headless', '--desk', folder]
    const child = spawn(process.execPath, [run, ...args], { stdio: ['ignore', 'ignore', 'pipe'] })
    onTestFinished(() => {
      child.kill('SIGKILL')
      fs.rmSync(folder, { recursive: true })
    })
    let complaint = ''
    child.stderr.on('data', (bytes: Buffer) => {
      complaint += bytes.toString()
    })
    const segment = `${paths.journal}/000001.seg`
    await until(() => fs.existsSync(segment) && fs.statSync(segment).size > 0)
    await until(() => fs.existsSync(paths.projection))
    child.kill('SIGSTOP')
    await until(() => / T /.test(fs.readFileSync(`/proc/${child.pid}/stat`, 'utf8')))

    const held = fs.readdirSync(paths.lock).find((name) => name.endsWith('.lock')) ?? ''
    const owner: object = JSON.parse(fs.readFileSync(`${paths.lock}/${held}`, 'utf8'))
    fs.writeFileSync(`${paths.lock}/${held}`, JSON.stringify({ ...owner, startedAt: '1' }))
    // Or the kernel would still tell that it lives.
    fs.rmSync(`${paths.lock}/desk.held`)
    const next = acquireLock(paths.lock)
    SegmentJournal.open({ disk: nodeDisk, folder: paths.journal, anchor: paths.anchor }).close()

    child.kill('SIGCONT')
    const [code] = await once(child, 'exit')
    expect(code).not.toBe(0)
    expect(complaint).toMatch(/taken over/)
    expect(next.isHeld()).toBe(true)
    next.release()
    const { faults, torn } = verifyJournal(paths.journal, paths.anchor, nodeDisk)
    expect({ faults, torn }).toEqual({ faults: [], torn: undefined })
  },
)

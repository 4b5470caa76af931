import { spawn, spawnSync } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { afterAll, expect, it } from 'vitest'
import { serialSwitch } from './serial-switch.ts'

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'serial-'))
afterAll(() => fs.rmSync(folder, { recursive: true }))

const hasTerminals =
  process.platform === 'linux' && spawnSync('python3', ['--version']).status === 0

/** A board at a terminal: it says where it is, that it is well, and what it hears. */
const board = `
import os, pty, sys, tty
own, theirs = pty.openpty()
print(os.ttyname(theirs), flush=True)
sys.stdin.readline()
os.write(own, b'OK 1\\nOK 2\\n')
print(os.read(own, 100).decode().strip(), flush=True)
sys.stdin.readline()
`

it.skipIf(!hasTerminals)('speaks with a terminal, and is told when it is unplugged', async () => {
  const child = spawn('python3', ['-c', board], { stdio: ['pipe', 'pipe', 'inherit'] })
  const lines = createInterface(child.stdout)[Symbol.asyncIterator]()
  const { value: where } = await lines.next()
  let text = ''
  let heard = (): void => {}
  const isHeard = new Promise<void>((resolve) => {
    heard = resolve
  })
  const broken = new Promise<string>((resolve) => {
    const link = serialSwitch(String(where), '').open({
      onText: (piece) => {
        text += piece
        if (!text.includes('OK 2')) return
        heard()
        link.write('LIGHT green\n')
      },
      onBroken: resolve,
    })
    child.stdin.write('\n')
  })
  await isHeard
  expect(text).toBe('OK 1\nOK 2\n')
  expect((await lines.next()).value).toBe('LIGHT green')
  child.stdin.end('\n')
  expect(await broken).toMatch(/line/)
})

it.each(['none', 'file'])('is broken where there is a %s', async (name) => {
  fs.writeFileSync(path.join(folder, 'file'), 'OK 1\n')
  const why = await new Promise((resolve) => {
    const ear = { onText: () => {}, onBroken: resolve }
    serialSwitch(path.join(folder, name), '').open(ear)
  })
  expect(why).toMatch(/line/)
})

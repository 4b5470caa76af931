import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import net from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { FrameReader, startBoxProcess } from '../../../src/app/index.ts'
import type { Sought } from './escaped-main.ts'

const canary = 'canary-c0ffee51'
const folder = mkdtempSync(path.join(tmpdir(), 'coinswarm-out-'))
const file = path.join(folder, 'canary.txt')
const socket = path.join(folder, 'desk.sock')
const program = fileURLToPath(new URL('./escaped-main.ts', import.meta.url))
let visits = 0
const servers: net.Server[] = []

function listen(on: net.ListenOptions): Promise<net.Server> {
  const server = net.createServer((line) => {
    visits += 1
    line.destroy()
  })
  servers.push(server)
  return new Promise((done) => server.listen(on, () => done(server)))
}

beforeAll(() => {
  writeFileSync(file, canary)
  process.env['COINSWARM_CANARY'] = canary
})

afterAll(() => {
  for (const server of servers) server.close()
  delete process.env['COINSWARM_CANARY']
  rmSync(folder, { recursive: true })
})

it('whoever gets out of the isolate finds nothing', async () => {
  const address = (await listen({ host: '127.0.0.1', port: 0 })).address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  await listen({ path: socket })
  const nameless = `coinswarm-out-${process.pid}`
  await listen({ path: `\0${nameless}` })
  const sought: Sought = { file, port, socket, nameless, canary, pid: process.pid }
  let hear: (body: Uint8Array) => void = () => {}
  const heard = new Promise<Uint8Array>((done) => {
    hear = done
  })
  const reader = new FrameReader(1 << 20, (body) => hear(body))
  const box = await startBoxProcess(
    256,
    { onBytes: (bytes) => void reader.take(bytes), onBeats: () => {}, onEnd: () => {} },
    program,
  )
  box.send({ id: 1, ask: { kind: 'check', source: JSON.stringify(sought) } })
  const body = await heard
  box.kill()
  const text = new TextDecoder().decode(body)
  const { answer } = JSON.parse(text) as { answer: { value: Record<string, string> } }
  const came = Object.entries(answer.value)
  expect(came.length).toBeGreaterThanOrEqual(18)
  // What a machine cannot take away it says, in `without`; here all of it is taken away.
  expect(box.without).toEqual(['network', 'processes', 'files'])
  expect(came.filter(([, said]) => !said.startsWith('no: '))).toEqual([])
  expect(text.split(canary).length).toBe(1)
  expect(visits).toBe(0)
  expect(readFileSync(file, 'utf8')).toBe(canary)
})

// What a module would find that had got out of its isolate: run in place of the box process.
import { spawnSync } from 'node:child_process'
import { fstatSync, readdirSync, readFileSync, writeFileSync, writeSync } from 'node:fs'
import { open as openInspector } from 'node:inspector'
import net from 'node:net'
import { deserialize, writeHeapSnapshot } from 'node:v8'

/** What it is told to look for; in place of a source. */
export type Sought = {
  readonly file: string
  readonly port: number
  readonly pid: number
  readonly socket: string
  /** The name of a socket that is no file. */
  readonly nameless: string
  readonly canary: string
}

const attempts: Readonly<Record<string, (sought: Sought) => unknown>> = {
  'read a file': ({ file }) => readFileSync(file, 'utf8'),
  'read a file by its address': ({ file }) => readFileSync(new URL(`file://${file}`), 'utf8'),
  'read what everybody may': () => readFileSync('/etc/passwd', 'utf8'),
  'list a folder': () => readdirSync('/etc').join(),
  'write a file': ({ file }) => writeFileSync(file, 'owned'),
  'write beside our code': () => writeFileSync(new URL('./owned.ts', import.meta.url), 'owned'),
  'read the environment': ({ canary }) => {
    const values = Object.values(process.env).join()
    if (values.includes(canary)) return values
    throw new Error(`nothing: ${Object.keys(process.env).join()}`)
  },
  'start a program': () => String(spawnSync('/bin/sh', ['-c', 'id']).stdout ?? refuse()),
  'signal the parent': ({ pid }) => process.kill(pid, 0),
  'signal everybody': () => process.kill(-1, 0),
  'open the inspector': () => openInspector(0, '127.0.0.1'),
  'load native code': ({ file }) => {
    process.dlopen({ exports: {} }, file)
  },
  'write its memory': () => writeHeapSnapshot('/tmp/owned.heapsnapshot'),
  'use what it inherited': () => {
    const found: string[] = []
    for (let fd = 4; fd < 64; fd += 1) found.push(...handleAt(fd))
    if (found.length > 0) return found.join()
    throw new Error('nothing')
  },
}

function refuse(): never {
  throw new Error('refused')
}

/** A file, a socket or a folder of before, which nobody opens in here. */
function handleAt(fd: number): readonly string[] {
  try {
    const stat = fstatSync(fd)
    if (stat.isSocket()) return [`socket ${fd}`]
    // The root that was made for this process is looked at by Node itself.
    const isOwn = stat.isDirectory() && stat.birthtimeMs > performance.timeOrigin - 5_000
    return (stat.isFile() || stat.isDirectory()) && !isOwn ? [`file ${fd}, ${stat.size} bytes`] : []
  } catch {
    return []
  }
}

function reached(to: net.NetConnectOpts): Promise<string> {
  return new Promise((done) => {
    const socket = net.connect(to)
    socket.on('connect', () => done('GOT a connection'))
    socket.on('error', (error) => done(`no: ${error.message}`))
  })
}

function listened(): Promise<string> {
  return new Promise((done) => {
    const server = net.createServer()
    server.on('error', (error) => done(`no: ${error.message}`))
    // In a network of its own nobody hears it.
    server.listen(0, '127.0.0.1', () => done('no: alone'))
  })
}

async function attempt(sought: Sought): Promise<Record<string, string>> {
  const came: Record<string, string> = {}
  for (const [name, run] of Object.entries(attempts)) {
    try {
      came[name] = `GOT ${String(run(sought))}`
    } catch (error) {
      came[name] = `no: ${error instanceof Error ? error.message : String(error)}`
    }
  }
  came['reach a port'] = await reached({ host: '127.0.0.1', port: sought.port })
  came['reach a socket that is a file'] = await reached({ path: sought.socket })
  came['reach a socket without a file'] = await reached({ path: `\0${sought.nameless}` })
  came['open a port'] = await listened()
  return came
}

function say(id: number, value: unknown): void {
  const body = Buffer.from(JSON.stringify({ id, answer: { kind: 'done', value } }))
  const head = Buffer.alloc(4)
  head.writeUInt32LE(body.length)
  writeSync(1, Buffer.concat([head, body]))
}

process.stdin.once('data', (bytes: Buffer) => {
  const { id, ask } = deserialize(bytes.subarray(4)) as { id: number; ask: { source: string } }
  void attempt(JSON.parse(ask.source) as Sought).then((came) => say(id, came))
})

// Asks a database on behalf of somebody who may be hostile: one request in, one answer out, gone.
import { Worker } from 'node:worker_threads'
import { liveClock } from '../../kernel/index.ts'
import { programBeside } from '../program-beside.ts'
import type { QueryReply } from './query-protocol.ts'
import type { QueryThread } from './query-worker-main.ts'

/** This file, for whoever starts it: the compiler sees to it that it is called so. */
export type QueryProgram = 'query-process-main'

const thread: QueryThread = 'query-worker-main'

/** SQLite of Node keeps no account of its memory, so what the process has grown by is looked at. */
const growthMax = 192 * 1024 * 1024
const lookUs = 5_000

/** A thread deep in a query ends with its process alone. */
function endWith(text: string): void {
  process.stdout.write(text, () => process.kill(process.pid, 'SIGKILL'))
}

function failed(why: string): string {
  const reply: QueryReply = { kind: 'failed', why }
  return JSON.stringify(reply)
}

function run(request: string): void {
  const worker = new Worker(programBeside(import.meta.url, thread), { workerData: request })
  const before = process.memoryUsage.rss()
  const look = (): void => {
    if (process.memoryUsage.rss() - before > growthMax)
      endWith(failed('it took more memory than it may'))
    else liveClock.after(lookUs, look)
  }
  look()
  worker.on('message', (reply) => endWith(String(reply)))
  worker.on('error', () => endWith(failed('its thread failed')))
}

let heard = ''
process.stdin.setEncoding('utf8')
process.stdin.on('data', (chunk: string) => void (heard += chunk))
process.stdin.on('end', () => run(heard))

// The box process: runs what models and strangers wrote, in an isolate, with an empty environment.
import { writeSync } from 'node:fs'
import { deserialize } from 'node:v8'
import { Worker } from 'node:worker_threads'
import { stripTypes } from '../../evolution/index.ts'
import { type BoxAnswer, BoxDesk } from './box-desk.ts'
import { frameOf, FrameReader } from './box-frames.ts'
import type { BoxRequest } from './box-messages.ts'
import { programBeside } from '../program-beside.ts'
import type { BeatProgram } from './box-beat-main.ts'

/** This file, for whoever starts it: the compiler sees to it that it is called so. */
export type BoxProgram = 'box-process-main'

const input = process.stdin
const encoder = new TextEncoder()

/** Dates of modules are in UTC, wherever the machine is. */
process.env['TZ'] = 'UTC'

/** Odd while a module runs, one more at every change: what the heart beats by. */
const calls = new Int32Array(new SharedArrayBuffer(4))
const beat: BeatProgram = 'box-beat-main'
const heart = new Worker(programBeside(import.meta.url, beat), { workerData: calls.buffer })
heart.on('error', () => process.exit(70))

/** Waits until the pipe has taken it: one answer is out before the next question is read. */
function write(bytes: Uint8Array): void {
  for (let at = 0; at < bytes.length; ) {
    try {
      at += writeSync(1, bytes, at)
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EAGAIN')) throw error
    }
  }
}

function say(id: number, answer: BoxAnswer): void {
  write(frameOf(encoder.encode(JSON.stringify({ id, answer }))))
}

const desk = new BoxDesk(calls)
let queue = Promise.resolve()
const reader = new FrameReader(0xff_ff_ff_ff, (body) => {
  const { id, ask } = deserialize(body) as BoxRequest
  const before = queue
  queue = (async () => {
    await before
    say(id, await desk.answer(ask))
  })()
})
// The stripper is slow the first time, and a slow call would look like one that hangs.
stripTypes('export {}')
say(0, { kind: 'done', value: null })
input.on('data', (bytes: Buffer) => void reader.take(bytes))
for (const event of ['end', 'close', 'error']) input.on(event, () => process.exit())
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => {})
for (const event of ['uncaughtException', 'unhandledRejection'])
  process.on(event, () => process.exit(70))

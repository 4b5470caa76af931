// The heart of a box process: beats as long as no call of a module takes too long.
import { writeSync } from 'node:fs'
import { workerData } from 'node:worker_threads'

/** This file, for whoever starts it. */
export type BeatProgram = 'box-beat-main'

/** The pipe that beats go through. */
const pipe = 3
const everyMs = 20
const beat = new Uint8Array(1)
const calls = new Int32Array(workerData as SharedArrayBuffer)
/** Nobody ever wakes it: waiting for it is sleeping. */
const sleep = new Int32Array(new SharedArrayBuffer(4))

for (let last = -1; ; Atomics.wait(sleep, 0, 0, everyMs)) {
  const now = Atomics.load(calls, 0)
  // Odd and where it was: the same call as last time is still under way.
  if (now % 2 === 0 || now !== last) send()
  last = now
}

function send(): void {
  try {
    writeSync(pipe, beat)
  } catch {
    // Nobody listens, or nobody has for long: the parent ends what it does not hear.
  }
}

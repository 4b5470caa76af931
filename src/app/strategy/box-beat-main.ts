// The heart of a box process: says at every beat whether the same call is still under way.
import { writeSync } from 'node:fs'
import { workerData } from 'node:worker_threads'
import { beatMs, beats } from './box-pulse.ts'

/** This file, for whoever starts it. */
export type BeatProgram = 'box-beat-main'

/** The pipe that beats go through. */
const pipe = 3
const calls = new Int32Array(workerData as SharedArrayBuffer)
/** Nobody ever wakes it: waiting for it is sleeping. */
const sleep = new Int32Array(new SharedArrayBuffer(4))

for (let last = -1; ; Atomics.wait(sleep, 0, 0, beatMs)) {
  const now = Atomics.load(calls, 0)
  // Odd and where it was: the same call as last time is still under way.
  say(now % 2 === 1 && now === last ? beats.same : beats.moved)
  last = now
}

function say(beat: number): void {
  try {
    writeSync(pipe, Uint8Array.of(beat))
  } catch {
    // Nobody listens, or nobody has for long: the parent ends what it does not hear.
  }
}

import type { Micros } from '../domain/index.ts'

/** The only source of time. The core is handed one; it never asks the machine. */
export interface Clock {
  now(): Micros
  /** Runs `task` once, after `us` microseconds. Returns a way to call it off. */
  after(us: number, task: () => void): () => void
}

/** Reads time that has passed, from anywhere: only differences mean something. Unit: us. */
export type Stopwatch = () => number

import { Worker } from 'node:worker_threads'
import type { Clock } from '../../kernel/index.ts'
import { programBeside } from '../program-beside.ts'
import { threadAnswer } from '../thread-answer.ts'
import type { MemoryAnswer, MemoryProgram, MemoryTask } from './memory-worker-main.ts'

const name: MemoryProgram = 'memory-worker-main'
const program = programBeside(import.meta.url, name)

/** A look is good for so long, or for so many times what it took: one core is the desk's. */
const [goodUs, goodTimes] = [5_000_000, 10]

/** What a door needs of a desk's memory. Implemented by `app`, read-only. */
export interface MemoryFeed {
  /** `MemoryTold` as JSON, a few seconds old at most where that is quick; or why there is none. */
  look(): Promise<MemoryAnswer>
  /** Gives up what is under way; who waits for it is told so. */
  stop(): Promise<void>
}

/**
 * Reads what a desk remembers from its journal whenever somebody looks, in a thread of its own: the
 * desk goes on meanwhile, whether its agents go by memory or not. One look at a time; who asks
 * while one is under way is given that one.
 */
export class MemoryBeside implements MemoryFeed {
  readonly #task: MemoryTask
  readonly #clock: Clock
  #thread: Worker | undefined
  #look: Promise<MemoryAnswer> | undefined
  #goodUntil = Number.POSITIVE_INFINITY
  #isStopped = false

  constructor(task: MemoryTask, clock: Clock) {
    this.#task = task
    this.#clock = clock
  }

  look(): Promise<MemoryAnswer> {
    if (this.#look !== undefined && this.#clock.now() < this.#goodUntil) return this.#look
    this.#goodUntil = Number.POSITIVE_INFINITY
    this.#look = this.#begin()
    return this.#look
  }

  async stop(): Promise<void> {
    this.#isStopped = true
    await this.#thread?.terminate()
  }

  async #begin(): Promise<MemoryAnswer> {
    if (this.#isStopped) return { isDone: false, why: 'The desk has stopped.' }
    const from = this.#clock.now()
    const thread = new Worker(program, { workerData: this.#task })
    this.#thread = thread
    const said = await threadAnswer<MemoryAnswer>(thread, {
      failed: (message) => ({ isDone: false, why: `The memory could not be read: ${message}.` }),
      ended: () => ({ isDone: false, why: 'The desk has stopped.' }),
    })
    this.#thread = undefined
    const now = this.#clock.now()
    this.#goodUntil = now + Math.max(goodUs, goodTimes * (now - from))
    return said
  }
}

import { Worker } from 'node:worker_threads'
import type { Clock } from '../../kernel/index.ts'
import { hearThread } from '../hear-thread.ts'
import { programBeside } from '../program-beside.ts'
import type { MemoryAnswer, MemoryProgram, MemoryTask } from './memory-worker-main.ts'

const name: MemoryProgram = 'memory-worker-main'
const program = programBeside(import.meta.url, name)

/** A look is good for so long, or for so many times what it took: one core is the desk's. */
const [goodUs, goodTimes] = [5_000_000, 10]
/** Nobody looked for so long: what the thread has read is given up, and read again. */
const idleUs = 600_000_000

const stopped: MemoryAnswer = { isDone: false, why: 'The desk has stopped.' }

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
 * while one is under way is given that one. The thread keeps what it has read, and the next look
 * reads on from there.
 */
export class MemoryBeside implements MemoryFeed {
  readonly #task: MemoryTask
  readonly #clock: Clock
  #thread: Worker | undefined
  #settle: (answer: MemoryAnswer) => void = () => undefined
  #look: Promise<MemoryAnswer> | undefined
  #goodUntil = Number.POSITIVE_INFINITY
  #callOffIdle: () => void = () => undefined
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
    this.#callOffIdle()
    await this.#thread?.terminate()
  }

  async #begin(): Promise<MemoryAnswer> {
    if (this.#isStopped) return stopped
    this.#callOffIdle()
    const from = this.#clock.now()
    const said = await this.#ask()
    const now = this.#clock.now()
    this.#goodUntil = now + Math.max(goodUs, goodTimes * (now - from))
    if (!this.#isStopped) this.#callOffIdle = this.#clock.after(idleUs, () => this.#giveUp())
    return said
  }

  #ask(): Promise<MemoryAnswer> {
    const thread = this.#thread ?? this.#open()
    // One that waits for a question keeps no process from ending.
    thread.ref()
    return new Promise((resolve) => {
      this.#settle = (answer) => {
        thread.unref()
        resolve(answer)
      }
      thread.postMessage('look', [])
    })
  }

  #open(): Worker {
    const thread = new Worker(program, { workerData: this.#task })
    const lose = (answer: MemoryAnswer): void => {
      this.#thread = undefined
      this.#settle(answer)
    }
    hearThread<MemoryAnswer>(thread, {
      isOurs: () => this.#thread === thread,
      onSaid: (answer) => this.#settle(answer),
      onFailed: (message) =>
        lose({ isDone: false, why: `The memory could not be read: ${message}.` }),
      onEnded: () => lose(stopped),
    })
    this.#thread = thread
    return thread
  }

  #giveUp(): void {
    const thread = this.#thread
    this.#thread = undefined
    void thread?.terminate()
  }
}

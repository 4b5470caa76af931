import { Worker } from 'node:worker_threads'
import { UserError } from '../../base/index.ts'
import type { Clock } from '../../kernel/index.ts'
import { hearThread } from '../hear-thread.ts'
import { programBeside } from '../program-beside.ts'
import type { RecordAnswers, RecordName, RecordTask, RecordWish } from './record-reader.ts'
import type { RecordProgram, RecordQuestion, RecordSaid } from './record-worker-main.ts'

const name: RecordProgram = 'record-worker-main'
const program = programBeside(import.meta.url, name)
/** Questions that may wait. */
const waitingMax = 32
/** How long the thread is kept when nobody asks. */
const quietUs = 120_000_000

type Waiting = {
  readonly settle: (said: RecordSaid) => void
  readonly fail: (why: string) => void
}

/**
 * Reads the records of a desk in a thread that is ended two minutes after the last question: files
 * that grow without end cost the desk none of its own time. One at a time, in the order asked.
 */
export class RecordsBeside {
  readonly #task: RecordTask
  readonly #clock: Clock
  #thread: Worker | undefined
  /** In the order in which they are answered. */
  #waiting: Waiting[] = []
  #callOff: () => void = () => {}
  #isStopped = false

  constructor(task: RecordTask, clock: Clock) {
    this.#task = task
    this.#clock = clock
  }

  /**
   * @throws UserError `records-unread` when too many wait, or the thread has ended; and what is
   *   wrong in files
   */
  async ask<K extends RecordName>(asked: K, wish: RecordWish = {}): Promise<RecordAnswers[K]> {
    if (this.#isStopped) throw unread('the desk has stopped')
    if (this.#waiting.length >= waitingMax) throw unread('too many are being read; wait')
    const said = await this.#put({ name: asked, wish })
    if (!said.isDone) throw new UserError(said.code, said.why, said.exitCode)
    return said.answer as RecordAnswers[K]
  }

  /** Gives up what is under way; who waits is told so. */
  async stop(): Promise<void> {
    this.#isStopped = true
    await this.#end('the desk has stopped')
  }

  #put(question: RecordQuestion): Promise<RecordSaid> {
    this.#callOff()
    const thread = this.#thread ?? this.#start()
    // One that waits for a question keeps no process from ending.
    thread.ref()
    return new Promise((settle, reject) => {
      this.#waiting.push({ settle, fail: (why) => reject(unread(why)) })
      thread.postMessage(question, [])
    })
  }

  #start(): Worker {
    const thread = new Worker(program, { workerData: this.#task })
    hearThread<RecordSaid>(thread, {
      isOurs: () => this.#thread === thread,
      onSaid: (said) => this.#hear(thread, said),
      onFailed: (why) => void this.#end(why),
      onEnded: () => void this.#end('their thread has ended'),
    })
    this.#thread = thread
    return thread
  }

  #hear(thread: Worker, said: RecordSaid): void {
    this.#waiting.shift()?.settle(said)
    if (this.#waiting.length > 0) return
    thread.unref()
    this.#callOff = this.#clock.after(quietUs, () => void this.#end(''))
  }

  async #end(why: string): Promise<void> {
    this.#callOff()
    const [thread, waiting] = [this.#thread, this.#waiting]
    this.#thread = undefined
    this.#waiting = []
    for (const { fail } of waiting) fail(why)
    await thread?.terminate()
  }
}

function unread(why: string): UserError {
  return new UserError('records-unread', `Records of the desk are not read: ${why}.`, 3)
}

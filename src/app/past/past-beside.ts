import { Worker } from 'node:worker_threads'
import type { Micros } from '../../domain/index.ts'
import type { Clock } from '../../kernel/index.ts'
import { programBeside } from '../program-beside.ts'
import { firstMoment, type PastTask } from './past-desk.ts'
import type { PastAnswer, PastProgram, PastWord } from './past-worker-main.ts'

const name: PastProgram = 'past-worker-main'
const program = programBeside(import.meta.url, name)
/** Questions that may wait, moments that are kept, and how long one may take. */
const waitingMax = 8
const keptMax = 4
const patienceUs = 60_000_000

const stopped: PastAnswer = { isDone: false, why: 'The desk has stopped.' }
const tooMany: PastAnswer = { isDone: false, why: 'Too many moments are being looked at; wait.' }
const tooLong: PastAnswer = { isDone: false, why: 'That moment took more than a minute to reach.' }

/** How far back there is anything to see, and how far the look under way has come. Unit: ms. */
export type PastReach = {
  /** The first moment there is; `null` before the first bar. */
  readonly from: number | null
  /** The moment that is being reached; `null` while none is. */
  readonly wanted: number | null
  readonly reached: number | null
}

/** What a door needs to look back. Implemented by `app`, read-only. */
export interface PastFeed {
  /** The desk as it stood. @param at - Time of the desk, us. */
  look(at: Micros): Promise<PastAnswer>
  reach(): PastReach
  /** Gives up what is under way; who waits is told so. */
  stop(): Promise<void>
}

/**
 * Looks back in a thread that is started for each moment and ended with it: the desk goes on
 * meanwhile, and what a replay took is given back. One at a time, eight wait, four are kept.
 */
export class PastBeside implements PastFeed {
  readonly #task: PastTask
  readonly #clock: Clock
  readonly #kept = new Map<Micros, Promise<PastAnswer>>()
  #last: Promise<unknown> = Promise.resolve()
  #waiting = 0
  #thread: Worker | undefined
  #isStopped = false
  #from: Micros | undefined
  #wanted: Micros | undefined
  #reached: Micros | undefined

  constructor(task: PastTask, clock: Clock) {
    this.#task = task
    this.#clock = clock
  }

  look(at: Micros): Promise<PastAnswer> {
    const known = this.#kept.get(at)
    if (known !== undefined) return known
    if (this.#waiting >= waitingMax) return Promise.resolve(tooMany)
    this.#waiting += 1
    const asked = this.#turn(at, this.#last)
    this.#last = asked
    this.#kept.set(at, asked)
    const [oldest] = this.#kept.keys()
    if (this.#kept.size > keptMax && oldest !== undefined) this.#kept.delete(oldest)
    return asked
  }

  reach(): PastReach {
    this.#from ??= firstMoment(this.#task.folder)
    return { from: ms(this.#from), wanted: ms(this.#wanted), reached: ms(this.#reached) }
  }

  async stop(): Promise<void> {
    this.#isStopped = true
    await this.#thread?.terminate()
  }

  async #turn(at: Micros, before: Promise<unknown>): Promise<PastAnswer> {
    await before
    this.#wanted = at
    const said = await this.#run(at)
    this.#waiting -= 1
    this.#wanted = undefined
    this.#reached = undefined
    // What could not be told may be told the next time.
    if (!said.isDone) this.#kept.delete(at)
    return said
  }

  #run(at: Micros): Promise<PastAnswer> {
    if (this.#isStopped) return Promise.resolve(stopped)
    const thread = new Worker(program, { workerData: this.#task })
    this.#thread = thread
    return new Promise<PastAnswer>((resolve) => {
      const callOff = this.#clock.after(patienceUs, () => settle(tooLong))
      const settle = (said: PastAnswer): void => {
        callOff()
        resolve(said)
        void thread.terminate()
      }
      thread.on('message', (word: PastWord) => {
        if ('reached' in word) this.#reached = word.reached
        else settle(word)
      })
      thread.on('error', ({ message }) => settle({ isDone: false, why: message }))
      thread.on('exit', () => settle(stopped))
      thread.postMessage(at, [])
    })
  }
}

function ms(us: Micros | undefined): number | null {
  return us === undefined ? null : Math.floor(us / 1_000)
}

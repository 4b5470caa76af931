import { Worker } from 'node:worker_threads'
import type { Micros } from '../../domain/index.ts'
import type { Clock } from '../../kernel/index.ts'
import { hearThread } from '../hear-thread.ts'
import { programBeside } from '../program-beside.ts'
import { firstMoment } from './past-desk.ts'
import type { PastTask } from './past-run.ts'
import type { PastAnswer, PastProgram, PastWish, PastWord } from './past-worker-main.ts'

const name: PastProgram = 'past-worker-main'
const program = programBeside(import.meta.url, name)
/** Questions that may wait, moments that are kept. */
const waitingMax = 8
const keptMax = 4
/** How long one may take, and how long its thread is kept when nobody asks. */
const patienceUs = 60_000_000
const quietUs = 120_000_000

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
 * Looks back in a thread that is ended two minutes after the last look: the desk goes on meanwhile,
 * and what replays took is given back. One at a time, eight wait, four answers are kept. While
 * nobody asks, the thread lays places that later looks begin from.
 */
export class PastBeside implements PastFeed {
  readonly #task: PastTask
  readonly #clock: Clock
  readonly #kept = new Map<Micros, Promise<PastAnswer>>()
  #last: Promise<unknown> = Promise.resolve()
  #waiting = 0
  #thread: Worker | undefined
  /** Tells who waits for the thread. */
  #settle: ((said: PastAnswer) => void) | undefined
  #callOff: () => void = () => {}
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
    const ended = this.#end()
    this.#tell(stopped)
    await ended
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
    this.#callOff()
    const thread = this.#thread ?? this.#start()
    return new Promise<PastAnswer>((resolve) => {
      this.#settle = resolve
      this.#callOff = this.#clock.after(patienceUs, () => this.#giveUp(tooLong))
      ask(thread, at)
    })
  }

  #start(): Worker {
    const thread = new Worker(program, { workerData: this.#task })
    this.#thread = thread
    hearThread<PastWord>(thread, {
      isOurs: () => this.#thread === thread,
      onSaid: (word) => this.#hear(thread, word),
      onFailed: (why) => this.#giveUp({ isDone: false, why }),
      onEnded: () => this.#giveUp(stopped),
    })
    return thread
  }

  #hear(thread: Worker, word: PastWord): void {
    if ('reached' in word) this.#reached = word.reached
    else if ('isDone' in word) {
      this.#tell(word)
      this.#callOff = this.#clock.after(quietUs, () => void this.#end())
      ask(thread, 'lay')
    } else if (word.isMore) ask(thread, 'lay')
  }

  #tell(said: PastAnswer): void {
    this.#callOff()
    this.#settle?.(said)
    this.#settle = undefined
  }

  #giveUp(said: PastAnswer): void {
    void this.#end()
    this.#tell(said)
  }

  async #end(): Promise<void> {
    const thread = this.#thread
    this.#thread = undefined
    await thread?.terminate()
  }
}

function ask(thread: Worker, wish: PastWish): void {
  thread.postMessage(wish, [])
}

function ms(us: Micros | undefined): number | null {
  return us === undefined ? null : Math.floor(us / 1_000)
}

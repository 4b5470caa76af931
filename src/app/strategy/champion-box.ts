import { Worker } from 'node:worker_threads'
import { type Box, BoxFault, BoxMemory } from '../../evolution/index.ts'
import { programBeside } from '../program-beside.ts'
import type { ChampionProgram } from './champion-box-main.ts'
import { type ChampionAsk, type ChampionLoss, type ChampionTask, stages } from './champion-task.ts'
import { waitWhile } from './wait-while.ts'

const name: ChampionProgram = 'champion-box-main'

/** Longer than a box may be silent: who waits in vain hears of it from the box. Unit: ms. */
const callMs = 5_000
/** Longer than a process may take to start. Unit: ms. */
const startMs = 40_000

/**
 * The box of one version, asked by a desk that waits for the answer: a call of the module is over
 * when `call` returns. The process is owned by a thread beside, so that it is heard meanwhile.
 */
export class ChampionBox implements Box {
  readonly memory: BoxMemory = new BoxMemory()
  readonly #stage = new Int32Array(new SharedArrayBuffer(4))
  readonly #thread: Worker
  #loss: ChampionLoss | undefined

  constructor(source: string) {
    const { memory } = this
    const task: ChampionTask = { source, memory: memory.buffer, stage: this.#stage.buffer }
    const program = programBeside(import.meta.url, name)
    // What this program was started with is of no use to another one.
    this.#thread = new Worker(program, { workerData: task, execArgv: [] })
    this.#thread.on('error', (error) => this.#lose(error.message))
  }

  /** Waits until the module is in, while others go on. @returns Why it is not. */
  async opening(): Promise<ChampionLoss | undefined> {
    const waiting = Atomics.waitAsync(this.#stage, 0, stages.busy, startMs)
    if (waiting.async) await waiting.value
    return this.opened()
  }

  /** The same, and nothing goes on meanwhile. */
  opened(): ChampionLoss | undefined {
    this.#wait(startMs)
    // A program that has nothing else to do ends, and the box with it.
    this.#thread.unref()
    return this.#loss
  }

  /** Answers what stands in the memory. @throws BoxFault when it is lost. */
  readonly call = (): void => {
    if (this.#loss === undefined) {
      Atomics.store(this.#stage, 0, stages.busy)
      this.#say('step')
      this.#wait(callMs)
    }
    if (this.#loss !== undefined) throw new BoxFault('ended', this.#loss.why)
  }

  end(): void {
    this.#loss ??= { isMachine: false, why: 'it was ended' }
    this.#say('end')
  }

  #wait(ms: number): void {
    if (this.#loss !== undefined) return
    if (!waitWhile(this.#stage, stages.busy, ms))
      return this.#lose('its box does not answer any more')
    if (Atomics.load(this.#stage, 0) !== stages.lost) return
    this.#loss = JSON.parse(this.memory.readText()) as ChampionLoss
    this.#say('end')
  }

  #lose(why: string): void {
    this.#loss ??= { isMachine: true, why }
    void this.#thread.terminate()
  }

  #say(ask: ChampionAsk): void {
    this.#thread.postMessage(ask, [])
  }
}

import type { z } from 'zod'
import { assert, plainLine } from '../../base/index.ts'
import type { LaneRun, StrategyFault } from '../../evolution/index.ts'
import type { CheckRow } from '../../research/index.ts'
import { liveClock } from '../../kernel/index.ts'
import { frameMax, FrameReader } from './box-frames.ts'
import { checkRows, laneClaim, type RunClaim, runClaim } from './box-claims.ts'
import {
  type BoxAsk,
  type BoxLane,
  type BoxPlan,
  type BoxReply,
  boxReply,
  type DescribedModule,
  describedModule,
  strategyFaults,
  stepAnswer,
  analysisAnswer,
} from './box-messages.ts'
import { BoxPulse, beatMs } from './box-pulse.ts'
import type { StepAnswer } from './step-memory.ts'
import { type RunningBox, startBoxProcess } from './start-box-process.ts'

/** What came of asking a box: an answer, or why there is none. */
export type BoxResult<T> =
  | { readonly kind: 'done'; readonly value: T }
  | {
      readonly kind: 'fault'
      /**
       * `module`, `threw`: what was written is at fault. `ended`: it took the box with
       * it. `stalled`: one call took too long. `late`: all of it did. `nonsense`: the box said what
       * no box says.
       */
      readonly of: 'module' | 'threw' | 'ended' | 'stalled' | 'late' | 'nonsense'
      readonly why: string
    }

export type BoxRules = {
  /** Heap of the process, MiB; modules have 64 of their own. */
  readonly memoryMb: number
  /** Longest that one call of a module may take, ms. */
  readonly callMs: number
  /** Most that the process may hold, MiB, modules and bars and all. */
  readonly residentMb: number
  /** Longest that one question may take in all, ms. */
  readonly lateMs: number
}

export const boxRules: BoxRules = {
  memoryMb: 512,
  callMs: 130,
  residentMb: 1_024,
  lateMs: 300_000,
}

const tickUs = beatMs * 1_000
/** Nothing of a stranger runs before it has started, and a machine may be busy. */
const startMs = 120_000

type Waiting = { readonly id: number; readonly done: (result: BoxResult<unknown>) => void }

/**
 * A process that runs what one stranger wrote. Nothing it says is taken before it is parsed, it is
 * ended when it hangs, and it is thrown away with what was run in it.
 */
export class Box {
  readonly #rules: BoxRules
  readonly #reader: FrameReader
  #running: RunningBox | undefined
  #waiting: Waiting | undefined
  #ids = 0
  readonly #pulse: BoxPulse
  /** Ticks since the question: counted, so a pause of ours kills nobody. */
  #asked = 0
  #ended: BoxResult<never> | undefined

  private constructor(rules: BoxRules) {
    this.#rules = rules
    this.#pulse = new BoxPulse(rules.callMs)
    this.#reader = new FrameReader(frameMax, (body) => this.#take(body))
  }

  /** Starts one and waits until it is ready. */
  static async start(rules: BoxRules = boxRules): Promise<Box> {
    const box = new Box(rules)
    const ready = new Promise<BoxResult<unknown>>((done) => {
      box.#waiting = { id: 0, done }
    })
    box.#running = await startBoxProcess(rules.memoryMb, {
      onBytes: (bytes) => {
        if (!box.#reader.take(bytes)) box.#end('nonsense', 'a frame of it is too long')
      },
      onBeats: (said) => box.#pulse.hear(said, () => box.#running?.cost()?.cpuMs),
      onEnd: (why) => box.#end('ended', `its process ended: ${why}`),
    })
    box.#tick()
    await ready
    return box
  }

  /** What the machine could take away from it. */
  get without(): RunningBox['without'] {
    return this.#running?.without ?? []
  }

  get isEnded(): boolean {
    return this.#ended !== undefined
  }

  check(source: string): Promise<BoxResult<readonly StrategyFault[]>> {
    return this.#ask({ kind: 'check', source }, strategyFaults)
  }

  describe(source: string): Promise<BoxResult<DescribedModule>> {
    return this.#ask({ kind: 'describe', source }, describedModule)
  }

  /** The bars and rules of all backtests that follow. */
  async market(plan: BoxPlan): Promise<BoxResult<unknown>> {
    return this.#send({ kind: 'market', plan })
  }

  /** A run in there, at full speed. Its figures are claims: see `confirmRun`. */
  claim(source: string): Promise<BoxResult<RunClaim>> {
    return this.#ask({ kind: 'claim', source }, runClaim)
  }

  /** Null tests and bias detectors. @param draws - In each distribution. Whole, 1 or more. */
  nulls(source: string, draws: number): Promise<BoxResult<readonly CheckRow[]>> {
    return this.#ask({ kind: 'nulls', source, draws }, checkRows)
  }

  /** A version since its stage began. @param before - Whom risk puts back in its place. */
  lane(source: string, before: string | undefined, lane: BoxLane): Promise<BoxResult<LaneRun>> {
    return this.#ask({ kind: 'lane', source, before: before ?? null, lane }, laneClaim)
  }

  /** Puts a module in, to be asked step by step. */
  open(source: string): Promise<BoxResult<unknown>> {
    return this.#send({ kind: 'open', source })
  }

  /** One call of the module that was put in. See `confirmRun`. */
  step(asked: Uint8Array): Promise<BoxResult<StepAnswer>> {
    return this.#ask({ kind: 'step', asked }, stepAnswer)
  }

  /** What an analysis says: of itself, or of what it is given as JSON. JSON of a stranger. */
  analysis(source: string, given?: string): Promise<BoxResult<string>> {
    return this.#ask({ kind: 'analysis', source, given }, analysisAnswer)
  }

  /** Ends it for saying what no box says. */
  blame(why: string): BoxResult<never> {
    return this.#end('nonsense', why)
  }

  end(): void {
    this.#end('ended', 'it was ended')
  }

  async #ask<T>(ask: BoxAsk, schema: z.ZodType<T>): Promise<BoxResult<T>> {
    const result = await this.#send(ask)
    if (result.kind === 'fault') return result
    const parsed = schema.safeParse(result.value)
    if (parsed.success) return { kind: 'done', value: parsed.data }
    return this.#end('nonsense', parsed.error.issues[0]?.message ?? 'no answer')
  }

  #send(ask: BoxAsk): Promise<BoxResult<unknown>> {
    if (this.#ended !== undefined) return Promise.resolve(this.#ended)
    assert(this.#waiting === undefined, 'a box is asked one thing at a time')
    this.#ids += 1
    const id = this.#ids
    this.#pulse.begin()
    this.#asked = 0
    return new Promise((done) => {
      this.#waiting = { id, done }
      this.#running?.send({ id, ask })
    })
  }

  #take(body: Uint8Array): void {
    const waiting = this.#waiting
    const reply = parsedReply(body)
    if (waiting === undefined || reply === undefined || reply.id !== waiting.id) {
      this.#end('nonsense', 'it said what nobody had asked')
      return
    }
    this.#waiting = undefined
    const { answer } = reply
    const isFault = answer.kind === 'fault'
    waiting.done(isFault ? { ...answer, why: plainLine(answer.why) } : { ...answer })
  }

  #tick(): void {
    if (this.#ended !== undefined) return
    if (this.#waiting !== undefined) {
      this.#asked += 1
      const lateMs = this.#ids === 0 ? startMs : this.#rules.lateMs
      const cost = this.#running?.cost()
      if (this.#pulse.tick(cost?.cpuMs))
        this.#end('stalled', `one call took longer than ${this.#rules.callMs} ms`)
      else if (cost !== undefined && cost.residentMb > this.#rules.residentMb)
        this.#end('ended', `it took more than ${this.#rules.residentMb} MiB`)
      else if (this.#asked * beatMs > lateMs) this.#end('late', `it took longer than ${lateMs} ms`)
    }
    liveClock.after(tickUs, () => this.#tick())
  }

  #end(of: 'ended' | 'stalled' | 'late' | 'nonsense', why: string): BoxResult<never> {
    this.#ended ??= { kind: 'fault', of, why: plainLine(why, 300) }
    this.#running?.kill()
    const waiting = this.#waiting
    this.#waiting = undefined
    waiting?.done(this.#ended)
    return this.#ended
  }
}

function parsedReply(body: Uint8Array): BoxReply | undefined {
  try {
    const said: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body))
    return boxReply.safeParse(said).data
  } catch {
    return undefined
  }
}

import path from 'node:path'
import { z } from 'zod'
import { jsonOf } from '../../base/index.ts'
import { dayUs, minuteUs, type Micros } from '../../domain/index.ts'
import { type Clock, makeFolder, nodeDisk, readText, replaceFile } from '../../kernel/index.ts'
import type { AlertBoard } from '../control/alert.ts'
import type { ActLog, WantedAct } from '../control/act-log.ts'
import { drawNonce } from '../control/draw-nonce.ts'
import { tryEvery } from '../repeat-every.ts'
import type { Outside } from '../watch-desk.ts'

/** What became of the process of a night: what it printed, or why there is nothing. */
export type NightAnswer =
  | { readonly isDone: true; readonly text: string }
  | { readonly isDone: false; readonly why: string }

/** A night that is under way in a process of its own. */
export type RunningNight = {
  /** Never rejects. */
  readonly answer: Promise<NightAnswer>
  readonly stop: () => void
}

/** A desk that has nights. */
type NightlyDesk = {
  readonly outside: Pick<Outside, 'now'>
  readonly control: {
    readonly alerts: Pick<AlertBoard, 'raise'>
    readonly log: Pick<ActLog, 'asked' | 'outcome'>
  }
}

export type NightlyNeeds = {
  readonly desk: NightlyDesk
  /** Of the desk. */
  readonly folder: string
  /** `HH:MM`, UTC, by the time of the desk; empty for no nights. */
  readonly at: string
  readonly clock: Clock
  /** One sentence for people. */
  readonly onNote: (line: string) => void
  /** Starts `coinswarm strategy evolve` over the bars of the desk. */
  readonly start: () => RunningNight
}

/** Wall time between two looks at what time it is. */
const lookUs = 1_000_000

/** File of the day that had its night last. */
const noted = 'nightly.json'
const kept = z.strictObject({ day: z.int() })
const night = z.object({ cycle: z.int(), outcome: z.string(), why: z.string() })
const said = z.object({ nights: z.array(night).min(1) })

/**
 * Has the strategist work once a day at a time of the desk, in a process beside it. A time that
 * went by while the desk was stopped, or while a night was under way, is made up for once. What it
 * comes to is in the audit and told; one that fails changes nothing.
 *
 * @returns A way to stop, which ends the night that is under way; `undefined` where there are none.
 */
export function evolveNightly(needs: NightlyNeeds): { stop(): Promise<void> } | undefined {
  const { desk, folder, at, clock, onNote, start } = needs
  if (at === '') return undefined
  const days = new NightDays(folder, at)
  let running: RunningNight | undefined
  let ended: Promise<void> = Promise.resolve()
  let isStopped = false
  const hear = async (night: RunningNight, tell: (answer: NightAnswer) => void): Promise<void> => {
    running = night
    const answer = await night.answer
    running = undefined
    tell(isStopped ? { isDone: false, why: 'the desk was stopped' } : answer)
  }
  const begin = (): void => {
    if (running !== undefined || !days.isNext(desk.outside.now())) return
    const tell = asked(needs)
    ended = hear(start(), tell)
  }
  // The desk has its night when it can be noted.
  const cancel = tryEvery(clock, lookUs, begin, (reason) =>
    onNote(`a night of the strategist cannot begin: ${reason}`),
  )
  return {
    stop: async () => {
      isStopped = true
      cancel()
      running?.stop()
      await ended
    },
  }
}

/** Writes down that a night begins. @returns What is to be told its outcome. */
function asked({ desk, at, onNote }: NightlyNeeds): (answer: NightAnswer) => void {
  const { log, alerts } = desk.control
  const act: WantedAct = {
    ...{ nonce: drawNonce(), door: 'program' as const, actor: 'strategist' },
    act: 'strategy',
    ...{ what: 'a night of the strategist', reason: `evolution.at is ${at}` },
  }
  log.asked(act)
  return (answer) => {
    const came = outcomeOf(answer)
    log.outcome(act, came.isFailed ? 'failed' : 'done', came.words)
    onNote(`strategist: ${came.words}`)
    if (came.isTold) alerts.raise('strategy-night', `The night of the strategist: ${came.words}`)
  }
}

type Came = {
  readonly words: string
  readonly isFailed: boolean
  /** Whether somebody should look: nothing is what most nights come to. */
  readonly isTold: boolean
}

function outcomeOf(answer: NightAnswer): Came {
  if (!answer.isDone) return { words: `it failed: ${answer.why}`, isFailed: true, isTold: true }
  const last = nightIn(answer.text)
  if (last === undefined)
    return { words: 'it failed: what it said is no night', isFailed: true, isTold: true }
  const { cycle, outcome, why } = last
  const isFailed = outcome === 'failed'
  const isTold = isFailed || outcome === 'to-the-shadow' || outcome === 'analysis-in-force'
  return { words: `night ${cycle}, ${outcome}: ${why}`.slice(0, 500), isFailed, isTold }
}

function nightIn(text: string): z.infer<typeof night> | undefined {
  return said.safeParse(jsonOf(text)).data?.nights.at(-1)
}

/** Which day had its night last, kept beside the strategies. */
class NightDays {
  readonly #folder: string
  readonly #atUs: number

  constructor(desk: string, at: string) {
    const [hours, minutes] = at.split(':').map(Number)
    this.#folder = path.join(desk, 'strategies')
    this.#atUs = (60 * (hours ?? 0) + (minutes ?? 0)) * minuteUs
  }

  /** Whether a night is due; notes that it is had. A new desk has nothing behind it. */
  isNext(now: Micros): boolean {
    if (now === 0) return false
    const day = Math.floor((now - this.#atUs) / dayUs)
    const last = this.#last()
    if (last !== undefined && day <= last) return false
    makeFolder(this.#folder)
    const bytes = new TextEncoder().encode(`${JSON.stringify({ day })}\n`)
    replaceFile(nodeDisk, this.#folder, noted, bytes)
    return last !== undefined
  }

  #last(): number | undefined {
    const text = readText(nodeDisk, `${this.#folder}/${noted}`)
    return text === undefined ? undefined : kept.safeParse(jsonOf(text)).data?.day
  }
}

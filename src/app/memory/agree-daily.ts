import { Worker } from 'node:worker_threads'
import { dayUs } from '../../domain/index.ts'
import type { Clock } from '../../kernel/index.ts'
import { programBeside } from '../program-beside.ts'
import { repeatEvery } from '../repeat-every.ts'
import { threadAnswer } from '../thread-answer.ts'
import type { Outside } from '../watch-desk.ts'
import type { AgreeAnswer, AgreeProgram, AgreeTask } from './agree-worker-main.ts'
import type { PlanGovernor } from './govern-plans.ts'

const name: AgreeProgram = 'agree-worker-main'
const program = programBeside(import.meta.url, name)

/** Wall time between two looks at what day it is. One core is the desk's: after a look it rests. */
const [lookUs, restTimes] = [1_000_000, 10]

type DailyNeeds = {
  readonly desk: { readonly outside: Pick<Outside, 'now'> }
  readonly folder: string
  /** Who votes; nobody proposes where nobody does. */
  readonly governor: Pick<PlanGovernor, 'memory'> | undefined
  readonly clock: Clock
  /** One sentence for people. */
  readonly onNote: (line: string) => void
}

/**
 * Has the memory of a desk propose once a day, by the time of the desk, what of it may be gone by:
 * from its journal, in a thread of its own, so that nothing waits for it. What a day proposes
 * follows from what was known when it began, and from what managers had decided until then. A day
 * is looked at again after a start, and asks for nothing twice.
 *
 * @returns A way to stop; `undefined` where nobody votes on a memory.
 */
export function agreeDaily(needs: DailyNeeds): { stop(): Promise<void> } | undefined {
  const { desk, clock, onNote } = needs
  const agreement = needs.governor?.memory
  if (agreement === undefined) return undefined
  let [thread, doneTs, restsUntil]: [Worker | undefined, number, number] = [undefined, 0, 0]
  let isStopped = false
  const look = async (ts: number): Promise<void> => {
    const from = clock.now()
    const task: AgreeTask = { folder: needs.folder, ts }
    thread = new Worker(program, { workerData: task })
    const said = await answerOf(thread)
    thread = undefined
    restsUntil = clock.now() + restTimes * (clock.now() - from)
    if (isStopped || said.kind === 'early') return
    doneTs = ts
    if (said.kind === 'known') agreement.propose(said.known, ts)
    else onNote(`the memory could not be looked at: ${said.why}`)
  }
  const cancel = repeatEvery(clock, lookUs, () => {
    const ts = Math.floor(desk.outside.now() / dayUs) * dayUs
    if (thread === undefined && ts > doneTs && clock.now() >= restsUntil) void look(ts)
  })
  return {
    stop: async () => {
      isStopped = true
      cancel()
      await thread?.terminate()
    },
  }
}

function answerOf(thread: Worker): Promise<AgreeAnswer> {
  return threadAnswer<AgreeAnswer>(thread, {
    failed: (message) => ({ kind: 'failed', why: `the thread failed: ${message}` }),
    ended: (code) => ({ kind: 'failed', why: `the thread ended by itself (${code})` }),
  })
}

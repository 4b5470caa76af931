// Runs the engine on this side of the wall, and asks the box for one bar at a time.
import { parentPort, workerData } from 'node:worker_threads'
import { type Box, boxedModule, BoxFault, BoxMemory } from '../../evolution/index.ts'
import type { JournalEntry } from '../../journal/index.ts'
import { type CheckRow, WatchedAgent } from '../../research/index.ts'
import { stretchesOver } from '../sweep/sweep-plan.ts'
import { writtenDown } from '../sweep/written-down.ts'
import { runClaim } from './box-runs.ts'
import { type ConfirmSaid, type ConfirmTask, flags } from './confirm-task.ts'
import { withAgent } from './seated-module.ts'
import { soundRows } from './sound-rows.ts'
import { waitWhile } from './wait-while.ts'

/** What `confirmRun` starts; named here so that nobody moves it without noticing. */
export type ConfirmProgram = 'confirm-worker-main'

const task = workerData as ConfirmTask
const flag = new Int32Array(task.flag)

function say(said: ConfirmSaid): void {
  parentPort?.postMessage(said, [])
}

/** Who asks again after that would be the second to ask. */
let isOver = false

function call(): void {
  if (isOver) throw new BoxFault('ended', 'the box does not answer any more')
  Atomics.store(flag, 0, flags.asked)
  say({ kind: 'step' })
  const isAnswered = waitWhile(flag, flags.asked, task.patienceMs)
  isOver = !isAnswered || Atomics.load(flag, 0) === flags.over
  if (isOver) throw new BoxFault('ended', 'the box does not answer any more')
}

async function run(): Promise<ConfirmSaid> {
  const box: Box = { memory: new BoxMemory(task.memory), call }
  const [stretch] = stretchesOver(task.plan.stretches)
  if (stretch === undefined) throw new BoxFault('ended', 'there are no bars')
  const ground = { setup: task.plan.setup, stretch }
  const events: JournalEntry[] = []
  let sound: readonly CheckRow[] = []
  const claim = await withAgent(boxedModule(box, task.code), (agent) => {
    const watch = new WatchedAgent(agent)
    return runClaim(watch.agent, ground, writtenDown, {
      onEnd: (_desk, made) => void events.push(...made()),
      onRun: (ran) => {
        if (task.thresholds === undefined) return
        const { limits, costs } = ground.setup
        const { participationMax } = costs
        const of = { ...ran, limits, participationMax, market: stretch.market }
        sound = soundRows({ ...of, watched: watch.take() }, task.thresholds)
      },
    })
  })
  return { kind: 'run', run: { ...claim, events, sound } }
}

try {
  say(await run())
} catch (error) {
  if (!(error instanceof BoxFault)) throw error
  say({ kind: 'fault', of: error.kind, why: error.message })
}

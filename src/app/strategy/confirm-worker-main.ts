// Runs the engine on this side of the wall, and asks the box for one bar at a time.
import { parentPort, workerData } from 'node:worker_threads'
import { type Box, boxedModule, BoxFault, BoxMemory } from '../../evolution/index.ts'
import { JobWorker } from '../sweep/job-worker.ts'
import { stretchesOver } from '../sweep/sweep-plan.ts'
import { type ConfirmSaid, type ConfirmTask, flags } from './confirm-task.ts'

/** What `confirmRun` starts; named here so that nobody moves it without noticing. */
export type ConfirmProgram = 'confirm-worker-main'

const task = workerData as ConfirmTask
const flag = new Int32Array(task.flag)

function say(said: ConfirmSaid): void {
  parentPort?.postMessage(said, [])
}

function call(): void {
  Atomics.store(flag, 0, flags.asked)
  say({ kind: 'step' })
  const came = Atomics.wait(flag, 0, flags.asked, task.patienceMs)
  if (came === 'timed-out' || Atomics.load(flag, 0) === flags.over)
    throw new BoxFault('ended', 'the box does not answer any more')
}

function run(): ConfirmSaid {
  const box: Box = { memory: new BoxMemory(task.memory), call }
  const { kind, fault } = boxedModule(box)
  const stretches = stretchesOver(task.plan.stretches)
  const seated = kind.seat({ ...task.plan.base, ...task.job.parameters })
  if (!seated.ok) return { kind: 'fault', of: 'module', why: seated.error }
  const answer = new JobWorker({ ...task.plan, kind, stretches }).run(task.job)
  const wrong = fault()
  if (answer.error === null || wrong === undefined) return { kind: 'run', answer }
  return { kind: 'fault', of: wrong.kind, why: wrong.message }
}

try {
  say(run())
} catch (error) {
  if (!(error instanceof BoxFault)) throw error
  say({ kind: 'fault', of: error.kind, why: error.message })
}

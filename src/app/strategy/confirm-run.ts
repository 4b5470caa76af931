import { createHash } from 'node:crypto'
import { Worker } from 'node:worker_threads'
import { assert } from '../../base/index.ts'
import { BoxMemory } from '../../evolution/index.ts'
import { programBeside } from '../program-beside.ts'
import type { SweepAnswer, SweepJob } from '../sweep/sweep-plan.ts'
import type { Box, BoxResult } from './box.ts'
import type { BoxPlan } from './box-messages.ts'
import type { GateAnswer, GateJob, ModuleJob } from './judge-module.ts'
import { type ConfirmSaid, type ConfirmTask, flags } from './confirm-task.ts'
import type { ConfirmProgram } from './confirm-worker-main.ts'
import { askedBytes, takeAnswer } from './step-memory.ts'

const name: ConfirmProgram = 'confirm-worker-main'

/** Longer than a box may be silent: whoever waits in vain hears of it from the box. */
const patienceMs = 5_000

/**
 * The same run once more with the engine on this side: the box is told one bar at a time and says
 * what it wants, so it cannot have seen a later one, nor made up a figure. A module is promoted by
 * this run, and only if its hash is the one that the box claimed.
 *
 * @param box - One that has run nothing else.
 */
export async function confirmRun(
  box: Box,
  source: string,
  { plan, job }: { readonly plan: BoxPlan; readonly job: SweepJob },
): Promise<BoxResult<SweepAnswer>> {
  const said = await confirm(box, source, plan, { kind: 'run', job })
  if (said.kind === 'fault') return said
  assert('returns' in said.value, 'a run')
  return { kind: 'done', value: said.value }
}

/** The same of all that the gate asks: its verdict is this side's own. */
export async function confirmGate(
  box: Box,
  source: string,
  { plan, gate }: { readonly plan: BoxPlan; readonly gate: GateJob },
): Promise<BoxResult<GateAnswer>> {
  const said = await confirm(box, source, plan, { kind: 'gate', gate })
  if (said.kind === 'fault') return said
  assert('verdict' in said.value, 'a gate')
  return { kind: 'done', value: said.value }
}

type Answer = SweepAnswer | GateAnswer

async function confirm(
  box: Box,
  source: string,
  plan: BoxPlan,
  job: ModuleJob,
): Promise<BoxResult<Answer>> {
  const opened = await box.open(source)
  if (opened.kind === 'fault') return opened
  const memory = new BoxMemory()
  const flag = new SharedArrayBuffer(4)
  const code = createHash('sha256').update(source).digest('hex')
  const task: ConfirmTask = { plan, job, code, flag, patienceMs, memory: memory.buffer }
  const thread = new Worker(programBeside(import.meta.url, name), { workerData: task })
  try {
    return await stepped(thread, box, memory, new Int32Array(flag))
  } finally {
    await thread.terminate()
  }
}

function stepped(
  thread: Worker,
  box: Box,
  memory: BoxMemory,
  flag: Int32Array,
): Promise<BoxResult<Answer>> {
  return new Promise((done, fail) => {
    let lost: BoxResult<never> | undefined
    const step = async (): Promise<void> => {
      const came = await box.step(askedBytes({ memory }))
      const isTaken = came.kind === 'done' && takeAnswer({ memory }, came.value)
      if (came.kind === 'fault') lost = came
      else if (!isTaken) lost = box.blame('its memory is of another size')
      Atomics.store(flag, 0, isTaken ? flags.answered : flags.over)
      Atomics.notify(flag, 0)
    }
    thread.on('error', fail)
    thread.on('message', (said: ConfirmSaid) => {
      if (said.kind === 'step') void step()
      else if (said.kind === 'run') done({ kind: 'done', value: said.answer })
      else done(lost ?? said)
    })
  })
}

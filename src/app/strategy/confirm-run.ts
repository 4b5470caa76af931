import { createHash } from 'node:crypto'
import { Worker } from 'node:worker_threads'
import { BoxMemory } from '../../evolution/index.ts'
import type { SoundnessThresholds } from '../../research/index.ts'
import { programBeside } from '../program-beside.ts'
import { type Box, type BoxResult, boxRules } from './box.ts'
import type { BoxPlan } from './box-messages.ts'
import { type ConfirmedRun, type ConfirmSaid, type ConfirmTask, flags } from './confirm-task.ts'
import type { ConfirmProgram } from './confirm-worker-main.ts'
import { askedBytes, takeAnswer } from './step-memory.ts'

const name: ConfirmProgram = 'confirm-worker-main'

/** Longer than a box may take: whoever waits in vain hears of it from the box. */
const patienceMs = 2 * boxRules.lateMs

/**
 * The same run once more with the engine on this side: the box is told one bar at a time and says
 * what it wants, so it cannot have seen a later one, nor made up a figure. A module is promoted by
 * this run, and only if its hash is the one that the box claimed.
 *
 * @param box - One that has run nothing else.
 * @param thresholds - What its soundness is asked by, where somebody asks.
 */
export async function confirmRun(
  box: Box,
  source: string,
  plan: BoxPlan,
  thresholds?: SoundnessThresholds,
): Promise<BoxResult<ConfirmedRun>> {
  const opened = await box.open(source)
  if (opened.kind === 'fault') return opened
  const memory = new BoxMemory()
  const flag = new SharedArrayBuffer(4)
  const code = createHash('sha256').update(source).digest('hex')
  const task: ConfirmTask = { plan, code, flag, patienceMs, thresholds, memory: memory.buffer }
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
): Promise<BoxResult<ConfirmedRun>> {
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
      else if (said.kind === 'run') done({ kind: 'done', value: said.run })
      else done(lost ?? said)
    })
  })
}

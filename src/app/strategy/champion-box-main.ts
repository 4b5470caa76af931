// Owns the box of one version, beside a desk that asks it and waits for the answer.
import { parentPort, workerData } from 'node:worker_threads'
import { BoxMemory, layout } from '../../evolution/index.ts'
import { Box } from './box.ts'
import { type ChampionAsk, type ChampionLoss, type ChampionTask, stages } from './champion-task.ts'
import { askedBytes, takeAnswer } from './step-memory.ts'

/** What `ChampionBox` starts; named here so that nobody moves it without noticing. */
export type ChampionProgram = 'champion-box-main'

const task = workerData as ChampionTask
const memory = new BoxMemory(task.memory)
const stage = new Int32Array(task.stage)

function settle(next: number): void {
  Atomics.store(stage, 0, next)
  Atomics.notify(stage, 0)
}

function lose(loss: ChampionLoss): void {
  memory.writeText(JSON.stringify(loss))
  memory.doubles[layout.textOut] = memory.doubles[layout.textIn] as number
  settle(stages.lost)
}

async function begin(box: Box): Promise<void> {
  const isMachine = box.isEnded
  const opened = await box.open(task.source)
  if (opened.kind === 'fault') lose({ isMachine, why: opened.why })
  else settle(stages.ready)
}

async function step(box: Box): Promise<void> {
  const came = await box.step(askedBytes({ memory }))
  if (came.kind === 'fault') lose({ isMachine: false, why: came.why })
  else if (takeAnswer({ memory }, came.value)) settle(stages.ready)
  else lose({ isMachine: false, why: 'its memory is of another size' })
}

const box = await Box.start()
parentPort?.on('message', (ask: ChampionAsk) => {
  if (ask === 'step') return void step(box)
  box.end()
  parentPort?.close()
})
await begin(box)

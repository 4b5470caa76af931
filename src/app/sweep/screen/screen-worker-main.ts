import { parentPort, workerData } from 'node:worker_threads'
import { loadAgentKind } from '../../load-agent.ts'
import { type Stretch, stretchesOver } from '../sweep-plan.ts'
import type { ScreenJob, ScreenPlan } from './screen-plan.ts'
import { ScreenWorker } from './screen-worker.ts'

/** What `screenSweep` starts; named here so that nobody moves it without noticing. */
export type ScreenProgram = 'screen-worker-main'

const plan = workerData as ScreenPlan
const worker = new ScreenWorker({
  ...plan,
  kind: await loadAgentKind(plan.agent),
  stretch: stretchesOver(plan.stretches)[0] as Stretch,
})
parentPort?.on('message', (job: ScreenJob) => parentPort?.postMessage(worker.run(job), []))

import { parentPort, workerData } from 'node:worker_threads'
import { type CrewPlan, screenChunks } from './screen-crew.ts'

const plan = workerData as CrewPlan

parentPort?.on('message', () => {
  screenChunks(plan)
  parentPort?.postMessage('done', [])
})

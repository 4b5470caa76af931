import { secondUs } from '../domain/index.ts'

/** More doublings are past every bound there is. */
const doublingsMax = 10

/** How long to wait after `tries` attempts: 2, 4, 8 seconds and so on, and at most `mostUs`. */
export function retryWaitUs(tries: number, mostUs: number): number {
  return Math.min(secondUs * (1 << Math.min(tries, doublingsMax)), mostUs)
}

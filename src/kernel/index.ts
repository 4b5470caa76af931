export type { Clock } from './clock.ts'
export { liveClock } from './clock-live.ts'
export { type Disk, DiskError, type DiskFile } from './disk.ts'
export type { Journal } from './journal.ts'

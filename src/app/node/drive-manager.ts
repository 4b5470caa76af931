import type { Bus, Clock, Stopwatch } from '../../kernel/index.ts'
import {
  type AuditNote,
  ManagerHost,
  type MemoryManager,
  type RecordEntry,
} from '../../memory/index.ts'

/** What a driver brings together. */
export type DriveOptions = {
  readonly manager: MemoryManager
  readonly bus: Bus
  /** Durable when it returns. */
  readonly record: { append(entries: readonly RecordEntry[]): void }
  readonly clock: Clock
  readonly stopwatch: Stopwatch
  readonly onNote: (note: AuditNote) => void
  /** It could not be made durable, or is not what it should be: nothing was said, or will be. */
  readonly onFailed: (error: unknown) => void
}

/** A manager that waits no longer than this is asked again, whatever it said. */
const leastUs = 1_000

/**
 * Gives a manager what comes in from a bus, and time when it wants some.
 *
 * @returns what ends it; nothing is said after.
 */
export function driveManager(options: DriveOptions): () => void {
  const { manager, bus, record, clock, stopwatch, onNote, onFailed } = options
  let callOff = (): void => undefined
  let setFor = Number.POSITIVE_INFINITY
  const heard: Bus = {
    publish: (subject, bytes) => bus.publish(subject, bytes),
    subscribe: (subject, onMessage) =>
      bus.subscribe(subject, (message) => {
        guarded(() => onMessage(message))
        // What came in may want an answer sooner than what was waited for.
        if (host.nextUs < setFor) wait()
      }),
  }
  const host = new ManagerHost({ manager, bus: heard, record, nowUs: stopwatch, onNote })
  const wait = (): void => {
    callOff()
    setFor = host.nextUs
    if (setFor === Number.POSITIVE_INFINITY) return
    callOff = clock.after(Math.max(leastUs, setFor - stopwatch()), tick)
  }
  const tick = (): void => {
    if (guarded(() => host.tick())) wait()
  }
  const end = (): void => {
    callOff()
    setFor = Number.NEGATIVE_INFINITY
    host.end()
  }
  const guarded = (task: () => void): boolean => {
    try {
      task()
      return true
    } catch (error) {
      end()
      onFailed(error)
      return false
    }
  }
  tick()
  return end
}

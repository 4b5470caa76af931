import { type DeskEvent, secondUs } from '../../domain/index.ts'
import type { DeskRun } from '../../engine/index.ts'
import type { SegmentJournal } from '../../journal/index.ts'
import type { Clock, Disk, DiskFile, Stopwatch } from '../../kernel/index.ts'
import type { DeskSources } from '../sources/desk-sources.ts'
import { CallTally } from './call-tally.ts'

/** What is looked at when somebody asks. */
type Looked = {
  readonly run: DeskRun
  readonly journal: Pick<SegmentJournal, 'isReserveOnly'>
  readonly beside: DeskSources | undefined
}

/** Told how long things took, seconds. */
export type DurationListener = (
  what: 'turn' | 'journal flush' | 'venue call',
  seconds: number,
  call?: string,
) => void

/**
 * Counts what a desk does, around the engine and never in it, for whoever measures it. There is
 * none where nobody does.
 */
export class DeskVitals {
  readonly events: Map<DeskEvent['kind'], number> = new Map()
  /** Refusals by the limit that refused. */
  readonly refusals: Map<string, number> = new Map()
  readonly cuts: Map<string, number> = new Map()
  readonly calls: CallTally
  feedFaults = 0
  journalBytes = 0
  journalSyncs = 0
  /** Wall time, us; 0 before the first. */
  lastSync = 0
  onDuration: DurationListener = () => {}
  looked: Looked | undefined
  readonly #clock: Clock
  readonly #stopwatch: Stopwatch

  constructor(clock: Clock, stopwatch: Stopwatch) {
    this.#clock = clock
    this.#stopwatch = stopwatch
    this.calls = new CallTally(stopwatch, (call, seconds) =>
      this.onDuration('venue call', seconds, call),
    )
  }

  look(looked: Looked): void {
    this.looked = looked
  }

  onEvent(event: DeskEvent): void {
    add(this.events, event.kind)
    if (event.kind === 'intent-refused') add(this.refusals, event.limit)
    if (event.kind === 'intent-cut') add(this.cuts, event.limit)
  }

  /** The same work, with its time taken. */
  timed(work: <T>(task: () => T) => T): <T>(task: () => T) => T {
    return (task) => {
      const start = this.#stopwatch()
      try {
        return work(task)
      } finally {
        this.onDuration('turn', (this.#stopwatch() - start) / secondUs)
      }
    }
  }

  /** The same disk, with what a journal writes to it counted. */
  over(disk: Disk): Disk {
    return {
      open: (path) => this.#measured(disk.open(path)),
      exists: (path) => disk.exists(path),
      list: (folder) => disk.list(folder),
      makeFolder: (path) => disk.makeFolder(path),
      rename: (from, to) => disk.rename(from, to),
      remove: (path) => disk.remove(path),
      removeFolder: (path) => disk.removeFolder(path),
      syncFolder: (path) => disk.syncFolder(path),
    }
  }

  #measured(file: DiskFile): DiskFile {
    return {
      size: () => file.size(),
      read: (into, position) => file.read(into, position),
      write: (bytes, position) => {
        file.write(bytes, position)
        this.journalBytes += bytes.length
      },
      allocate: (size) => file.allocate(size),
      truncate: (size) => file.truncate(size),
      sync: () => this.#sync(file),
      close: () => file.close(),
    }
  }

  #sync(file: DiskFile): void {
    const start = this.#stopwatch()
    file.sync()
    this.journalSyncs += 1
    this.lastSync = this.#clock.now()
    this.onDuration('journal flush', (this.#stopwatch() - start) / secondUs)
  }
}

/** Told of what is amiss with the feed: it is counted, where anybody counts. */
export function feedFaults({
  onNote,
  vitals,
}: {
  readonly onNote: (message: string) => void
  readonly vitals?: DeskVitals | undefined
}): (message: string) => void {
  if (vitals === undefined) return onNote
  return (message) => {
    vitals.feedFaults += 1
    onNote(message)
  }
}

function add<K>(counts: Map<K, number>, key: K): void {
  counts.set(key, (counts.get(key) ?? 0) + 1)
}

import { type Micros, micros } from '../../src/domain/index.ts'
import type { Clock } from '../../src/kernel/index.ts'

type Entry = { readonly at: number; readonly task: () => void }

/** Virtual time for code that awaits: after every task whatever it set going is let run out. */
export class StormClock implements Clock {
  #now: number
  #tasks: Entry[] = []

  constructor(start: number) {
    this.#now = start
  }

  now(): Micros {
    return micros(Math.floor(this.#now))
  }

  /** Tasks that wait. */
  get pending(): number {
    return this.#tasks.length
  }

  after(us: number, task: () => void): () => void {
    const entry = { at: this.#now + us, task }
    this.#tasks.push(entry)
    return () => {
      this.#tasks = this.#tasks.filter((other) => other !== entry)
    }
  }

  async advance(us: number): Promise<void> {
    const end = this.#now + us
    for (;;) {
      let due: Entry | undefined
      for (const entry of this.#tasks)
        if (entry.at <= end && (due === undefined || entry.at < due.at)) due = entry
      if (due === undefined) break
      const ran = due
      this.#tasks = this.#tasks.filter((other) => other !== ran)
      this.#now = Math.max(this.#now, ran.at)
      ran.task()
      await settled()
    }
    this.#now = end
    await settled()
  }
}

/** Every promise that can go on has gone on. */
function settled(): Promise<void> {
  return new Promise((resolve) => void setImmediate(resolve))
}

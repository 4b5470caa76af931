import type { BusMessage } from './bus.ts'

type Listener = (message: BusMessage) => void

/** Who listens to what, in the order in which they came. */
export class BusSubscriptions {
  #all: readonly { readonly subject: string; readonly listener: Listener }[] = []

  /** @returns what ends it; a second call does nothing. */
  add(subject: string, listener: Listener): () => void {
    const entry = { subject, listener }
    this.#all = [...this.#all, entry]
    return () => {
      this.#all = this.#all.filter((each) => each !== entry)
    }
  }

  /** Tells all who listen to the subject now; those who come meanwhile hear the next one. */
  tell(message: BusMessage): void {
    const all = this.#all
    for (const entry of all)
      if (isHeard(entry.subject, message.subject) && this.#all.includes(entry))
        entry.listener(message)
  }
}

/** `mem.>` hears `mem.vote` and `mem.a.b`, and neither `mem` nor `memo.vote`. */
function isHeard(wanted: string, subject: string): boolean {
  if (!wanted.endsWith('.>')) return wanted === subject
  return subject.length > wanted.length - 1 && subject.startsWith(wanted.slice(0, -1))
}

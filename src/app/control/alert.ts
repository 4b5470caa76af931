import type { Clock } from '../../kernel/index.ts'

/** Something a person has to know of now. `t`: milliseconds since 1970, UTC. */
export type Alert = {
  readonly t: number
  /** Stable, for those who act on it: `manual-act`. */
  readonly code: string
  readonly text: string
}

/** Where alerts go: the terminal, a page, later a messenger. Must not throw, nor wait. */
export type AlertListener = (alert: Alert) => void

/** How many are remembered for who comes later. */
const recentMax = 50

/** Tells every listener of an alert, and remembers the last fifty. */
export class AlertBoard {
  readonly #clock: Clock
  readonly #listeners = new Set<AlertListener>()
  #recent: readonly Alert[] = []

  constructor(clock: Clock) {
    this.#clock = clock
  }

  /** Newest first. */
  get recent(): readonly Alert[] {
    return this.#recent
  }

  listen(listener: AlertListener): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  raise(code: string, text: string): void {
    const alert = { t: Math.round(this.#clock.now() / 1_000), code, text }
    this.#recent = [alert, ...this.#recent].slice(0, recentMax)
    for (const listener of this.#listeners) listener(alert)
  }
}

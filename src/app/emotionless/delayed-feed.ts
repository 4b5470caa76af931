import type { DeskFeed, DeskSnapshot, DeskUpdate } from '../desk-view.ts'
import { delayedSnapshot, delayedUpdate } from './delayed-view.ts'

type Listener = (update: DeskUpdate) => void

/**
 * A desk as somebody sees it who is not to be moved by it. Every reader is shown the same day: when
 * a midnight has passed, all are sent what that brought, as one update.
 */
export class DelayedFeed implements DeskFeed {
  readonly #feed: DeskFeed
  readonly #listeners = new Set<Listener>()
  #stop: (() => void) | undefined
  /** What every reader has been shown of the money. */
  #shown: DeskSnapshot | undefined
  #isCatchingUp = false

  /** @param feed - The desk as it is. */
  constructor(feed: DeskFeed) {
    this.#feed = feed
  }

  snapshot(): DeskSnapshot {
    const fresh = delayedSnapshot(this.#feed.snapshot())
    const was = this.#shown
    // What is known of a midnight fades as the day goes on: it stays as it was first told.
    const kept = was === undefined ? undefined : delayedUpdate({ status: fresh.status }, was)
    const shown = kept?.status === undefined ? fresh : { ...fresh, status: kept.status }
    this.#shown = shown
    // Whoever asks when a midnight has passed is not the only one who sees it.
    if (was !== undefined && kept === undefined) this.#publish(wholeOf(shown))
    return shown
  }

  subscribe(listener: Listener): () => void {
    this.#listeners.add(listener)
    this.#stop ??= this.#feed.subscribe((update) => this.#take(update))
    return () => this.#leave(listener)
  }

  #leave(listener: Listener): void {
    this.#listeners.delete(listener)
    if (this.#listeners.size > 0) return
    this.#stop?.()
    this.#stop = undefined
  }

  #take(update: DeskUpdate): void {
    // A desk may tell its listeners what is new before it gives a snapshot, which has all of that.
    if (this.#isCatchingUp) return
    const shown = this.#shown
    const delayed = shown === undefined ? undefined : delayedUpdate(update, shown)
    if (delayed === undefined) this.#catchUp()
    else this.#publish(delayed)
  }

  #catchUp(): void {
    this.#isCatchingUp = true
    try {
      const fresh = delayedSnapshot(this.#feed.snapshot())
      this.#shown = fresh
      this.#publish(wholeOf(fresh))
    } finally {
      this.#isCatchingUp = false
    }
  }

  #publish(update: DeskUpdate): void {
    for (const listener of this.#listeners) listener(update)
  }
}

/** A snapshot as an update: rows that a reader has already replace themselves. */
function wholeOf({ desk: _same, ...parts }: DeskSnapshot): DeskUpdate {
  return parts
}

import type { WireSession, WireSocket } from '../dialect.ts'
import type { UserStreams } from './user-streams.ts'

/** A connection opened with a listen key: it reads one account's events and says nothing. */
export class UserSession implements WireSession {
  readonly #leave: () => void

  constructor(streams: UserStreams, account: number, socket: WireSocket) {
    this.#leave = streams.listen(account, socket.send)
  }

  onText(): void {}

  close(): void {
    this.#leave()
  }
}

/** What came of one call. Waits in microseconds. */
export type Told<T> =
  | { readonly ok: true; readonly value: T }
  | {
      readonly ok: false
      /** Least time before the next call, as the server wants it; 0 where it says nothing. */
      readonly waitUs: number
      /** `passing`: again later. `final`: not this call. `conflict`: another poller. `token`. */
      readonly kind: 'passing' | 'final' | 'conflict' | 'token'
      /** One line of ours: never an address, which has the token in it. */
      readonly why: string
    }

/** The four calls of the Bot API that are made. None rejects. */
export type TelegramPort = {
  /** Waits up to `waitSeconds` for updates from `offset` on. They are as they came. */
  updates(
    offset: number,
    waitSeconds: number,
    signal: AbortSignal,
  ): Promise<Told<readonly unknown[]>>
  message(chat: number, html: string): Promise<Told<undefined>>
  /** @param caption - Plain HTML, at most 1,024 units. */
  photo(chat: number, png: Uint8Array, caption: string): Promise<Told<undefined>>
}

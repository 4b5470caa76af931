/** How much a notice wants a person. */
export type NoticeUrgency = 'info' | 'warning' | 'critical'

/** One thing a person should hear of. */
export type Notice = {
  /** Stable: the same cause has the same id. */
  readonly id: string
  /** Of the alert, in kebab-case; its page is `docs/runbook/NAME.md`. */
  readonly name: string
  /** Microseconds since 1970, UTC. */
  readonly ts: number
  readonly urgency: NoticeUrgency
  /** One line, no markup, at most 120 characters. */
  readonly title: string
  /** No markup, at most 2,000 characters. */
  readonly text: string
  /** An instrument, a venue, an agent. */
  readonly subject?: string
}

/** What came of one try to tell somebody. */
export type NoticeSent = { readonly ok: true } | { readonly ok: false; readonly why: string }

/** A way to a person. Never throws; a refusal says why in one line. */
export type NoticeChannel = {
  readonly name: string
  send(notice: Notice): Promise<NoticeSent>
}

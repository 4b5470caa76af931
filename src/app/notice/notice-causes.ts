import type { RiskView } from '../risk-view.ts'
import type { NoticeUrgency } from './notice.ts'

/** Something that happened, before anybody decided whether a person is told. */
export type NoticeCause = {
  readonly name: string
  readonly text: string
  readonly subject?: string
  /** Where it differs from what the name usually has. */
  readonly urgency?: NoticeUrgency
}

type Seen = Pick<RiskView, 'alerts' | 'modes' | 'breakers'>

/** Finds in what a page is shown what is new since the last look. */
export class CauseReader {
  #known: ReadonlySet<string>

  /** @param before - What stood there at the start, which is no news. */
  constructor(before: Seen) {
    this.#known = new Set(keyed(before).map(([key]) => key))
  }

  /** Oldest first. */
  read(seen: Seen): readonly NoticeCause[] {
    const now = keyed(seen)
    const fresh = now.filter(([key]) => !this.#known.has(key)).map(([, cause]) => cause)
    this.#known = new Set(now.map(([key]) => key))
    return fresh
  }
}

function keyed({ alerts, modes, breakers }: Seen): readonly (readonly [string, NoticeCause])[] {
  return [
    ...[...breakers]
      .filter(({ state }) => state === 'open')
      .map((breaker): readonly [string, NoticeCause] => {
        const { scope, subject, cause, t } = breaker
        const text = `${scope} ${subject}: ${cause} has opened a breaker; no new risk there.`
        return [`b ${t} ${scope} ${subject} ${cause}`, { name: 'breaker-open', text, subject }]
      }),
    ...[...modes].reverse().map((mode, at, all): readonly [string, NoticeCause] => {
      const { t, from, to, actor, reason } = mode
      const name = to === 'emergency' ? 'emergency' : 'mode-changed'
      const text = `${from} to ${to} by ${actor}: ${reason}`
      // Time stands still between two bars: the same may be done twice at one moment.
      const before = all.slice(0, at).filter((other) => other.t === t && other.to === to).length
      return [
        `m ${t} ${from} ${to} ${before}`,
        { name, text, ...(to === 'normal' ? { urgency: 'info' } : {}) },
      ]
    }),
    ...[...alerts].reverse().map(({ t, code, text }): readonly [string, NoticeCause] => {
      return [`a ${t} ${code} ${text}`, { name: code, text }]
    }),
  ]
}

import type { BreakerMoved, Micros } from '../domain/index.ts'
import type { DeskRun, RunHeader } from '../engine/index.ts'
import type { Clock } from '../kernel/index.ts'
import { breakerDefaults } from '../risk/index.ts'
import type { ConfigurationValues } from './configuration-values.ts'
import type { DeskLine } from './desk-line.ts'
import { type MarketWatch, watchMarket } from './market-watch.ts'

/** What of a desk somebody who watches its market from outside has to do with. */
export type Outside = {
  /** Its own time: that of the newest bar, or of what came after. */
  readonly now: () => Micros
  /** Whether a proposal to its memory, by its hash, was done. */
  readonly hasAgreed: (proposal: string) => boolean
  /** Breakers that are not closed. */
  readonly standing: () => readonly BreakerMoved[]
  /** A breaker has moved outside. Never throws: what the desk cannot go on after ends it alone. */
  readonly move: (event: BreakerMoved) => void
  /** Has every answer of its venue told, if it speaks to one. */
  readonly hearCalls: (onCall: (isError: boolean) => void) => void
}

/** @param act - Does something to the desk, durably. */
export function outsideOf(
  run: DeskRun,
  act: (task: () => void) => void,
  line: DeskLine | undefined,
): Outside {
  return {
    now: () => run.desk.now,
    hasAgreed: (proposal) => run.desk.memory?.agreed.knows(proposal) === true,
    standing: () => run.desk.guard.openBreakers,
    move: (event) => {
      try {
        act(() => run.onBreaker(event))
      } catch {
        // It was stopped, or has told why it could not go on.
      }
    },
    hearCalls: (onCall) => {
      if (line !== undefined) line.onCall = onCall
    },
  }
}

type WatchNeeds = {
  readonly desk: { readonly header: RunHeader; readonly outside: Outside }
  readonly settings: ConfigurationValues['breakers']
  /** Another server that speaks the venue's REST and WebSocket. */
  readonly url: string | undefined
  readonly clock: Clock
  /** One sentence for people. */
  readonly onNote: (line: string) => void
}

/** Watches the market of a desk, unless the settings say not to, or it is none of a venue. */
export function watchDesk({ desk, settings, url, ...rest }: WatchNeeds): MarketWatch | undefined {
  const { header, outside } = desk
  const standing = outside.standing()
  if (!settings.isWatching) {
    const left = standing.filter(({ actor }) => actor === 'venue').length
    if (left > 0)
      rest.onNote(`${left} breakers stand open and nobody watches: set breakers.isWatching`)
    return undefined
  }
  const { instruments, guard } = header.setup
  const watch = watchMarket({
    market: header.source.market[0] ?? '',
    instruments,
    url,
    sources: settings.sources.map((venue) => ({ venue })),
    rules: guard?.breakers ?? breakerDefaults,
    standing,
    onMove: outside.move,
    ...rest,
  })
  if (watch !== undefined) outside.hearCalls((isError) => watch.onCall(isError))
  return watch
}

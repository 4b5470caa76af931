import type { BreakerMoved, ChampionChanged, ControlEvent, Scope } from '../domain/index.ts'

/** @param name - Of an instrument, by its position. */
export function controlText(event: ControlEvent, name: (i: number) => string): string {
  switch (event.kind) {
    case 'breaker-moved':
      return breakerText(event, name)
    case 'standing-changed': {
      const { scope, subject, share, isHibernating, reason } = event
      const size = isHibernating ? 'hibernates' : share === 0 ? 'exits only' : sizeText(share)
      return `${ofScope(scope, subject, name)}: ${size}, ${reason}`
    }
    case 'tier-changed':
      return `capital tier ${event.from} to ${event.to} at ${event.equity.toFixed(2)}`
    case 'limit-asked': {
      const { key, value, actor, reason, ts, dueTs } = event
      const from = dueTs === ts ? 'now' : new Date(dueTs / 1_000).toISOString().slice(0, 16)
      return `${key} = ${value} from ${from} on, by ${actor}: ${reason}`
    }
    case 'agents-dismissed':
      return `no agent is asked any more, by ${event.actor}: ${event.reason}`
    case 'team-moved': {
      const { instrument, isDeployed, by, reason } = event
      const what = isDeployed ? 'a team is deployed' : 'the team is released'
      return `${name(instrument)}: ${what} by ${by}, ${reason}`
    }
    case 'plan-approved': {
      const { proposal, untilTs, actor, reason } = event
      const until = new Date(untilTs / 1_000).toISOString().slice(0, 16)
      return `weights of ${proposal} stand until ${until}, by ${actor}: ${reason}`
    }
    case 'memory-agreed':
      return `memory: ${event.change} ${event.subject}, by ${event.actor}: ${event.reason}`
    case 'champion-changed':
      return championText(event)
    case 'outside-observed': {
      const { instrument, column, value } = event
      const now = Number.isNaN(value) ? 'not known' : figure(value)
      return `${name(instrument)}: ${column} is ${now}`
    }
    case 'alert-raised':
      return event.text
  }
}

function championText({ version, isPromotion, actor, reason }: ChampionChanged): string {
  const what = version === '' ? 'no strategy decides any more' : `version ${version.slice(0, 12)}`
  const how = version === '' ? '' : isPromotion ? ' decides from now on' : ' is back'
  return `${what}${how}, by ${actor}: ${reason}`
}

function breakerText(event: BreakerMoved, name: (i: number) => string): string {
  const { scope, subject, state, cause, was, max } = event
  const seen = state === 'open' ? ` (${figure(was)}, limit ${figure(max)})` : ''
  return `${ofScope(scope, subject, name)}: breaker ${state}, ${cause}${seen}`
}

/** What an event of a scope is about, for people. */
function ofScope(scope: Scope, subject: number, name: (i: number) => string): string {
  if (scope === 'instrument') return name(subject)
  return scope === 'strategy' ? `agent ${subject}` : scope
}

function sizeText(share: number): string {
  return share === 1 ? 'full size' : `${100 * share} % of its size`
}

function figure(value: number): string {
  return Number.isInteger(value) ? `${value}` : value.toPrecision(4)
}

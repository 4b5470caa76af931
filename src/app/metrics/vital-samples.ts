import { secondUs } from '../../domain/index.ts'
import type { DeskVitals } from './desk-vitals.ts'
import { type Sample, sample, tallied } from './sample.ts'

const told = {
  submit: 'submitted',
  'order-accepted': 'accepted',
  'order-rejected': 'rejected',
  'order-filled': 'filled',
  'order-canceled': 'canceled',
  'order-expired': 'expired',
  'order-unresolved': 'unresolved',
} as const

/** What was counted around a desk. */
export function vitalSamples(vitals: DeskVitals): readonly Sample[] {
  const { events, refusals, cuts } = vitals
  return [
    ...Object.entries(told).flatMap(([kind, event]) =>
      sample('order_events_total', events.get(kind as keyof typeof told) ?? 0, { event }),
    ),
    ...sample('fills_total', events.get('order-filled') ?? 0),
    ...sample('decisions_total', events.get('decision-made') ?? 0),
    ...tallied('refusals_total', 'limit', refusals),
    ...tallied('cuts_total', 'limit', cuts),
    ...journalSamples(vitals),
    ...venueSamples(vitals),
    ...sourceSamples(vitals),
    ...memorySamples(vitals),
  ]
}

function journalSamples(vitals: DeskVitals): readonly Sample[] {
  const { events, journalBytes, journalSyncs, lastSync, looked } = vitals
  return [
    ...tallied('journal_events_total', 'kind', events),
    ...sample('journal_bytes_total', journalBytes),
    ...sample('journal_commits_total', journalSyncs),
    ...(lastSync === 0 ? [] : sample('journal_last_commit_timestamp_seconds', lastSync / secondUs)),
    ...sample('journal_reserve_only', looked?.journal.isReserveOnly),
  ]
}

function venueSamples({ calls, feedFaults, looked }: DeskVitals): readonly Sample[] {
  return [
    ...sample('feed_faults_total', feedFaults),
    ...[...calls.answers].flatMap(([key, count]) => {
      const [call = '', answer = ''] = key.split(' ')
      return sample('venue_answers_total', count, { call, answer })
    }),
    ...sample('venue_waiting', calls.waiting),
    ...sample('venue_reconnects_total', calls.reconnects),
    ...sample('orders_in_doubt', looked?.run.desk.risk.unresolved),
  ]
}

function sourceSamples({ looked }: DeskVitals): readonly Sample[] {
  const now = looked?.run.desk.now ?? 0
  return (looked?.beside?.columns() ?? []).flatMap(({ name, instrument, value, since, gaps }) => {
    const labels = { column: name, instrument }
    const isKnown = !Number.isNaN(value)
    return [
      ...sample('source_known', isKnown, labels),
      ...(isKnown
        ? sample('source_unchanged_seconds', Math.max(0, now - since) / secondUs, labels)
        : []),
      ...sample('source_gaps_total', gaps, labels),
    ]
  })
}

function memorySamples({ events, looked }: DeskVitals): readonly Sample[] {
  const desk = looked?.run.desk
  const agreed = (events.get('memory-agreed') ?? 0) + (events.get('plan-approved') ?? 0)
  const version = desk?.champion?.version
  return [
    ...sample('memory_episodes', desk?.memory?.book.episodes.length),
    ...sample('memory_agreed_total', agreed),
    ...sample('champion_changes_total', events.get('champion-changed') ?? 0),
    ...(version === undefined || version === '' ? [] : sample('champion_info', 1, { version })),
  ]
}

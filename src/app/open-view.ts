import type { Micros } from '../domain/index.ts'
import type { RunHeader } from '../engine/index.ts'
import type { Feed } from '../market/index.ts'
import { viewHeader } from './desk-header.ts'
import type { Surroundings } from './desk-status.ts'
import { type DeskPeople, DeskViewBuilder } from './desk-view-builder.ts'

/** What a page is shown of a desk that is being opened. @param ids - Of its agents. */
export function openView(
  header: RunHeader,
  ids: readonly string[],
  now: Parameters<typeof viewHeader>[2] & Omit<DeskPeople, 'agents' | 'isLongOnly'>,
): DeskViewBuilder {
  const { onNote, operating, meter, proposals } = now
  return new DeskViewBuilder(viewHeader(header, ids, now), header.setup.instruments, {
    agents: ids,
    isLongOnly: header.setup.limits.isLongOnly,
    onNote,
    operating,
    meter,
    proposals,
  })
}

/** Longest that a feed may be late before it is stale, above two of its bars. Unit: us. */
const lateMaxUs = 10_000_000

/** What stands around a desk: how fresh its market is. */
export function surroundingsOf(
  { source, intervalUs }: Feed,
  {
    receivedAt,
    isFinished,
    now,
  }: {
    readonly receivedAt: Micros
    readonly isFinished: boolean
    readonly now: Micros
  },
): Surroundings & { readonly patience: number } {
  const patience = 2 * (intervalUs / Math.max(1, source.speed)) + lateMaxUs
  return {
    patience: Math.round(patience / 1_000),
    receivedAt: Math.round(receivedAt / 1_000),
    isStale: !isFinished && now - receivedAt > patience,
    isFinished,
  }
}

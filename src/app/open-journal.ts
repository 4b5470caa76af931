import { SegmentJournal } from '../journal/index.ts'
import { nodeDisk } from '../kernel/index.ts'
import type { OpenedDesk, PaperDeskOptions } from './desk-header.ts'

/** The journal of a desk, whose writing is counted where anybody counts. @throws as `open` does */
export function openJournal(
  { vitals, segmentBytes }: PaperDeskOptions,
  { paths, lock }: Pick<OpenedDesk, 'paths' | 'lock'>,
): SegmentJournal {
  return SegmentJournal.open({
    disk: vitals?.over(nodeDisk) ?? nodeDisk,
    folder: paths.journal,
    anchor: paths.anchor,
    segmentBytes,
    mayWrite: () => lock.isHeld(),
  })
}

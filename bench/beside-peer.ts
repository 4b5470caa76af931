import { type BenchRow, type BenchSize, failedRow } from './bench-row.ts'
import { inFolder } from './command.ts'
import { measureSeconds, rates } from './measure.ts'
import type { LinePeer } from './peers/line-peer.ts'

/** What a peer's answer comes to: why it is another, or what the row says of an equal one. */
export type Agreement =
  | { readonly wrong: string }
  | { readonly peer: string; readonly note?: string }

/** The same work here and in a process of its own. */
export type PeerRace = {
  readonly size: BenchSize
  /** A peer that is not tried in the smoke size: it would have to be installed first. */
  readonly isFullOnly?: boolean
  readonly row: Pick<BenchRow, 'name' | 'unit' | 'hash' | 'goal' | 'note'>
  readonly peerName: string
  /** Starts the peer, with whatever it reads in an empty folder. @returns Why not, in words. */
  readonly open: (folder: string) => Promise<LinePeer | string>
  readonly agree: (peer: LinePeer) => Promise<Agreement>
  /** Seconds of one run. */
  readonly ours: () => number
  readonly theirs?: (peer: LinePeer) => Promise<number>
  /** Units of work in one run. */
  readonly amount: number
  readonly pairs: number
}

/**
 * The row of a race. Answers are compared before anything is timed; without a peer the row says why
 * there is nothing to compare with.
 */
export async function besidePeer(race: PeerRace): Promise<BenchRow> {
  const { size, row, ours, theirs = (peer) => peer.seconds(), amount } = race
  const alone = (why: string): BenchRow => {
    const peer = `${race.peerName}: ${why}`
    return { ...row, value: amount / ours(), peer, ratio: null, status: 'inconclusive' }
  }
  if (size === 'smoke' && race.isFullOnly === true) return alone('is not tried in the smoke size')
  return inFolder(async (folder) => {
    const peer = await race.open(folder)
    if (typeof peer === 'string') return alone(`cannot be had here: ${peer}`)
    try {
      const agreement = await race.agree(peer)
      if ('wrong' in agreement) return failedRow(row.name, row.unit, agreement.wrong)
      const measured = await measureSeconds(size, race.pairs, ours, () => theirs(peer))
      return { ...row, ...agreement, ...rates(measured, amount) }
    } finally {
      peer.close()
    }
  })
}

import { type BenchRow, type BenchSize, failedRow } from './bench-row.ts'
import { inFolder } from './command.ts'
import { type Figures, type Measured, measureSeconds, rates, times } from './measure.ts'
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
  readonly ours: () => number | Promise<number>
  readonly theirs?: (peer: LinePeer) => Promise<number>
  /** Units of work in one run. */
  readonly amount: number
  /** Of a row that is a time: how many of its unit a second has. Others are rates. */
  readonly timesPerSecond?: number
  readonly pairs: number
  /** Runs of each before anything is timed, where ten would take too long. */
  readonly warmUps?: number
}

/**
 * The row of a race. Answers are compared before anything is timed; without a peer the row says why
 * there is nothing to compare with.
 */
export async function besidePeer(race: PeerRace): Promise<BenchRow> {
  const { size, row, ours, pairs, warmUps, theirs = (peer) => peer.seconds() } = race
  const alone = async (why: string): Promise<BenchRow> => {
    const { value } = figuresOf(race, measuredAlone(await ours()))
    return { ...row, value, peer: `${race.peerName}: ${why}`, ratio: null, status: 'inconclusive' }
  }
  if (size === 'smoke' && race.isFullOnly === true) return alone('is not tried in the smoke size')
  return inFolder(async (folder) => {
    const peer = await race.open(folder)
    if (typeof peer === 'string') return alone(`cannot be had here: ${peer}`)
    try {
      const agreement = await race.agree(peer)
      if ('wrong' in agreement) return failedRow(row.name, row.unit, agreement.wrong)
      const measured = await measureSeconds(size, pairs, ours, () => theirs(peer), warmUps)
      return { ...row, ...agreement, ...figuresOf(race, measured) }
    } finally {
      peer.close()
    }
  })
}

function figuresOf({ amount, timesPerSecond }: PeerRace, measured: Measured): Figures {
  return timesPerSecond === undefined
    ? rates(measured, amount)
    : times(measured, amount, timesPerSecond)
}

function measuredAlone(seconds: number): Measured {
  return { seconds: [seconds], peerSeconds: [], ratios: [], isQuiet: false }
}

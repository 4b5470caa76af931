// @module-tag long

import { findsAll, type Plant, patch, type Planted } from '../../../test/simulation/plants.ts'
import { runQuorum } from '../../../test/simulation/quorum-run.ts'
import { Ballot, noBlock } from './ballot.ts'
import { CatchingUp } from './catching-up.ts'
import { CommittedLog } from './committed-log.ts'
import { EpochTiming } from './epoch-timing.ts'
import { ManagerRecord } from './manager-record.ts'
import { OwnVotes } from './own-votes.ts'
import type { RecordEntry } from './record-entry.ts'
import { SlotContest } from './slot-contest.ts'
import { Tally } from './tally.ts'
import { VoteCheck } from './vote-check.ts'

/** Several patches as one bug. */
function all(...plants: readonly Plant[]): Plant {
  return () => {
    const removes = plants.map((plant) => plant())
    return () => {
      for (const remove of removes) remove()
    }
  }
}

const again = new WeakMap<Tally, Map<string, number>>()

// Locks and their proofs, which chance alone hardly tries, are tried in `slot-lock.test.ts`.
const planted: readonly Planted[] = [
  [
    'a vote that comes twice counts twice',
    all(
      () => patch(SlotContest.prototype, 'isKnown', () => () => false),
      () =>
        patch(
          Tally.prototype,
          'add',
          (was) =>
            function add(this: Tally, vote) {
              const came = was.call(this, vote)
              const counts = again.get(this) ?? new Map<string, number>()
              if (came === 'duplicate') counts.set(vote.hash, (counts.get(vote.hash) ?? 0) + 1)
              again.set(this, counts)
              return came
            },
        ),
      () =>
        patch(
          Tally.prototype,
          'count',
          (was) =>
            function count(this: Tally, hash) {
              return was.call(this, hash) + (again.get(this)?.get(hash) ?? 0)
            },
        ),
    ),
  ],
  [
    'votes for other blocks count for this one',
    () =>
      patch(
        Tally.prototype,
        'count',
        (was) =>
          function count(this: Tally, hash) {
            return hash === noBlock ? was.call(this, hash) : this.total - was.call(this, noBlock)
          },
      ),
  ],
  [
    'one vote less is a quorum',
    () =>
      patch(
        Tally.prototype,
        'blockWith',
        (was) =>
          function blockWith(this: Tally, quorum) {
            return was.call(this, quorum - 1)
          },
      ),
  ],
  ['a vote is forgotten at a restart', () => patch(OwnVotes.prototype, 'restore', () => () => {})],
  [
    'a vote is sent before it is on the disk',
    () => {
      const late = new WeakMap<ManagerRecord, readonly RecordEntry[]>()
      return patch(
        ManagerRecord.prototype,
        'append',
        (was) =>
          function append(this: ManagerRecord, entries) {
            if (entries.length === 0) return
            was.call(this, late.get(this) ?? [])
            late.set(this, entries)
          },
      )
    },
  ],
  [
    'what was committed is not written down',
    () =>
      patch(
        ManagerRecord.prototype,
        'append',
        (was) =>
          function append(this: ManagerRecord, entries) {
            was.call(
              this,
              entries.filter(({ kind }) => kind !== 'committed'),
            )
          },
      ),
  ],
  ['a vote need not be signed', () => patch(Ballot.prototype, 'isGenuine', () => () => true)],
  [
    'the epoch is not in the signature',
    () =>
      patch(
        Ballot.prototype,
        'signedBytes',
        (was) =>
          function signedBytes(this: Ballot, paper, manager) {
            return was.call(this, { ...paper, epoch: 0 }, manager)
          },
      ),
  ],
  [
    'the step is not in the signature',
    () =>
      patch(
        Ballot.prototype,
        'signedBytes',
        (was) =>
          function signedBytes(this: Ballot, paper, manager) {
            return was.call(this, { ...paper, step: 'prevote' }, manager)
          },
      ),
  ],
  [
    'a certificate is believed as it comes',
    () => patch(VoteCheck.prototype, 'ofCertificate', () => () => undefined),
  ],
  [
    // A hundred times as fast, or a seed would take as long as its virtual time.
    'the wall clock says when to give up',
    () =>
      patch(
        EpochTiming.prototype,
        'isOver',
        () => (momentUs) => performance.now() * 1e5 >= momentUs,
      ),
  ],
  ['a late quorum commits', () => patch(EpochTiming.prototype, 'isInTime', () => () => true)],
  ['nobody helps who is behind', () => patch(CatchingUp.prototype, 'help', () => () => {})],
  [
    'a proposal may be decided on again',
    () => patch(CommittedLog.prototype, 'isDecided', () => () => false),
  ],
]

findsAll(planted, (seed) => runQuorum(seed) === undefined)

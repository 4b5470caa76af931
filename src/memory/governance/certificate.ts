import { Ballot, type BallotPaper, quorumOf } from './ballot.ts'
import { hashBytes } from './encode-proposal.ts'
import type { ManagerKeys } from './manager-keys.ts'
import type { Certificate, Signature } from './vote-message.ts'

/** Whether a quorum of different managers signed this. */
export function isSignedByQuorum(
  paper: BallotPaper,
  signatures: readonly Signature[],
  keys: ManagerKeys,
): boolean {
  const quorum = quorumOf(keys.count)
  const managers = new Set(signatures.map(({ manager }) => manager))
  if (managers.size < quorum || managers.size < signatures.length) return false
  const ballot = new Ballot(keys)
  return signatures.every((each) => ballot.isGenuine({ ...paper, ...each }))
}

/** Whether a certificate proves what it says to one who trusts nobody but the keys. */
export function isProof({ slot, epoch, block, votes }: Certificate, keys: ManagerKeys): boolean {
  return isSignedByQuorum({ step: 'precommit', slot, epoch, hash: hashBytes(block) }, votes, keys)
}

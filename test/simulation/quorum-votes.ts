import { createHash } from 'node:crypto'
import { pathToFileURL } from 'node:url'
import { Random } from '../../src/base/index.ts'
import {
  blockOf,
  encodeProposal,
  type Governed,
  hashBytes,
  stateAtStart,
} from '../../src/memory/index.ts'
import { anyProposal, quorumAgents, quorumRegimes } from './quorum-proposals.ts'

/** SHA-256 over verdicts and reasons on `count` proposals of a seed, and how many are accepted. */
export function votesOn(
  seed: number,
  count: number,
): { readonly hash: string; readonly accepted: number } {
  const random = Random.fromSeed(seed)
  const hash = createHash('sha256')
  const state = stateAtStart(quorumAgents, quorumRegimes)
  const governed: Governed = { state, head: '', slot: 1 }
  let accepted = 0
  for (let i = 0; i < count; i += 1) {
    const bytes = encodeProposal(anyProposal(random, i))
    const [entry] = blockOf([bytes], governed).entries
    if (entry?.isAccepted === true) accepted += 1
    hash.update(`${hashBytes(bytes)} ${entry?.isAccepted} ${entry?.reasons.join('; ')}\n`)
  }
  return { hash: hash.digest('hex'), accepted }
}

// As a program: the same in a process of its own.
if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const [seed = 0, count = 0] = process.argv.slice(2).map(Number)
  process.stdout.write(votesOn(seed, count).hash)
}

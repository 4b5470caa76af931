import { describe, expect, it } from 'vitest'
import { anyProposal } from '../../../test/simulation/quorum-proposals.ts'
import { Random } from '../../base/index.ts'
import { decodeProposal, encodeProposal, hashBytes } from './encode-proposal.ts'

describe('the bytes of a proposal', () => {
  it('come back as what they were, by one form alone', () => {
    const random = Random.fromSeed(1)
    for (let i = 0; i < 300; i += 1) {
      const proposal = anyProposal(random, i)
      const bytes = encodeProposal(proposal)
      const decoded = decodeProposal(bytes)
      expect(decoded).toEqual({ ok: true, value: proposal })
      if (decoded.ok) expect(hashBytes(encodeProposal(decoded.value))).toBe(hashBytes(bytes))
    }
  })

  it('keep their form, as hashes of the past rest on it', () => {
    const proposal = anyProposal(Random.fromSeed(7), 3)
    expect(hashBytes(encodeProposal(proposal))).toMatchInlineSnapshot(
      `"700b9497159e6c0bc31d0683f07b78c6d7ed36bc048fe10fcd37f17ebb463be8"`,
    )
  })

  it('are declined, never thrown at, however they are changed', () => {
    const random = Random.fromSeed(2)
    let declined = 0
    for (let i = 0; i < 3_000; i += 1) {
      const bytes = encodeProposal(anyProposal(random, i)).slice()
      const at = random.below(bytes.length)
      if (i % 2 === 0) bytes[at] = random.below(256)
      const decoded = decodeProposal(i % 2 === 0 ? bytes : bytes.subarray(0, at))
      if (!decoded.ok) declined += 1
      else expect(hashBytes(encodeProposal(decoded.value))).toBe(hashBytes(bytes))
    }
    expect(declined).toBeGreaterThan(1_500)
  })
})

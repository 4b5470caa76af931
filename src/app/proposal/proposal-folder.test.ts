import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { findingProposal, type Proposal } from '../../evolution/index.ts'
import { defined } from '../../base/index.ts'
import { ProposalFolder } from './proposal-folder.ts'

const root = fs.mkdtempSync(path.join(os.tmpdir(), 'proposals-'))
afterAll(() => fs.rmSync(root, { recursive: true }))

const terms = { ts: 5_000_000, agents: ['ant', 'bee'], regimes: 3 }

function proposalOf(agent: number): Proposal {
  const finding = {
    kind: 'costly',
    agent,
    numbers: { total: -0.02 },
    sentence: 'It costs.',
    proposal: { agent, weight: 0.2 },
  } as const
  return defined(findingProposal(terms, finding), 'a proposal')
}

let desk: string
let kept: ProposalFolder

beforeEach(() => {
  desk = fs.mkdtempSync(path.join(root, 'desk-'))
  kept = new ProposalFolder(desk)
})

describe('proposals in the folder of a desk', () => {
  it('are kept, found and listed, each once', () => {
    expect(kept.all()).toEqual([])
    const [ant, bee] = [proposalOf(0), proposalOf(1)]
    for (const each of [ant, bee, ant]) kept.add(each)
    expect(new ProposalFolder(desk).all()).toHaveLength(2)
    expect(kept.find(bee.id)).toEqual({ proposal: bee })
    expect(ant.change.weights).toEqual([0.2, 0.2, 0.2, 0, 0, 0])
  })

  it('stay settled when the same is proposed again', () => {
    const ant = proposalOf(0)
    const how = { isApproved: false, ts: 6, actor: 'cli:ada', reason: 'not yet' }
    kept.add(ant)
    kept.settle(ant.id, how)
    kept.add(ant)
    expect(kept.find(ant.id)).toEqual({ proposal: ant, settled: how })
  })

  it('are declined when somebody has changed one, or it is no proposal at all', () => {
    const ant = proposalOf(0)
    kept.add(ant)
    const file = path.join(desk, 'proposals', `${ant.id}.json`)
    const text = fs.readFileSync(file, 'utf8')
    for (const bad of [text.replace('[0.2,', '[1,'), '{', '[]', text.replace('costs', 'pays')]) {
      fs.writeFileSync(file, bad)
      expect(() => kept.find(ant.id)).toThrow(expect.objectContaining({ code: 'proposal-damaged' }))
    }
    for (const id of ['../../secret', '0123456789ab', ''])
      expect(() => kept.find(id)).toThrow(expect.objectContaining({ code: 'proposal-unknown' }))
  })

  it('count the looks that were taken', () => {
    expect(kept.looks).toBe(0)
    kept.looks += 1
    kept.looks += 1
    expect(new ProposalFolder(desk).looks).toBe(2)
  })
})

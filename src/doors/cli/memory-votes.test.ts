import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { Command } from 'commander'
import { afterAll, expect, it } from 'vitest'
import { PlanGovernor } from '../../app/index.ts'
import { defined, Random } from '../../base/index.ts'
import { micros } from '../../domain/index.ts'
import { type Plan, planProposal, type Proposal } from '../../evolution/index.ts'
import type { CliContext } from './cli-context.ts'
import { voteCommands } from './memory-votes.ts'

const root = fs.mkdtempSync(path.join(os.tmpdir(), 'votes-'))
afterAll(() => fs.rmSync(root, { recursive: true }))

type Said = { readonly lines: readonly string[]; readonly isNo: boolean; readonly json: unknown }

async function run(deskFolder: string, ...words: readonly string[]): Promise<Said> {
  const lines: string[] = []
  let isNo = false
  let json: unknown
  const context = {
    print: (line: string) => void lines.push(line),
    json: (document: object) => {
      json = JSON.parse(JSON.stringify(document))
    },
    answerNo: () => {
      isNo = true
    },
    deskFolder,
  } as unknown as CliContext
  const command = new Command('memory')
  for (const each of voteCommands(context)) command.addCommand(each)
  await command.parseAsync([...words], { from: 'user' })
  return { lines, isNo, json }
}

/** What a planner would propose that found such gains on days it had held out. */
function planned(days: number): Proposal {
  const chance = Random.fromSeed(7)
  const gains = Array.from({ length: days }, () => 0.001 + 0.002 * chance.normal())
  const evidence = { gains, daysHeldOut: days } as unknown as NonNullable<Plan['evidence']>
  const weights = Float64Array.of(0.4, 0.5, 0.6)
  const plan = { isProposed: true, weights, shares: weights, evidence, sentence: 'It is better.' }
  const terms = { ts: micros(1_000_000), agents: ['buyer'], regimes: 3 }
  return defined(planProposal(terms, plan), 'a proposal')
}

/** Managers of a desk that has no control: what they agree to is told to nobody. */
function governed(folder: string): PlanGovernor {
  const governor = PlanGovernor.open({
    desk: {
      header: { setup: { votes: 'earned' } } as never,
      agents: ['buyer'],
      outside: { hasAgreed: () => false },
      control: { ask: () => ({ ok: false, code: 'proposal-refused', message: 'nobody is there' }) },
    },
    ...{ folder, isOn: true, stopwatch: () => 1_000_000, onNote: () => {} },
  })
  return defined(governor, 'managers')
}

it('tells what managers decided, who signed it, and whether their record holds', async () => {
  const folder = fs.mkdtempSync(path.join(root, 'desk-'))
  await expect(run(folder, 'audit')).rejects.toMatchObject({ code: 'no-managers' })
  const governor = governed(folder)
  governor.propose([planned(120), planned(30)])
  governor.stop()

  const { json, lines } = await run(folder, 'proposals')
  const { decisions } = json as { readonly decisions: readonly { readonly hash: string }[] }
  expect(json).toMatchObject({
    decisions: [
      { slot: 1, isAccepted: true, kind: 'planner-weights', results: 120 },
      { slot: 2, isAccepted: false, results: 30 },
    ],
    waiting: [],
  })
  expect(lines[2]).toMatch(/refused .*there are 30 results, fewer than 100/)

  const [agreed] = decisions
  const votes = await run(folder, 'votes', (agreed?.hash ?? '').slice(0, 8))
  expect(votes.lines.join('\n')).toMatch(/signed by +manager \d(, manager \d){2,3}/)
  await expect(run(folder, 'votes', 'zz')).rejects.toMatchObject({ code: 'proposal-unknown' })

  const audit = await run(folder, 'audit')
  expect(audit.json).toMatchObject({ isWhole: true, conflicts: [], decisions: 2 })
  expect(audit.isNo).toBe(false)
  const file = path.join(folder, 'managers', 'votes.record')
  const bytes = fs.readFileSync(file)
  bytes[300] = (bytes[300] as number) ^ 1
  fs.writeFileSync(file, bytes)
  expect((await run(folder, 'audit')).isNo).toBe(true)
})

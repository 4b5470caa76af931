import { appendFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { recordedContext } from '../../../test/e2e/recorded-context.ts'
import { LineFiles } from '../../app/index.ts'
import { micros } from '../../domain/index.ts'
import { type ModelReply, recordedIn } from '../../llm/index.ts'
import { strategyCommand } from './strategy.ts'

let folder = ''
const said = { tokensIn: 100, tokensOut: 20, costMicroUsd: 1_500, ms: 9, isUseKnown: true }
const replies: readonly ModelReply[] = [
  { ...said, kind: 'text', text: 'Change nothing.\u001b[2J', isCut: false, model: 'm-1' },
  { ...said, kind: 'none', why: 'refused', detail: 'It refused.', isPassing: false, model: 'm-1' },
  { ...said, kind: 'text', text: 'half', isCut: true, model: 'm-2' },
]

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'coinswarm-thoughts-'))
  const log = new LineFiles(path.join(folder, 'models'))
  let hour = 0
  const clock = { now: () => micros((hour += 1) * 3_600_000_000), after: () => () => {} }
  for (const [i, reply] of replies.entries()) {
    const port = recordedIn(log, clock, i < 2 ? 'one' : 'two', { reply: async () => reply })
    await port.reply({ purpose: `step ${i}`, system: 'You are.', prompt: 'Well?', maxTokens: 9 })
  }
})
afterAll(() => rmSync(folder, { recursive: true }))

async function run(...args: readonly string[]): Promise<ReturnType<typeof recordedContext>> {
  const recorded = recordedContext()
  const context = { ...recorded.context, deskFolder: folder }
  await strategyCommand(context).parseAsync([...args], { from: 'user' })
  return recorded
}

it('lists what was asked and said, newest first, with tokens and cost', async () => {
  const { lines, documents } = await run('thoughts')
  expect(lines.slice(1, 4).map((line) => line.split(/ {2,}/).slice(0, 4))).toEqual([
    ['two:1', '1970-01-01 03:00:00', 'step 2', 'm-2'],
    ['one:2', '1970-01-01 02:00:00', 'step 1', 'm-1'],
    ['one:1', '1970-01-01 01:00:00', 'step 0', 'm-1'],
  ])
  expect(lines.map((line) => line.split(/ {2,}/).at(-1)).slice(1, 4)).toEqual([
    ...['text, cut off', 'nothing: refused', 'text'],
  ])
  expect(lines.at(-1)).toBe('3 in all, 360 tokens, 0.0045 dollars.')
  expect(documents).toMatchObject([{ count: 3, tokens: 360, costMicroUsd: 4_500, unread: 0 }])
})

it('lists those of one cycle, and says which there is not', async () => {
  const { documents } = await run('thoughts', '--cycle', 'one', '--most', '1')
  expect(documents).toMatchObject([{ count: 2, thoughts: [{ id: 'one:2', why: 'refused' }] }])
  await expect(run('thoughts', '--cycle', '../x')).rejects.toThrow(/Nothing is kept of a cycle/)
})

it('shows one whole, and names what there is not', async () => {
  const { lines, documents } = await run('thought', 'one:1')
  expect(lines.join('\n')).toContain('Change nothing.')
  expect(lines.join('\n')).toContain('You are.')
  expect(documents).toMatchObject([
    { id: 'one:1', request: { prompt: 'Well?' }, reply: replies[0] },
  ])
  expect((await run('thought', 'one:2')).lines.at(-1)).toBe('It refused.')
  await expect(run('thought', 'one:9')).rejects.toThrow(/no thought 'one:9'/)
})

it('counts lines that it cannot read', async () => {
  appendFileSync(path.join(folder, 'models', 'thoughts-two.jsonl'), 'nothing\n')
  expect((await run('thoughts')).lines.at(-1)).toBe('1 lines cannot be read.')
})

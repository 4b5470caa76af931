// @module-tag long

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { Random } from '../../base/index.ts'
import { readJournal } from '../../journal/index.ts'
import { liveClock, nodeDisk } from '../../kernel/index.ts'
import { loadConfiguration } from '../configuration.ts'
import { deskPaths } from '../desk-folder.ts'
import { setupOf } from '../desk-setup-of.ts'
import { PaperDesk } from '../paper-desk.ts'
import { replayJournal } from '../replay-journal.ts'
import { sourcesIn } from '../sources/source-settings.ts'
import { planDaily } from './plan-daily.ts'
import { ProposalFolder } from './proposal-folder.ts'

const root = mkdtempSync(path.join(os.tmpdir(), 'plan-daily-'))
afterAll(() => rmSync(root, { recursive: true }))

const startMs = 1_704_067_200_000
const hours = 24 * 150
const bars = path.join(root, 'bars.csv')
const chance = Random.fromSeed(3)
let close = 50_000
const rows = Array.from({ length: hours }, (_, i) => {
  const open = close
  close = Math.round(open * Math.exp(0.004 * chance.normal()))
  const [high, low] = [Math.max(open, close), Math.min(open, close)]
  return `${startMs + i * 3_600_000},${open},${high},${low},${close},5000`
})
writeFileSync(bars, ['ts,open,high,low,close,volume', ...rows, ''].join('\n'))
const data = path.join(root, 'data')
const days = Array.from({ length: 160 }, (_, i) => {
  return `${new Date(startMs + i * 86_400_000).toISOString().slice(0, 10)},${20 + ((i * 37) % 60)}`
})
nodeDisk.makeFolder(data)
writeFileSync(path.join(data, 'fear_greed.csv'), ['date,value', ...days, ''].join('\n'))

/** A desk on an hour's bars whose two voices say the same; the whole market in one go. */
async function openDesk(folder: string, votes: 'earned' | 'claimed'): Promise<PaperDesk> {
  const flags = [
    { flag: 'test', key: 'desk.votes', value: votes },
    { flag: 'test', key: 'swarm.isOn', value: votes === 'earned' },
    { flag: 'test', key: 'sources.folder', value: data },
  ]
  const { values } = loadConfiguration({ folder, variables: {}, flags })
  return PaperDesk.open({
    ...{ folder, clock: liveClock, version: 'test', onNote: () => {} },
    choice: { market: [bars], instruments: [], speed: 0, seed: 4, clock: liveClock },
    seats: [20, 21].map((slow) => ({ from: 'trend', parameters: { slow } })),
    setup: (agents) => setupOf(values, agents, { hasSources: true }),
    sources: sourcesIn(values),
    ...{ segmentBytes: 1 << 20, snapshotEvery: 5_000 },
  })
}

function kindsIn(folder: string): readonly string[] {
  return [...readJournal(deskPaths(folder).journal, nodeDisk)].map(({ event }) => event.kind)
}

let nonces = 0

function settle({ control }: PaperDesk, id: string, isApproved: boolean): object {
  const asker = { door: 'cli', actor: 'ada', nonce: `${++nonces}` } as const
  return control.ask({ kind: 'plan', id, isApproved, reason: 'so' }, asker)
}

async function until(isDone: () => boolean): Promise<void> {
  for (let turn = 0; !isDone(); turn += 1) {
    if (turn === 1_200) throw new Error('it did not come')
    await new Promise((resolve) => void setTimeout(resolve, 50))
  }
}

it('a running desk is looked back upon once a day, beside it, and nothing comes of it alone', async () => {
  const folder = path.join(root, 'desk')
  const desk = await openDesk(folder, 'earned')
  const running = desk.start()
  const notes: string[] = []
  const onNote = (line: string): void => void notes.push(line)
  const kept = new ProposalFolder(folder)
  await desk.finished
  kept.plannedDay = 1
  const planner = planDaily({ desk, folder, isOn: true, clock: liveClock, onNote })
  await until(() => notes.length > 0)
  await new Promise((resolve) => void setTimeout(resolve, 2_500))
  expect(notes).toEqual([expect.stringMatching(/^planner: no proposal: /)])
  const open = kept.all()
  expect(open.map(({ proposal }) => proposal.subject)).toEqual(['trend(slow=21)'])
  expect(desk.control.alerts.recent.map(({ code }) => code)).toEqual(['proposal-made'])
  const { swarm } = desk.snapshot()
  expect(swarm?.proposals).toEqual([
    expect.objectContaining({ id: open[0]?.proposal.id, subject: 'trend(slow=21)' }),
  ])
  kept.plannedDay = 2
  await until(() => notes.length === 2)
  // Nothing was held out yet: no luck was tried.
  expect(kept.looks).toBe(0)
  await planner?.stop()
  expect(kindsIn(folder)).not.toContain('plan-approved')
  const id = open[0]?.proposal.id ?? ''
  const file = path.join(folder, 'proposals', `${id}.json`)
  const asItWas = readFileSync(file)
  expect(settle(desk, id, true)).toMatchObject({ ok: true })
  // As if it had been killed before that was in the file.
  writeFileSync(file, asItWas)
  desk.stop()
  await running
  expect(kindsIn(folder)).toContain('outside-observed')
  expect(await replayJournal(folder)).toMatchObject({ matches: true })

  const again = await openDesk(folder, 'earned')
  // Or a bot would tell of all that was filled before, as if it had just been.
  const news: object[] = []
  again.subscribe(({ fills = [], decisions = [], journal = [] }) => {
    news.push(...fills, ...decisions, ...journal)
  })
  expect(again.snapshot().journal.length).toBeGreaterThan(0)
  expect(news).toEqual([])
  expect(kept.find(id).settled).toMatchObject({ isApproved: true, actor: 'cli:ada', reason: 'so' })
  for (const isApproved of [true, false])
    expect(settle(again, id, isApproved)).toMatchObject({ code: 'proposal-refused' })
  again.stop()
  expect(kindsIn(folder).filter((kind) => kind === 'plan-approved')).toHaveLength(1)
})

it('nobody looks back where votes are claimed, or where it is turned off', async () => {
  const folder = path.join(root, 'claimed')
  const desk = await openDesk(folder, 'claimed')
  const running = desk.start()
  const needs = { desk, folder, clock: liveClock, onNote: () => {} }
  expect(planDaily({ ...needs, isOn: true })).toBeUndefined()
  const header = { ...desk.header, setup: { ...desk.header.setup, votes: 'earned' } } as const
  const { outside, control } = desk
  expect(planDaily({ ...needs, desk: { header, outside, control }, isOn: false })).toBeUndefined()
  desk.stop()
  await running
})

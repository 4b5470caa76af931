// @module-tag long

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { waveBars } from '../../../test/simulation/daily-wave.ts'
import { dayUs, hourUs } from '../../domain/index.ts'
import { auditPlace, readAudit, readJournal } from '../../journal/index.ts'
import { liveClock, liveStopwatch, nodeDisk } from '../../kernel/index.ts'
import { loadConfiguration } from '../configuration.ts'
import { deskPaths } from '../desk-folder.ts'
import { setupOf } from '../desk-setup-of.ts'
import { PaperDesk } from '../paper-desk.ts'
import { replayJournal } from '../replay-journal.ts'
import { agreeDaily } from './agree-daily.ts'
import { PlanGovernor } from './govern-plans.ts'
import { auditManagers } from './managers-audit.ts'
import { memoryStats } from './memory-view.ts'
import { memoryOfDesk } from './run-memory.ts'

const root = mkdtempSync(path.join(os.tmpdir(), 'agree-daily-'))
afterAll(() => rmSync(root, { recursive: true }))

const file = path.join(root, 'bars.csv')
const rows = waveBars(260).map(({ ts, open, high, low, close }) => {
  return [(ts - hourUs) / 1_000, open, high, low, close, 5_000.0001].join()
})
writeFileSync(file, ['ts,open,high,low,close,volume', ...rows, ''].join('\n'))

/** The agent of `daily-wave.ts`, as a file that a desk is given. */
const agent = path.join(import.meta.dirname, '../../../test/simulation/daily-wave-agent.ts')

async function openDesk(folder: string, recallWeight: number): Promise<PaperDesk> {
  const flags = [
    { flag: 'test', key: 'memory.recallWeight', value: recallWeight },
    { flag: 'test', key: 'risk.hasStandings', value: false },
    { flag: 'test', key: 'risk.hasTiers', value: false },
  ]
  const { values } = loadConfiguration({ folder, variables: {}, flags })
  return PaperDesk.open({
    ...{ folder, clock: liveClock, version: 'test', onNote: () => {} },
    choice: { market: [file], instruments: [], speed: 0, seed: 4, clock: liveClock },
    seats: [{ from: agent, parameters: {} }],
    setup: (agents) => setupOf(values, agents),
    ...{ segmentBytes: 1 << 20, snapshotEvery: 5_000 },
  })
}

async function until(isDone: () => boolean): Promise<void> {
  for (let turn = 0; !isDone(); turn += 1) {
    if (turn === 1_200) throw new Error('it did not come')
    await new Promise((resolve) => void setTimeout(resolve, 50))
  }
}

function governorOf(desk: PaperDesk, folder: string, notes: string[]): PlanGovernor | undefined {
  const onNote = (line: string): void => void notes.push(line)
  return PlanGovernor.open({ desk, folder, isOn: true, stopwatch: liveStopwatch, onNote })
}

it('a running desk has its managers vote on its patterns and lessons, once a day', async () => {
  const folder = path.join(root, 'desk')
  const notes: string[] = []
  const onNote = (line: string): void => void notes.push(line)
  const desk = await openDesk(folder, 1)
  const running = desk.start()
  await desk.finished
  const governor = governorOf(desk, folder, notes)
  const daily = agreeDaily({ desk, folder, governor, clock: liveClock, onNote })
  await until(() => notes.length > 0)
  await new Promise((resolve) => void setTimeout(resolve, 3_000))
  await daily?.stop()
  governor?.stop()
  desk.stop()
  await running
  expect(notes).toContainEqual(expect.stringMatching(/agreed: add-pattern pattern-\d+ is done/))
  expect(notes).toContainEqual(expect.stringMatching(/agreed: add-lesson [0-9a-f]{64} is done/))
  const { decisions, managers } = auditManagers(folder)
  expect(managers.every(({ wrong }) => wrong === '')).toBe(true)
  // One look: nothing was asked for twice.
  expect(new Set(decisions.map(({ proposal }) => JSON.stringify(proposal.change))).size).toBe(
    decisions.length,
  )
  const events = [...readJournal(deskPaths(folder).journal, nodeDisk)].map(({ event }) => event)
  const agreed = events.flatMap((event) => (event.kind === 'memory-agreed' ? [event] : []))
  expect(agreed.map(({ proposal }) => proposal)).toEqual(
    decisions.filter(({ isAccepted }) => isAccepted).map(({ hash }) => hash),
  )
  const acts = [...readAudit(auditPlace(folder).folder, nodeDisk)].map(({ entry }) => entry)
  expect(acts.filter(({ act, stage }) => act === 'memory' && stage === 'done')).toHaveLength(
    agreed.length,
  )
  const { patterns, shelves } = memoryStats(memoryOfDesk(folder))
  const names = agreed.flatMap(({ change, subject }) => (change === 'add-pattern' ? [subject] : []))
  expect(patterns.filter(({ enabled }) => enabled).map(({ id }) => id)).toEqual(names)
  expect(shelves.lessons.filter(({ isAgreed }) => isAgreed).length).toBeGreaterThan(names.length)
  expect(await replayJournal(folder)).toMatchObject({ matches: true })

  expect(desk.header.setup.viewsUs).toEqual([dayUs])

  // A start on the same day looks again, and asks for nothing twice.
  const again = await openDesk(folder, 1)
  const more: string[] = []
  const seated = governorOf(again, folder, more)
  const other = agreeDaily({ desk: again, folder, governor: seated, clock: liveClock, onNote })
  const goesOn = again.start()
  await new Promise((resolve) => void setTimeout(resolve, 4_000))
  await other?.stop()
  seated?.stop()
  again.stop()
  await goesOn
  expect(more).toEqual([])
  expect(auditManagers(folder).decisions).toHaveLength(decisions.length)
})

it('nobody votes on the memory of a desk that goes by none', async () => {
  const folder = path.join(root, 'none')
  const desk = await openDesk(folder, 0)
  const running = desk.start()
  const governor = governorOf(desk, folder, [])
  expect(governor).toBeUndefined()
  const needs = { desk, folder, governor, clock: liveClock, onNote: () => {} }
  expect(agreeDaily(needs)).toBeUndefined()
  expect(nodeDisk.exists(path.join(folder, 'managers'))).toBe(false)
  desk.stop()
  await running
})

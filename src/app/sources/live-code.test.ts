// @module-tag long

import { afterAll, expect, it } from 'vitest'
import { StormClock } from '../../../test/simulation/storm-clock.ts'
import { toldSetup } from '../../../test/simulation/told-desk.ts'
import { GithubServer, type Mood } from '../../../test/conformance/github-server.ts'
import { defineAgent } from '../../agents/index.ts'
import { defined } from '../../base/index.ts'
import { micros, minuteUs } from '../../domain/index.ts'
import { DeskRun, nobody, stateHash } from '../../engine/index.ts'
import { outside } from '../../features/index.ts'
import { MemoryJournal } from '../../journal/index.ts'
import { openDeskSources } from './desk-sources.ts'

const start = Date.parse('2024-03-01T12:34:56Z') * 1_000
const server = await new GithubServer().listen()
afterAll(() => server.close())

const seated = defineAgent({
  name: 'watcher',
  summary: '',
  parameters: {},
  features: () => ({ commits: outside('code.commits24h'), novelty: outside('code.novelty') }),
  opine: (view) => {
    const commits = view.features.commits.value
    if (Number.isNaN(commits)) return undefined
    return view.say({ exposure: commits > 2 ? 0.5 : 0, confidence: 0.6 })
  },
}).seat({})
const agent = defined(seated.ok ? seated.value : undefined, 'watcher')
const setup = toldSetup(agent, { outsideColumns: ['code.commits24h', 'code.novelty'] })

const clock = new StormClock(start)
const alarms: string[] = []

function commits(count: number): void {
  for (let i = 0; i < count; i += 1)
    server.commits.push({
      sha: (10_000_000 + server.commits.length).toString(16).padStart(40, '0'),
      ms: start / 1_000 - i * 60_000,
      email: `somebody${i % 2}@example.org`,
    })
}

/** Lets virtual time pass; real sockets have theirs in between, more where an answer counts. */
async function pass(minutes: number, ms: number): Promise<void> {
  const step = ms > 0 ? 1 : 5
  for (let second = 0; second < minutes * 60; second += step) {
    await clock.advance(step * 1_000_000)
    await new Promise((resolve) => void setTimeout(resolve, ms))
  }
}

it('a desk on live bars sees what a server says, and goes on without one that fails', async () => {
  commits(3)
  const github = ['owner/name=BTC']
  const sources = { folder: '', github, githubUrl: server.url, githubKeyFile: '' }
  const feed = { source: { kind: 'venue', label: 'told', speed: 1 } } as const
  const beside = await openDeskSources({ clock, onNote: () => {}, sources }, setup, feed)
  const journal = new MemoryJournal()
  const run = new DeskRun({ setup, recorded: [], journal, observer: nobody, beside })
  const see = (): number => {
    const ts = micros(Math.floor(clock.now() / minuteUs) * minuteUs)
    const price = { open: 50_000, high: 50_010, low: 49_990, close: 50_000, volume: 9_000_000_000 }
    run.onBar({ instrument: 0, ts, ...price }, 'live')
    const last = run.columns[0]?.length ?? 0
    return run.outside?.[0]?.['code.commits24h']?.subarray(last - 1, last)[0] ?? 0
  }
  const said: number[] = [see()]
  const during = async (mood: Mood, minutes: number): Promise<void> => {
    server.mood = mood
    await pass(mood === 'down' ? 0 : Math.min(minutes, 8), 3)
    await pass(mood === 'down' ? minutes : Math.max(0, minutes - 8), 0)
    said.push(see())
  }
  beside?.start((code) => alarms.push(code))
  await during('well', 2)
  commits(2)
  await during('well', 8)
  await during('down', 20)
  const beforeStale = [...alarms]
  await during('down', 60)
  await during('well', 3)
  await during('bad key', 90)
  expect(said).toEqual([Number.NaN, 3, 5, 5, Number.NaN, 5, Number.NaN])
  expect(beforeStale).toEqual([])
  // The server is told of, and each column that falls silent.
  expect(alarms.slice(0, 3).toSorted()).toEqual(['source-stale', 'source-stale', 'source-stale'])
  expect(alarms.slice(3)).toContain('source-refused')
  beside?.stop()
  const asked = server.said.length
  await pass(10, 0)
  expect(server.said).toHaveLength(asked)
  expect(run.desk.orders.save()).not.toEqual([])
  const recorded = journal.entries()
  const again = new DeskRun({ setup, recorded, journal: new MemoryJournal(), observer: nobody })
  expect(stateHash(again.desk)).toBe(stateHash(run.desk))
})

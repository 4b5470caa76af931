import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeEach, expect, it } from 'vitest'
import { toldSetup, toldStart } from '../../../test/simulation/told-desk.ts'
import { defineAgent } from '../../agents/index.ts'
import { defined, Random } from '../../base/index.ts'
import { micros, minuteUs } from '../../domain/index.ts'
import { DeskRun, nobody, type RunHeader } from '../../engine/index.ts'
import { type Plan, planProposal, type Proposal } from '../../evolution/index.ts'
import { AuditBook, auditPlace, MemoryJournal, readAudit } from '../../journal/index.ts'
import { nodeDisk } from '../../kernel/index.ts'
import { ActLog } from '../control/act-log.ts'
import { AlertBoard } from '../control/alert.ts'
import { controlledRun } from '../control/controlled-run.ts'
import { DeskControl } from '../control/desk-control.ts'
import { ProposalFolder } from '../proposal/proposal-folder.ts'
import { managersFolder, PlanGovernor } from './govern-plans.ts'
import { auditManagers } from './managers-audit.ts'

const root = fs.mkdtempSync(path.join(os.tmpdir(), 'govern-'))
afterAll(() => fs.rmSync(root, { recursive: true }))

const seated = defineAgent({
  name: 'buyer',
  summary: '',
  parameters: {},
  features: () => ({}),
  opine: (view) => view.say({ exposure: 0.4, confidence: 0.6 }),
}).seat({})
const setup = toldSetup(defined(seated.ok ? seated.value : undefined, 'buyer'), { votes: 'earned' })
const header = { setup, agents: [], source: { kind: 'file' }, desk: '0' } as unknown as RunHeader

let folder: string
let journal: MemoryJournal
let run: DeskRun
let kept: ProposalFolder
let control: DeskControl
let notes: string[]

beforeEach(() => {
  folder = fs.mkdtempSync(path.join(root, 'desk-'))
  journal = new MemoryJournal()
  run = new DeskRun({ setup, recorded: [], journal, observer: nobody })
  kept = new ProposalFolder(folder)
  const clock = { now: () => micros(1_000_000), after: () => () => {} }
  notes = []
  const alerts = new AlertBoard(clock)
  const book = new AuditBook({ disk: nodeDisk, ...auditPlace(folder) })
  const log = new ActLog({ book, clock, alerts, desk: 'desk' })
  const act = <T>(task: () => T): T => task()
  const controlled = controlledRun({ run, act, modeReason: () => '', proposals: kept })
  control = new DeskControl({ desk: controlled, log, alerts, objection: () => undefined })
  const bar = { open: 50_000, high: 50_000, low: 50_000, close: 50_000, volume: 9_000_000_000 }
  for (let row = 1; row <= 20; row += 1)
    run.onBar({ instrument: 0, ts: micros(toldStart + row * minuteUs), ...bar }, 'live')
})

/** What a planner would propose that found such gains on days it had held out. */
function planned(days: number, mean: number): Proposal {
  const chance = Random.fromSeed(7)
  const gains = Array.from({ length: days }, () => mean + 0.002 * chance.normal())
  const evidence = { gains, daysHeldOut: days } as unknown as NonNullable<Plan['evidence']>
  const weights = Float64Array.of(0.4, 0.5, 0.6)
  const plan = { isProposed: true, weights, shares: weights, evidence, sentence: 'It is better.' }
  const made = defined(planProposal({ ts: run.desk.now, agents: ['buyer'], regimes: 3 }, plan), '')
  kept.add(made)
  return made
}

function open(asked: Pick<DeskControl, 'ask'> = control, isOn = true): PlanGovernor | undefined {
  return PlanGovernor.open({
    desk: { header, agents: ['buyer'], control: asked },
    ...{ folder, isOn, stopwatch: () => 1_000_000 },
    onNote: (line) => void notes.push(line),
  })
}

const approved = (): unknown[] =>
  [...journal.entries()].map(({ event }) => event).filter(({ kind }) => kind === 'plan-approved')

it('does what managers agree to, as an event of the journal, and in the audit', () => {
  const governor = defined(open(), 'managers')
  const made = planned(120, 0.001)
  governor.propose([made])
  governor.stop()
  expect(notes).toEqual([
    expect.stringMatching(/^managers of the memory agreed: weights of proposal .* stand until /),
  ])
  const event = { proposal: made.id, weights: [0.4, 0.5, 0.6] }
  expect(approved()).toEqual([expect.objectContaining(event)])
  expect(kept.find(made.id).settled).toMatchObject({ isApproved: true, actor: 'managers:memory' })
  const acts = [...readAudit(auditPlace(folder).folder, nodeDisk)].map(({ entry }) => entry)
  expect(acts.filter(({ door }) => door === 'managers').map(({ stage }) => stage)).toEqual([
    'asked',
    'done',
  ])
})

it('leaves what they refuse, and what has nothing to judge it by, to a person', () => {
  const governor = defined(open(), 'managers')
  const few = planned(30, 0.001)
  const { gains: _, ...evidence } = planned(120, 0.001).evidence
  governor.propose([few, { ...planned(110, 0), id: 'x' }, { ...few, evidence }])
  governor.stop()
  expect(notes).toHaveLength(2)
  expect(notes[0]).toMatch(/refused proposal .*: there are 30 results, fewer than 100/)
  expect(approved()).toEqual([])
  const person = { door: 'cli', actor: 'ada', nonce: '1' } as const
  const settling = { kind: 'plan', id: few.id, isApproved: true, reason: 'I looked' } as const
  expect(control.ask(settling, person)).toMatchObject({ ok: true })
})

it('does what was agreed to before a crash when it begins again, and once', () => {
  const crashed = { ask: () => ({ ok: false, code: 'mode-refused', message: 'gone' }) as const }
  const first = defined(open(crashed), 'managers')
  const made = planned(120, 0.001)
  first.propose([made])
  first.stop()
  expect(approved()).toEqual([])
  for (let start = 0; start < 2; start += 1) open()?.stop()
  expect(approved()).toEqual([expect.objectContaining({ proposal: made.id })])
})

it('decides on what was proposed while it was not there', () => {
  planned(120, 0.001)
  open()?.stop()
  expect(approved()).toHaveLength(1)
})

it('leaves the weights as they are where a record or a key is not what it was', () => {
  planned(120, 0.001)
  open()?.stop()
  const record = `${managersFolder(folder)}/votes.record`
  const key = `${managersFolder(folder)}/manager-1.key`
  expect(fs.statSync(key).mode & 0o077).toBe(0)
  const whole = fs.readFileSync(key)
  fs.writeFileSync(key, 'nothing')
  expect(open()).toBeUndefined()
  expect(notes.at(-1)).toMatch(/^no managers of the memory: .* A person settles proposals\.$/)
  expect(notes.at(-1)).not.toContain('nothing')
  fs.writeFileSync(key, whole)
  fs.rmSync(`${managersFolder(folder)}/manager-0.key`)
  expect(open()).toBeUndefined()
  expect(notes.at(-1)).toContain('votes.record is of another manager or of other keys')
  expect(fs.existsSync(record)).toBe(true)
  expect(open(control, false)).toBeUndefined()
})

it('lets managers do nothing else', () => {
  const asker = { door: 'managers', actor: 'managers 0, 1, 2', nonce: '9' } as const
  const wanted = { kind: 'mode', to: 'pause', reason: 'we want to' } as const
  expect(control.ask(wanted, asker)).toMatchObject({ ok: false, code: 'mode-refused' })
  expect(control.state.mode).toBe('normal')
})

it('can be checked by who trusts nothing but the keys', () => {
  expect(() => auditManagers(folder)).toThrow(/No manager was ever seated in .*; a desk with /)
  const governor = defined(open(), 'managers')
  for (const days of [120, 130, 140]) {
    governor.propose([planned(days, 0.001)])
  }
  governor.stop()
  const { managers, conflicts, decisions } = auditManagers(folder)
  expect(managers).toEqual([0, 1, 2, 3].map((id) => ({ id, blocks: 3, wrong: '' })))
  expect([conflicts, decisions.length]).toEqual([[], 3])
  expect(decisions[0]?.managers.length).toBeGreaterThanOrEqual(3)

  const file = `${managersFolder(folder)}/votes.record`
  const key = `${managersFolder(folder)}/manager-`
  const own = fs.readFileSync(`${key}0.key`)
  fs.copyFileSync(`${key}1.key`, `${key}0.key`)
  // Another key: nothing that was signed is believed any more.
  expect(auditManagers(folder).managers[1]?.wrong).toMatch(/block 1 is not signed by a quorum/)
  fs.writeFileSync(`${key}0.key`, own)
  const bytes = fs.readFileSync(file)
  bytes[200] = (bytes[200] as number) ^ 1
  fs.writeFileSync(file, bytes)
  expect(auditManagers(folder).managers[2]?.wrong).toMatch(/is damaged at byte 80/)
})

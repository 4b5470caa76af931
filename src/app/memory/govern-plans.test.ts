import { generateKeyPairSync } from 'node:crypto'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeEach, expect, it } from 'vitest'
import { toldSetup, toldStart } from '../../../test/simulation/told-desk.ts'
import { defineAgent } from '../../agents/index.ts'
import { defined, Random } from '../../base/index.ts'
import { type DeskEvent, micros, minuteUs } from '../../domain/index.ts'
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
import { tellManagers } from './tell-managers.ts'

const seated = defineAgent({
  name: 'buyer',
  summary: '',
  parameters: {},
  features: () => ({}),
  opine: (view) => view.say({ exposure: 0.4, confidence: 0.6 }),
}).seat({})
const setup = toldSetup(defined(seated.ok ? seated.value : undefined, 'buyer'), { votes: 'earned' })
const header: RunHeader = {
  setup,
  agents: [{ from: 'buyer', parameters: {} }],
  source: { kind: 'file', label: 'bars', market: [] },
  desk: '0000000000000000',
}

/** A desk of one agent that earns its vote, the folder it is in, and who governs its weights. */
class PlannedDesk {
  readonly folder: string
  readonly control: DeskControl
  readonly kept: ProposalFolder
  readonly notes: string[] = []
  readonly #journal = new MemoryJournal()
  readonly #run: DeskRun

  constructor(folder: string) {
    this.folder = folder
    this.#run = new DeskRun({ setup, recorded: [], journal: this.#journal, observer: nobody })
    this.kept = new ProposalFolder(folder)
    const clock = { now: () => micros(1_000_000), after: () => () => {} }
    const alerts = new AlertBoard(clock)
    const book = new AuditBook({ disk: nodeDisk, ...auditPlace(folder) })
    const desk = controlledRun({
      run: this.#run,
      act: (task) => task(),
      modeReason: () => '',
      proposals: this.kept,
    })
    const log = new ActLog({ book, clock, alerts, desk: 'desk' })
    this.control = new DeskControl({ desk, log, alerts, objection: () => undefined })
    const bar = { open: 50_000, high: 50_000, low: 50_000, close: 50_000, volume: 9_000_000_000 }
    for (let row = 1; row <= 20; row += 1)
      this.#run.onBar({ instrument: 0, ts: micros(toldStart + row * minuteUs), ...bar }, 'live')
  }

  /** What a planner would propose that found such gains on days it had held out. */
  planned(days: number, mean: number): Proposal {
    const chance = Random.fromSeed(7)
    const gains = Array.from({ length: days }, () => mean + 0.002 * chance.normal())
    const evidence = { gains, daysHeldOut: days } as unknown as NonNullable<Plan['evidence']>
    const weights = Float64Array.of(0.4, 0.5, 0.6)
    const plan = { isProposed: true, weights, shares: weights, evidence, sentence: 'It is better.' }
    const terms = { ts: this.#run.desk.now, agents: ['buyer'], regimes: 3 }
    const made = defined(planProposal(terms, plan), 'a proposal')
    this.kept.add(made)
    return made
  }

  /** Seats managers; `undefined` where they cannot begin. */
  govern(control: Pick<DeskControl, 'ask'> = this.control, isOn = true): PlanGovernor | undefined {
    return PlanGovernor.open({
      desk: { header, agents: ['buyer'], control, outside: { hasAgreed: () => false } },
      ...{ folder: this.folder, isOn, stopwatch: () => 1_000_000 },
      onNote: (line) => void this.notes.push(line),
    })
  }

  /** Plans that were approved, as they stand in the journal. */
  get approved(): readonly DeskEvent[] {
    const events = [...this.#journal.entries()].map(({ event }) => event)
    return events.filter(({ kind }) => kind === 'plan-approved')
  }
}

const root = fs.mkdtempSync(path.join(os.tmpdir(), 'govern-'))
afterAll(() => fs.rmSync(root, { recursive: true }))

let desk: PlannedDesk
beforeEach(() => {
  desk = new PlannedDesk(fs.mkdtempSync(path.join(root, 'desk-')))
})

it('does what managers agree to, as an event of the journal, and in the audit', () => {
  const governor = defined(desk.govern(), 'managers')
  const made = desk.planned(120, 0.001)
  governor.propose([made])
  governor.stop()
  expect(desk.notes).toEqual([
    expect.stringMatching(/^managers of the memory agreed: weights of proposal .* stand until /),
  ])
  const event = { proposal: made.id, weights: [0.4, 0.5, 0.6] }
  expect(desk.approved).toEqual([expect.objectContaining(event)])
  expect(desk.kept.find(made.id).settled).toMatchObject({
    isApproved: true,
    actor: 'managers:memory',
  })
  const acts = [...readAudit(auditPlace(desk.folder).folder, nodeDisk)].map(({ entry }) => entry)
  expect(acts.filter(({ door }) => door === 'managers').map(({ stage }) => stage)).toEqual([
    'asked',
    'done',
  ])
})

it('leaves what they refuse, and what has nothing to judge it by, to a person', () => {
  const governor = defined(desk.govern(), 'managers')
  const few = desk.planned(30, 0.001)
  const { gains: _, ...evidence } = desk.planned(120, 0.001).evidence
  governor.propose([few, { ...desk.planned(110, 0), id: 'x' }, { ...few, evidence }])
  governor.stop()
  expect(desk.notes).toHaveLength(2)
  expect(desk.notes[0]).toMatch(/refused proposal .*: there are 30 results, fewer than 100/)
  expect(desk.approved).toEqual([])
  const person = { door: 'cli', actor: 'ada', nonce: '1' } as const
  const settling = { kind: 'plan', id: few.id, isApproved: true, reason: 'I looked' } as const
  expect(desk.control.ask(settling, person)).toMatchObject({ ok: true })
})

it('does what was agreed to before a crash when it begins again, and once', () => {
  const crashed = { ask: () => ({ ok: false, code: 'mode-refused', message: 'gone' }) as const }
  const first = defined(desk.govern(crashed), 'managers')
  const made = desk.planned(120, 0.001)
  first.propose([made])
  first.stop()
  expect(desk.approved).toEqual([])
  for (let start = 0; start < 2; start += 1) desk.govern()?.stop()
  expect(desk.approved).toEqual([expect.objectContaining({ proposal: made.id })])
})

it('does not do late what they agreed to before a plan that stands', () => {
  let isGone = true
  const gone = { ok: false, code: 'mode-refused', message: 'gone' } as const
  const ask: DeskControl['ask'] = (...asked) => (isGone ? gone : desk.control.ask(...asked))
  const governor = defined(desk.govern({ ask }), 'managers')
  governor.propose([desk.planned(120, 0.001)])
  isGone = false
  const newer = desk.planned(140, 0.001)
  governor.propose([newer])
  governor.stop()
  desk.govern()?.stop()
  expect(desk.approved).toEqual([expect.objectContaining({ proposal: newer.id })])
})

it('decides on what was proposed while it was not there', () => {
  desk.planned(120, 0.001)
  desk.govern()?.stop()
  expect(desk.approved).toHaveLength(1)
})

it('leaves the weights as they are where a record or a key is not what it was', () => {
  desk.planned(120, 0.001)
  desk.govern()?.stop()
  const managers = managersFolder(desk.folder)
  const key = `${managers}/manager-1.key`
  expect(fs.statSync(key).mode & 0o077).toBe(0)
  const whole = fs.readFileSync(key)
  fs.writeFileSync(key, 'nothing')
  expect(desk.govern()).toBeUndefined()
  expect(desk.notes.at(-1)).toMatch(/^no managers of the memory: .* A person settles proposals\.$/)
  expect(desk.notes.at(-1)).not.toContain('nothing')
  fs.writeFileSync(key, whole)
  for (const name of fs.readdirSync(managers))
    if (name !== 'votes.record') fs.rmSync(`${managers}/${name}`)
  expect(desk.govern()).toBeUndefined()
  expect(desk.notes.at(-1)).toContain('votes.record is of another manager or of other keys')
  expect(desk.govern(desk.control, false)).toBeUndefined()
})

it('lets managers do nothing else', () => {
  const asker = { door: 'managers', actor: 'managers 0, 1, 2', nonce: '9' } as const
  const wanted = { kind: 'mode', to: 'pause', reason: 'we want to' } as const
  expect(desk.control.ask(wanted, asker)).toMatchObject({ ok: false, code: 'mode-refused' })
  expect(desk.control.state.mode).toBe('normal')
})

it('can be checked by who trusts nothing but the keys', () => {
  expect(() => auditManagers(desk.folder)).toThrow(/No manager was ever seated in .*; a desk with /)
  expect(tellManagers(desk.folder)).toBeNull()
  const governor = defined(desk.govern(), 'managers')
  for (const days of [120, 130, 140]) {
    governor.propose([desk.planned(days, 0.001)])
  }
  governor.stop()
  const { managers, conflicts, decisions } = auditManagers(desk.folder)
  expect(managers).toEqual([0, 1, 2, 3].map((id) => ({ id, blocks: 3, wrong: '' })))
  expect([conflicts, decisions.length]).toEqual([[], 3])
  expect(decisions[0]?.managers.length).toBeGreaterThanOrEqual(3)
  const told = tellManagers(desk.folder)
  expect(told).toMatchObject({ managers, conflicts: 0, decisionsAll: 3, failure: '' })
  expect(told?.decisions.map(({ slot }) => slot)).toEqual([3, 2, 1])
  const [last] = decisions.toReversed()
  expect(told?.decisions[0]).toMatchObject({ hash: last?.hash, change: 'planner-weights' })

  const file = `${managersFolder(desk.folder)}/votes.record`
  const group = `${managersFolder(desk.folder)}/managers.json`
  const known = fs.readFileSync(group, 'utf8')
  const other = generateKeyPairSync('ed25519').publicKey.export({ type: 'spki', format: 'pem' })
  const named = JSON.parse(known) as { readonly keys: readonly string[] }
  fs.writeFileSync(group, JSON.stringify({ ...named, keys: [...named.keys.slice(0, 3), other] }))
  // Other keys: nothing is believed any more.
  expect(() => auditManagers(desk.folder)).toThrow(/is not the key of manager 3/)
  fs.writeFileSync(group, known)
  const bytes = fs.readFileSync(file)
  bytes[200] = (bytes[200] as number) ^ 1
  fs.writeFileSync(file, bytes)
  expect(auditManagers(desk.folder).managers[2]?.wrong).toMatch(/is damaged at byte 80/)
  fs.writeFileSync(`${managersFolder(desk.folder)}/manager-0.key`, 'no key')
  expect(tellManagers(desk.folder)?.failure).toContain('manager-0.key')
})

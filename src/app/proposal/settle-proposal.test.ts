import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { toldSetup, toldStart } from '../../../test/simulation/told-desk.ts'
import { defineAgent } from '../../agents/index.ts'
import { defined } from '../../base/index.ts'
import { micros, minuteUs } from '../../domain/index.ts'
import { DeskRun, nobody, stateHash } from '../../engine/index.ts'
import { findingProposal, type Proposal } from '../../evolution/index.ts'
import { AuditBook, auditPlace, MemoryJournal, readAudit } from '../../journal/index.ts'
import { nodeDisk } from '../../kernel/index.ts'
import { ActLog } from '../control/act-log.ts'
import { AlertBoard } from '../control/alert.ts'
import { controlledRun } from '../control/controlled-run.ts'
import { DeskControl } from '../control/desk-control.ts'
import { ProposalFolder } from './proposal-folder.ts'

const root = fs.mkdtempSync(path.join(os.tmpdir(), 'settle-'))
afterAll(() => fs.rmSync(root, { recursive: true }))

const seated = defineAgent({
  name: 'buyer',
  summary: '',
  parameters: {},
  features: () => ({}),
  opine: (view) => view.say({ exposure: 0.4, confidence: 0.6 }),
}).seat({})
const setup = toldSetup(defined(seated.ok ? seated.value : undefined, 'buyer'), { votes: 'earned' })

let desk: string
let journal: MemoryJournal
let run: DeskRun
let kept: ProposalFolder
let control: DeskControl

beforeEach(() => {
  desk = fs.mkdtempSync(path.join(root, 'desk-'))
  journal = new MemoryJournal()
  run = new DeskRun({ setup, recorded: [], journal, observer: nobody })
  kept = new ProposalFolder(desk)
  const clock = { now: () => micros(1_000_000), after: () => () => {} }
  const alerts = new AlertBoard(clock)
  const book = new AuditBook({ disk: nodeDisk, ...auditPlace(desk) })
  const log = new ActLog({ book, clock, alerts, desk: 'desk' })
  const act = <T>(task: () => T): T => task()
  const controlled = controlledRun({ run, act, modeReason: () => '', proposals: kept })
  control = new DeskControl({ desk: controlled, log, alerts, objection: () => undefined })
  for (let row = 1; row <= 20; row += 1) {
    const price = 50_000 + 10 * (row % 3)
    const ts = micros(toldStart + row * minuteUs)
    const bar = { open: price, high: price, low: price, close: price, volume: 9_000_000_000 }
    run.onBar({ instrument: 0, ts, ...bar }, 'live')
  }
})

function proposed(weight: number, agents = ['buyer']): Proposal {
  const terms = { ts: run.desk.now, agents, regimes: 3 }
  const proposal = { agent: 0, weight }
  const finding = { kind: 'drift', agent: 0, numbers: {}, sentence: 'It fades.', proposal } as const
  const made = defined(findingProposal(terms, finding), 'a proposal')
  kept.add(made)
  return made
}

let nonces = 0

function ask(id: string, isApproved: boolean, door: 'cli' | 'program' = 'cli'): unknown {
  nonces += 1
  const asker = { door, actor: 'ada', nonce: `${nonces}` }
  return control.ask({ kind: 'plan', id, isApproved, reason: 'so be it' }, asker)
}

const weight = (): number => run.desk.earned?.book.weightAt(0, 1, run.desk.now) ?? Number.NaN

describe('a person who settles a proposal', () => {
  it('gives its weights to the desk, once, in the audit and in the journal', () => {
    const { id } = proposed(0.7)
    expect(weight()).toBe(0.2)
    expect(ask(id, true)).toMatchObject({ ok: true })
    expect(weight()).toBe(0.7)
    expect(kept.find(id).settled).toMatchObject({ isApproved: true, actor: 'cli:ada' })
    expect(ask(id, true)).toMatchObject({ ok: false, code: 'proposal-refused' })
    const events = [...journal.entries()].map(({ event }) => event)
    expect(events.filter(({ kind }) => kind === 'plan-approved')).toEqual([
      expect.objectContaining({ proposal: id, weights: [0.7, 0.7, 0.7], actor: 'cli:ada' }),
    ])
    const audit = [...readAudit(auditPlace(desk).folder, nodeDisk)].map(({ entry }) => entry)
    expect(audit.map(({ act, stage }) => `${act} ${stage}`)).toEqual([
      'plan asked',
      'plan done',
      'plan asked',
      'plan failed',
    ])
    const recorded = journal.entries()
    const again = new DeskRun({ setup, recorded, journal: new MemoryJournal(), observer: nobody })
    expect(stateHash(again.desk)).toBe(stateHash(run.desk))
  })

  it('declines it, and nothing changes', () => {
    const { id } = proposed(0.7)
    const before = stateHash(run.desk)
    expect(ask(id, false)).toMatchObject({ ok: true, did: `proposal ${id} is declined` })
    expect(stateHash(run.desk)).toBe(before)
    expect(ask(id, true)).toMatchObject({ ok: false, code: 'proposal-refused' })
  })

  it('is refused what is out of bounds, of other agents, unknown, or asked by a program', () => {
    const before = journal.sequence
    for (const made of [proposed(0.1), proposed(1.5), proposed(0.7, ['seller'])])
      expect(ask(made.id, true)).toMatchObject({ ok: false, code: 'proposal-refused' })
    expect(ask('0123456789ab', true)).toMatchObject({ ok: false, code: 'proposal-refused' })
    const { id } = proposed(0.8)
    expect(ask(id, true, 'program')).toMatchObject({ ok: false, code: 'proposal-refused' })
    expect([journal.sequence, weight()]).toEqual([before, 0.2])
  })
})

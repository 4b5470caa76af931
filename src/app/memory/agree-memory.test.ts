import { createPublicKey } from 'node:crypto'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { waverSeat } from '../../../test/simulation/daily-wave.ts'
import { toldSetup } from '../../../test/simulation/told-desk.ts'
import { Random } from '../../base/index.ts'
import { dayUs, type DeskEvent, micros } from '../../domain/index.ts'
import { DeskRun, nobody } from '../../engine/index.ts'
import { AuditBook, auditPlace, MemoryJournal, readAudit } from '../../journal/index.ts'
import { nodeDisk } from '../../kernel/index.ts'
import {
  groupOf,
  groupOwner,
  type KnownResults,
  ManagerRecord,
  MemoryGroup,
  stateAtStart,
} from '../../memory/index.ts'
import { ActLog } from '../control/act-log.ts'
import { AlertBoard } from '../control/alert.ts'
import { controlledRun } from '../control/controlled-run.ts'
import { DeskControl } from '../control/desk-control.ts'
import { outsideOf } from '../watch-desk.ts'
import { MemoryAgreement } from './agree-memory.ts'
import { managersFolder } from './govern-plans.ts'
import { seatedKeys } from './seated-keys.ts'

const root = fs.mkdtempSync(path.join(os.tmpdir(), 'agree-memory-'))
afterAll(() => fs.rmSync(root, { recursive: true }))

const today = 19_800 * dayUs

function resultsOf(subject: string, mean: number, n = 120): KnownResults {
  const chance = Random.stream(1, subject)
  const returns = Array.from({ length: n }, () => mean + 0.01 * chance.normal())
  const about = subject.startsWith('pattern') ? 'pattern' : 'lesson'
  return { about, subject, isGood: mean > 0, returns, spanUs: n * dayUs }
}

/** A desk that goes by memory, or not, in a folder. */
class RememberingDesk {
  readonly folder = fs.mkdtempSync(path.join(root, 'desk-'))
  readonly control: DeskControl
  readonly notes: string[] = []
  readonly #journal = new MemoryJournal()
  readonly #run: DeskRun

  constructor(recallWeight: number | undefined) {
    const setup = toldSetup(waverSeat(), recallWeight === undefined ? {} : { recallWeight })
    this.#run = new DeskRun({ setup, recorded: [], journal: this.#journal, observer: nobody })
    const clock = { now: () => micros(1_000_000), after: () => () => {} }
    const alerts = new AlertBoard(clock)
    const book = new AuditBook({ disk: nodeDisk, ...auditPlace(this.folder) })
    const log = new ActLog({ book, clock, alerts, desk: 'desk' })
    const desk = controlledRun({ run: this.#run, act: (task) => task(), modeReason: () => '' })
    this.control = new DeskControl({
      ...{ desk, log, alerts, objection: () => undefined, isEmotionless: true },
    })
  }

  /** Seats managers over the record of its folder. @returns A way to stop them. */
  seat(control: Pick<DeskControl, 'ask'> = this.control): [MemoryAgreement, () => void] {
    const folder = managersFolder(this.folder)
    const privateKeys = seatedKeys(folder, ['waver'])
    const keys = privateKeys.map((key) => createPublicKey(key))
    const owner = { group: groupOf(keys), manager: groupOwner }
    const record = ManagerRecord.open(nodeDisk, folder, owner)
    const start = stateAtStart(['waver'], 1)
    const group = new MemoryGroup({ privateKeys, start, record })
    const { hasAgreed } = outsideOf(this.#run, (task) => task(), undefined)
    const agreement = new MemoryAgreement({
      ...{ group, record, control, isDone: hasAgreed, stopwatch: () => 1_000_000 },
      onNote: (line) => void this.notes.push(line),
    })
    return [agreement, () => record.close()]
  }

  get agreed(): readonly DeskEvent[] {
    const events = [...this.#journal.entries()].map(({ event }) => event)
    return events.filter(({ kind }) => kind === 'memory-agreed')
  }
}

describe('what the memory of a desk proposes to its managers', () => {
  let desk: RememberingDesk
  beforeEach(() => {
    desk = new RememberingDesk(1)
  })

  it('is done where they agree, as an event of the journal, and in the audit', () => {
    const [agreement, stop] = desk.seat()
    const lesson = 'ab'.repeat(32)
    agreement.propose([resultsOf('pattern-3', 0.005), resultsOf(lesson, 0.006)], today)
    stop()
    expect(desk.agreed).toEqual([
      expect.objectContaining({ change: 'add-pattern', subject: 'pattern-3' }),
      expect.objectContaining({ change: 'add-lesson', subject: lesson }),
    ])
    expect(desk.agreed[0]).toMatchObject({
      actor: 'managers:memory',
      reason: expect.stringMatching(/^120 results, Sharpe \d/),
    })
    expect(desk.notes).toEqual([
      'managers of the memory agreed: add-pattern pattern-3 is done',
      `managers of the memory agreed: add-lesson ${lesson} is done`,
    ])
    const acts = [...readAudit(auditPlace(desk.folder).folder, nodeDisk)].map(({ entry }) => entry)
    expect(acts.map(({ door, act, stage, what }) => [door, act, stage, what]).slice(0, 2)).toEqual([
      ['managers', 'memory', 'asked', 'add-pattern pattern-3'],
      ['managers', 'memory', 'done', 'add-pattern pattern-3'],
    ])
  })

  it('is left where they refuse, and not asked for again with the same results', () => {
    const [agreement, stop] = desk.seat()
    const few = resultsOf('pattern-3', 0.005, 40)
    agreement.propose([few], today)
    agreement.propose([few], today + dayUs)
    stop()
    expect(desk.notes).toEqual([
      'managers of the memory refused add-pattern: there are 40 results, fewer than 100',
    ])
    const [again, end] = desk.seat()
    again.propose([few], today + 2 * dayUs)
    end()
    expect(desk.notes).toHaveLength(1)
    expect(desk.agreed).toEqual([])
  })

  it('is done after a stop that fell between what they agreed on and the desk, and once', () => {
    const gone = { ask: () => ({ ok: false, code: 'desk-failed', message: 'gone' }) as const }
    const [agreement, stop] = desk.seat(gone)
    agreement.propose([resultsOf('pattern-3', 0.005)], today)
    stop()
    expect(desk.agreed).toEqual([])
    for (let start = 0; start < 2; start += 1) {
      const [again, end] = desk.seat()
      again.propose([resultsOf('pattern-3', 0.005)], today)
      end()
    }
    expect(desk.agreed).toEqual([expect.objectContaining({ subject: 'pattern-3' })])
  })

  it('is not done late over what they agreed on since', () => {
    let isGone = true
    const gone = { ok: false, code: 'desk-failed', message: 'gone' } as const
    const ask: DeskControl['ask'] = (...asked) => (isGone ? gone : desk.control.ask(...asked))
    const [agreement, stop] = desk.seat({ ask })
    agreement.propose([resultsOf('pattern-3', 0.005)], today)
    isGone = false
    agreement.propose([resultsOf('pattern-3', -0.01, 200)], today + 40 * dayUs)
    stop()
    expect(desk.agreed).toMatchObject([{ change: 'deprecate-pattern' }])
    const [, end] = desk.seat()
    end()
    expect(desk.agreed).toMatchObject([{ change: 'deprecate-pattern' }])
  })

  it('is nobody else’s to agree on, and does nothing to a desk without memory', () => {
    const wish = { kind: 'memory', change: 'add-pattern', subject: 'pattern-3' } as const
    const asked = { ...wish, proposal: 'ab', reason: 'I want it' }
    const person = { door: 'cli', actor: 'ada', nonce: '1' } as const
    expect(desk.control.ask(asked, person)).toMatchObject({ ok: false, code: 'proposal-refused' })
    const managers = { door: 'managers', actor: 'memory', nonce: '2' } as const
    const none = new RememberingDesk(undefined)
    expect(none.control.ask(asked, managers)).toMatchObject({
      ...{
        ok: false,
        code: 'proposal-refused',
        message: expect.stringContaining('goes by no memory'),
      },
    })
    expect(none.agreed).toEqual([])
  })
})

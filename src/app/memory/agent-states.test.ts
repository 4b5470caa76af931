import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { toldSetup, toldStart } from '../../../test/simulation/told-desk.ts'
import { defineAgent } from '../../agents/index.ts'
import { defined } from '../../base/index.ts'
import { micros, minuteUs, type PlanApproved } from '../../domain/index.ts'
import { DeskRun, headerJson, nobody, type RunHeader } from '../../engine/index.ts'
import { SegmentJournal } from '../../journal/index.ts'
import { nodeDisk } from '../../kernel/index.ts'
import { deskPaths } from '../desk-folder.ts'
import { agentStatesOf } from './agent-states.ts'

const root = mkdtempSync(path.join(os.tmpdir(), 'agent-states-'))
afterAll(() => rmSync(root, { recursive: true }))

const seat = defineAgent({
  name: 'buyer',
  summary: '',
  parameters: {},
  features: () => ({}),
  opine: (view) => view.say({ exposure: 0.1, confidence: 0.6 }),
}).seat({})

/** Runs a desk of one agent for an hour, with plans at some of its minutes. */
function deskWith(votes: 'earned' | undefined, plans: ReadonlyMap<number, Plan>): string {
  const folder = mkdtempSync(path.join(root, 'desk-'))
  const agent = defined(seat.ok ? seat.value : undefined, 'buyer')
  const setup = toldSetup(agent, votes === undefined ? {} : { votes })
  const header: RunHeader = {
    setup,
    agents: [{ from: 'buyer', parameters: { slow: 20 } }],
    source: { kind: 'file', label: 'bars', market: ['bars.csv'] },
    desk: '0123456789abcdef',
  }
  const paths = deskPaths(folder)
  const { journal: at, anchor } = paths
  const place = { disk: nodeDisk, folder: at, anchor, segmentBytes: 1 << 16 }
  const journal = SegmentJournal.open({ ...place, mayWrite: () => true })
  journal.append({
    ...{ kind: 'run-started', ts: micros(toldStart) },
    header: headerJson(header, ['buyer(slow=20)']),
  })
  const run = new DeskRun({ setup, recorded: [], journal, observer: nobody })
  const bar = { open: 50_000, high: 50_000, low: 50_000, close: 50_000, volume: 9_000_000_000 }
  for (let row = 1; row <= 60; row += 1) {
    run.onBar({ instrument: 0, ts: minuteAt(row), ...bar }, 'live')
    const plan = plans.get(row)
    if (plan !== undefined) expect(run.agree(approved(row, plan))).toBe(true)
  }
  run.commit()
  journal.close()
  return folder
}

type Plan = { readonly weights: readonly number[]; readonly minutes: number }

const minuteAt = (row: number): PlanApproved['ts'] => micros(toldStart + row * minuteUs)

function approved(row: number, { weights, minutes }: Plan): PlanApproved {
  return {
    ...{ kind: 'plan-approved', ts: minuteAt(row), untilTs: minuteAt(row + minutes) },
    ...{ proposal: `p${row}`, weights, actor: 'cli:ada', reason: 'so be it' },
  }
}

it('an agent is in one state for good where nothing was agreed on', () => {
  const state = {
    agent: 'buyer(slow=20)',
    from: minuteAt(1),
    until: null,
    thresholds: { slow: 20 },
  }
  expect(agentStatesOf(deskWith(undefined, new Map()))).toEqual([
    { ...state, weights: { calm: 1, usual: 1, wild: 1 }, agreed: null },
  ])
  expect(agentStatesOf(deskWith('earned', new Map()))).toEqual([
    { ...state, weights: { calm: null, usual: null, wild: null }, agreed: null },
  ])
})

it('states follow what was agreed on, weight by weight, until their time is over', () => {
  const plans = new Map([
    [10, { weights: [0.2, 0.4, 0], minutes: 20 }],
    [20, { weights: [0.9, 0, 0], minutes: 30 }],
  ])
  const states = agentStatesOf(deskWith('earned', plans))
  const told = states.map(({ from, until, weights, agreed }) => [
    ...[from, until, Object.values(weights), agreed?.proposal],
  ])
  expect(told).toEqual([
    [minuteAt(1), minuteAt(10), [null, null, null], undefined],
    [minuteAt(10), minuteAt(20), [0.2, 0.4, null], 'p10'],
    [minuteAt(20), minuteAt(30), [0.9, 0.4, null], 'p20'],
    [minuteAt(30), minuteAt(50), [0.9, null, null], 'p20'],
    [minuteAt(50), null, [null, null, null], undefined],
  ])
})

it('there is none of a folder without a desk', () => {
  expect(() => agentStatesOf(path.join(root, 'nothing'))).toThrow(/no journal|No desk/i)
})

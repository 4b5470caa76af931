import { mkdtempSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { headerOfTest, liveBars } from '../../../test/house/live-history.ts'
import { dayUs, hourUs, micros, minuteUs } from '../../domain/index.ts'
import { defaultCaps } from '../../execution/index.ts'
import { SegmentJournal } from '../../journal/index.ts'
import { nodeDisk } from '../../kernel/index.ts'
import { defaultLimits, wideLimits } from '../../risk/index.ts'
import { deskPaths } from '../desk-folder.ts'
import { go, type GoFinding, noGo, passes } from './go-check.ts'
import { type GoNoGo, goNoGo, type GoNoGoOptions } from './go-no-go.ts'

const newFolder = (): string => mkdtempSync(path.join(os.tmpdir(), 'coinswarm-go-'))
const now = micros(Date.UTC(2026, 0, 1) * 1_000)

function report(over: Partial<GoNoGoOptions> = {}): Promise<GoNoGo> {
  const setup = { limits: defaultLimits, caps: defaultCaps, now }
  return goNoGo({ venue: 'kraken', folder: newFolder(), ...setup, ...over })
}

const status = ({ checks }: GoNoGo, name: string): string | undefined =>
  checks.find((check) => check.name === name)?.status

/** A folder whose desk has run on a live market for so many minutes, up to `now`. */
function folderRun(minutes: number, market = 'venue:kraken'): string {
  const folder = newFolder()
  const { journal, anchor } = deskPaths(folder)
  const written = SegmentJournal.open({ folder: journal, anchor, disk: nodeDisk })
  written.append({ kind: 'run-started', ts: micros(0), header: headerOfTest(market) })
  for (const bar of liveBars(now - minutes * minuteUs, minutes + 1)) written.append(bar)
  written.commit()
  written.close()
  return folder
}

describe('an empty folder', () => {
  it('is asked every question, and what nobody knows is NOT RUN and no pass', async () => {
    const found = await report()
    expect(found.isGo).toBe(false)
    for (const name of [
      'keys',
      'clock',
      'version',
      'data',
      'account',
      'shadow',
      'paper',
      'verdict',
    ])
      expect([name, status(found, name)]).toEqual([name, 'NOT RUN'])
    for (const name of ['venue', 'limits', 'disk'])
      expect([name, status(found, name)]).toEqual([name, 'GO'])
    const notRun = found.checks.filter((check) => check.status === 'NOT RUN')
    expect(notRun.some(passes)).toBe(false)
  })
})

it('is a GO only when everything is, and not with any one of them missing', async () => {
  const fine = async (): Promise<GoFinding> => go('asked')
  const ports = { clock: fine, keys: fine, verdict: fine, cost: fine, person: fine }
  const found = await report({ folder: folderRun(26 * 60), ports })
  const all = {
    ...found,
    checks: found.checks.map((check) => ({ ...check, status: 'GO' as const })),
  }
  expect(all.checks.every(passes)).toBe(true)
  for (const name of Object.keys(ports)) {
    const without = await report({ ports: { ...ports, [name]: undefined } })
    expect([name, status(without, name)]).toEqual([name, 'NOT RUN'])
    const failing = await report({ ports: { ...ports, [name]: async () => noGo('no') } })
    expect([name, status(failing, name)]).toEqual([name, 'NO GO'])
    const throwing = async (): Promise<GoFinding> => {
      throw new Error('the line is down')
    }
    const broken = await report({ ports: { ...ports, [name]: throwing } })
    expect([name, status(broken, name)]).toEqual([name, 'NO GO'])
  }
})

describe('a folder whose desk has run', () => {
  it('for a day and two hours is through with shadow and has been on paper for two hours', async () => {
    const found = await report({ folder: folderRun(26 * 60) })
    expect([status(found, 'data'), status(found, 'version')]).toEqual(['GO', 'GO'])
    expect([status(found, 'shadow'), status(found, 'paper')]).toEqual(['GO', 'NO GO'])
    expect(found.stages.map(({ name, ranUs }) => [name, ranUs / hourUs])).toEqual([
      ['shadow', 24],
      ['paper', 2],
      ['canary', 0],
      ['full', 0],
    ])
  })

  it('on what is no live market has run for nothing', async () => {
    for (const market of ['generated', 'rehearsal:kraken', 'scenario:crash']) {
      const found = await report({ folder: folderRun(26 * 60, market) })
      expect([market, status(found, 'shadow'), found.stages[0]?.ranUs]).toEqual([
        market,
        'NO GO',
        0,
      ])
    }
  })

  it('some days ago knows nothing of the market of today', async () => {
    const found = await report({ folder: folderRun(60), now: micros(now + dayUs) })
    expect(status(found, 'data')).toBe('NO GO')
  })

  it('on prices of tomorrow knows as little', async () => {
    const ahead = (us: number): Promise<GoNoGo> =>
      report({ folder: folderRun(26 * 60), now: micros(now - us) })
    expect(status(await ahead(dayUs), 'data')).toBe('NO GO')
    expect(status(await ahead(minuteUs), 'data')).toBe('GO')
  })

  it('and whose journal was changed, or is of another version, is a NO GO in all it would say', async () => {
    const folder = folderRun(60)
    writeFileSync(path.join(deskPaths(folder).journal, '000001.seg'), 'changed')
    const changed = await report({ folder })
    for (const name of ['version', 'data', 'account', 'alerts'])
      expect([name, status(changed, name)]).toEqual([name, 'NO GO'])
    const newer = folderRun(60)
    nodeDisk.makeFolder(path.join(newer, 'journal.v9'))
    nodeDisk.makeFolder(path.join(newer, 'anchor.v9'))
    expect(status(await report({ folder: newer }), 'version')).toBe('NO GO')
  })
})

describe('limits', () => {
  const caps = defaultCaps
  it('that are wide, missing, or contradict each other are a NO GO', async () => {
    for (const limits of [
      wideLimits,
      { ...defaultLimits, heatMax: Number.NaN },
      { ...defaultLimits, dailyLossMax: undefined as unknown as number },
      { ...defaultLimits, drawdownHalt: 0.1 },
    ])
      expect(status(await report({ limits, caps }), 'limits')).toBe('NO GO')
    const none = { ...caps, notionalPerDay: Number.POSITIVE_INFINITY }
    expect(status(await report({ caps: none }), 'limits')).toBe('NO GO')
  })
})

it('says why a venue is not one to trade on', async () => {
  const { checks } = await report({ venue: 'bitstamp' })
  const venue = checks.find(({ name }) => name === 'venue')
  expect(venue).toMatchObject({ status: 'NO GO' })
  expect(venue?.detail).toMatch(/Bitstamp/)
})

it('wants to know which venue', async () => {
  await expect(report({ venue: undefined })).rejects.toThrow('--live needs --venue')
  await expect(report({ venue: 'nowhere' })).rejects.toThrow('nowhere')
})

describe('waving a check through', () => {
  const by = { name: 'verdict', actor: 'ann', reason: 'a small account' }

  it('is written down before it counts, and leaves the check what it was', async () => {
    const written: string[] = []
    const audit = ({ name, actor }: typeof by): void => void written.push(`${actor} ${name}`)
    const found = await report({ overrides: [by], audit })
    expect(written).toEqual(['ann verdict'])
    const check = found.checks.find(({ name }) => name === 'verdict')
    const { actor, reason } = by
    expect(check).toMatchObject({ status: 'NOT RUN', override: { actor, reason } })
    expect(check !== undefined && passes(check)).toBe(true)
    expect(found.isGo).toBe(false)
    const full = (): void => {
      throw new Error('the disk is full')
    }
    await expect(report({ overrides: [by], audit: full })).rejects.toThrow('full')
    await expect(report({ overrides: [by] })).rejects.toThrow('could not be written')
  })

  it('is declined for what is there for safety, by nobody, and without a reason', async () => {
    let written = 0
    const audit = (): void => void (written += 1)
    const { checks } = await report()
    const refused = [
      ...checks.filter(({ isSafety }) => isSafety).map(({ name }) => ({ ...by, name })),
      ...['', 'desk', 'venue'].map((actor) => ({ ...by, actor })),
      { ...by, reason: ' ' },
      { ...by, name: 'nothing' },
    ]
    for (const override of refused)
      await expect(report({ overrides: [override], audit })).rejects.toThrow('not waved through')
    expect([refused.length > 12, written]).toEqual([true, 0])
  })

  it('counts for nothing on a check of safety, however it came there', () => {
    const check = { name: 'keys', isSafety: true, ...noGo('none'), override: by }
    expect(passes(check)).toBe(false)
  })
})

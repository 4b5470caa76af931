import { mkdtempSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { dayUs, type Micros, micros } from '../../domain/index.ts'
import { SimulatedDisk } from '../../kernel/index.ts'
import { defaultThresholds, type Soundness } from '../../research/index.ts'
import { loadConfiguration } from '../configuration.ts'
import type { ConfigurationValues } from '../configuration-values.ts'
import { setupOf } from '../desk-setup-of.ts'
import type { GoFinding } from '../go-no-go/go-check.ts'
import {
  type CertificateNeeds,
  certificateOf,
  parseCertificate,
  sealedText,
} from './certificate.ts'
import { verdictFinding } from './certificate-finding.ts'
import { findCertificate, keepCertificate } from './certificate-folder.ts'
import { loadStrategy, settingsHash } from './strategy-identity.ts'

const newFolder = (): string => mkdtempSync(path.join(os.tmpdir(), 'coinswarm-sound-'))
const now = micros(Date.UTC(2026, 0, 1) * 1_000)

function valuesWith(flags: Readonly<Record<string, unknown>> = {}): ConfigurationValues {
  const given = Object.entries(flags).map(([key, value]) => ({ flag: key, key, value }))
  return loadConfiguration({ folder: '/nowhere', variables: {}, flags: given }).values
}

const values = valuesWith()
const good: Soundness = {
  ...{ verdict: 'sound', mayLeavePaper: true, reasons: [] },
  categories: [{ name: 'latency', status: 'pass', figures: {}, checks: [] }],
}

/** A folder with a certificate of `from`. */
async function certified(
  over: Partial<CertificateNeeds> = {},
  from = 'trend',
  parameters: Record<string, unknown> = {},
  folder = newFolder(),
): Promise<{ readonly folder: string; readonly file: string }> {
  const { identity } = await loadStrategy({ from, parameters })
  const certificate = certificateOf({
    ...{ identity, settings: settingsHash(setupOf(values, [])), thresholds: defaultThresholds },
    data: { sha256: 'd', market: 'BTC-USD.SIM', isRecorded: true },
    ...{ version: '1.0.0', runHash: 'r', soundness: good, now, validDays: 30, ...over },
  })
  return { folder, file: keepCertificate(folder, certificate) }
}

const asked = (
  folder: string,
  over: { readonly values?: ConfigurationValues; readonly version?: string; now?: Micros } = {},
): Promise<GoFinding> => verdictFinding({ folder, values, version: '1.0.0', now, ...over })

const noGo = (detail: RegExp): object => ({
  status: 'NO GO',
  detail: expect.stringMatching(detail),
})

describe('a strategy leaves paper', () => {
  it('with a certificate that says so and holds here and now', async () => {
    const { folder } = await certified()
    expect(await asked(folder)).toEqual({
      status: 'GO',
      detail: 'trend is sound and may leave paper, until 2026-01-31',
    })
  })

  it('not without one: nobody knows', async () => {
    expect(await asked(newFolder())).toMatchObject({
      status: 'NOT RUN',
      detail: expect.stringMatching(/nobody has asked .* coinswarm soundness trend does/),
    })
  })

  it('not with one that has expired, or is of a time to come', async () => {
    const { folder } = await certified()
    const at = (us: number): Promise<GoFinding> => asked(folder, { now: micros(now + us) })
    expect(await at(30 * dayUs - 1)).toMatchObject({ status: 'GO' })
    expect(await at(30 * dayUs)).toEqual(noGo(/expired since 2026-01-31; run coinswarm/))
    expect(await at(-1)).toEqual(noGo(/of a time to come/))
  })

  it('not with one that was edited, by any key of it', async () => {
    const { folder, file } = await certified()
    const text = readFileSync(file, 'utf8')
    for (const [from, to] of [
      ['2026-01-31', '2027-01-31'],
      ['"sound"', '"unsound"'],
      ['"isRecorded": true', '"isRecorded": false'],
      ['"format": 1', '"format": 2'],
      ['{', '{ "more": 1,'],
      ['}', ''],
    ] as const) {
      const edited = text.replace(from, to)
      expect(edited).not.toBe(text)
      writeFileSync(file, edited)
      expect(await asked(folder)).toEqual(noGo(/is not what was written/))
    }
    writeFileSync(file, text)
    expect(await asked(folder)).toMatchObject({ status: 'GO' })
  })

  it('not with that of other parameters, also under its own name', async () => {
    const { folder, file } = await certified({}, 'trend', { fast: 12 })
    expect(await asked(folder)).toEqual(noGo(/tried with other parameters, or as another file/))
    const own = await certified({}, 'trend', {}, folder)
    renameSync(file, own.file)
    expect(await asked(folder)).toEqual(noGo(/is not what was written/))
  })

  it('not with that of another version, other settings, or other thresholds', async () => {
    const { folder } = await certified()
    expect(await asked(folder, { version: '1.0.1' })).toEqual(noGo(/of version 1.0.0, this is/))
    const dearer = valuesWith({ 'costs.feeTakerBps': 30 })
    expect(await asked(folder, { values: dearer })).toEqual(noGo(/of other settings/))
    const stricter = valuesWith({ 'soundness.sharpeMin': 0.6 })
    expect(await asked(folder, { values: stricter })).toEqual(noGo(/of other thresholds/))
    const same = valuesWith({ 'desk.cash': 7, 'desk.seed': 9, 'soundness.validDays': 3 })
    expect(await asked(folder, { values: same })).toMatchObject({ status: 'GO' })
  })

  it('not when it was found unsound, not proved, or sound and no more', async () => {
    const of = async (soundness: Partial<Soundness>): Promise<GoFinding> =>
      asked((await certified({ soundness: { ...good, ...soundness } })).folder)
    for (const verdict of ['unsound', 'not proved'] as const)
      expect(await of({ verdict, mayLeavePaper: false })).toEqual(
        noGo(new RegExp(`trend was found ${verdict} on 2026-01-01`)),
      )
    expect(await of({ mayLeavePaper: false, reasons: ['Sharpe: 0.7.'] })).toEqual(
      noGo(/is sound, and not good enough to leave paper: Sharpe: 0.7./),
    )
  })

  it('only with every other that would be seated', async () => {
    const { folder } = await certified()
    const both = valuesWith({
      agents: [
        { name: 'trend', parameters: {} },
        { name: 'cross', parameters: {} },
      ],
    })
    expect(await asked(folder, { values: both })).toMatchObject({
      status: 'NOT RUN',
      detail: expect.stringMatching(/cross/),
    })
    await certified({}, 'cross', {}, folder)
    expect(await asked(folder, { values: both })).toMatchObject({ status: 'GO' })
  })

  it('not as a file that was changed since', async () => {
    const file = path.join(newFolder(), 'own.ts')
    const text = (size: number): string =>
      "import { defineAgent } from 'coinswarm/agents'\n" +
      "export const agent = defineAgent({ name: 'own', summary: 's', parameters: {}," +
      ` features: () => ({}), opine: () => ({ exposure: ${size}, confidence: 0.5 }) })\n`
    writeFileSync(file, text(0.1))
    const { folder } = await certified({}, file)
    const own = valuesWith({ agents: [{ name: file, parameters: {} }] })
    expect(await asked(folder, { values: own })).toMatchObject({ status: 'GO' })
    writeFileSync(file, text(0.9))
    expect(await asked(folder, { values: own })).toEqual(noGo(/or as another file/))
  })
})

it('is read back as it was written, and is nothing else', async () => {
  const { file } = await certified()
  const certificate = parseCertificate(readFileSync(file, 'utf8'))
  expect(certificate).toMatchObject({ verdict: 'sound', strategy: { agent: 'trend' } })
  expect(certificate && parseCertificate(sealedText(certificate))).toEqual(certificate)
  for (const text of ['', 'null', '[]', '{}', '{"sha256":"x"}', '"x"'])
    expect(parseCertificate(text)).toBeUndefined()
})

it('says so when it cannot be kept', async () => {
  const { file } = await certified()
  const certificate = parseCertificate(readFileSync(file, 'utf8'))
  const full = new SimulatedDisk()
  full.fillAfter(1)
  if (certificate === undefined) throw new Error('there is one')
  expect(() => keepCertificate('/desk', certificate, full)).toThrow(/choose another folder/)
  expect(findCertificate('/desk', certificate.strategy, new SimulatedDisk())).toEqual({
    ...{ kind: 'none', others: 0 },
  })
})

import { canonicalJson } from '../../base/index.ts'
import type { Micros } from '../../domain/index.ts'
import type { SoundnessThresholds } from '../../research/index.ts'
import type { ConfigurationValues } from '../configuration-values.ts'
import { setupOf } from '../desk-setup-of.ts'
import { type GoFinding, go, noGo, notRun } from '../go-no-go/go-check.ts'
import type { Certificate } from './certificate.ts'
import { findCertificate } from './certificate-folder.ts'
import { loadStrategy, settingsHash, type StrategyIdentity } from './strategy-identity.ts'
import { thresholdsOf } from './thresholds-of.ts'

export type VerdictNeeds = {
  /** The desk's. */
  readonly folder: string
  readonly values: ConfigurationValues
  readonly version: string
  readonly now: Micros
}

/** What a certificate has to be of. */
type Wanted = {
  readonly settings: string
  readonly thresholds: SoundnessThresholds
  readonly version: string
  readonly now: Micros
}

/**
 * Whether every agent that would be seated has a certificate that lets it leave paper, and that is
 * current: of this strategy, these settings, these thresholds and this version, and not expired.
 *
 * @throws UserError when an agent cannot be loaded, which is a NO GO to who asks.
 */
export async function verdictFinding(needs: VerdictNeeds): Promise<GoFinding> {
  const { folder, values, version, now } = needs
  const settings = settingsHash(setupOf(values, []))
  const wanted = { settings, thresholds: thresholdsOf(values), version, now }
  const until: string[] = []
  for (const { name, parameters } of values.agents) {
    const { identity } = await loadStrategy({ from: name, parameters })
    const finding = findingOf(folder, identity, wanted)
    if (finding.status !== 'GO') return finding
    until.push(finding.detail)
  }
  return go(until.join('; '))
}

function findingOf(folder: string, identity: StrategyIdentity, wanted: Wanted): GoFinding {
  const { agent } = identity
  const again = `run coinswarm soundness ${agent} again`
  const found = findCertificate(folder, identity)
  if (found.kind === 'edited')
    return noGo(`the certificate ${found.file} is not what was written; ${again}`)
  if (found.kind === 'none')
    return found.others === 0
      ? notRun(`nobody has asked whether ${agent} is sound; coinswarm soundness ${agent} does`)
      : noGo(`${agent} was tried with other parameters, or as another file; ${again}`)
  const { certificate } = found
  const stale = staleness(certificate, wanted)
  if (stale !== undefined) return noGo(`the certificate of ${agent} is ${stale}; ${again}`)
  const at = certificate.issued.slice(0, 10)
  if (certificate.verdict !== 'sound')
    return noGo(`${agent} was found ${certificate.verdict} on ${at}`)
  if (!certificate.mayLeavePaper)
    return noGo(
      `${agent} is sound, and not good enough to leave paper: ${certificate.reasons[0] ?? ''}`,
    )
  return go(`${agent} is sound and may leave paper, until ${certificate.expires.slice(0, 10)}`)
}

/** Why a certificate does not hold here and now; `undefined` when it does. */
function staleness(
  of: Certificate,
  { settings, thresholds, version, now }: Wanted,
): string | undefined {
  if (of.version !== version) return `of version ${of.version}, this is ${version}`
  if (of.settings !== settings) return 'of other settings'
  if (canonicalJson(of.thresholds) !== canonicalJson({ ...thresholds }))
    return 'of other thresholds'
  const [from, until] = [of.issued, of.expires].map((text) => Date.parse(text) * 1_000)
  if (from === undefined || until === undefined || now < from) return 'of a time to come'
  return now < until ? undefined : `expired since ${of.expires.slice(0, 10)}`
}

import path from 'node:path'
import { reasonOf, UserError } from '../../base/index.ts'
import { type Disk, nodeDisk, readText, replaceFile } from '../../kernel/index.ts'
import { type Certificate, parseCertificate, sealedText } from './certificate.ts'
import { identityKey, type StrategyIdentity } from './strategy-identity.ts'

/** Where in a desk folder certificates are kept. */
const folderName = 'soundness'

/** What stands in a desk folder about a strategy. */
export type FoundCertificate =
  | { readonly kind: 'found'; readonly certificate: Certificate }
  /** There is one, and it is not what was written. */
  | { readonly kind: 'edited'; readonly file: string }
  /** There is none. @param others - How many there are for the same agent, otherwise. */
  | { readonly kind: 'none'; readonly others: number }

/**
 * Keeps a certificate, in the place of an earlier one of the same strategy: what was found last
 * counts, for better or worse.
 *
 * @returns The file. @throws UserError `certificate-unwritten`.
 */
export function keepCertificate(
  deskFolder: string,
  certificate: Certificate,
  disk: Disk = nodeDisk,
): string {
  const folder = path.join(deskFolder, folderName)
  const name = nameOf(certificate.strategy)
  try {
    disk.makeFolder(folder)
    replaceFile(disk, folder, name, new TextEncoder().encode(sealedText(certificate)))
  } catch (error) {
    throw new UserError(
      'certificate-unwritten',
      `The certificate could not be kept in ${folder} (${reasonOf(error)}); free some space or ` +
        'choose another folder with --desk.',
      3,
    )
  }
  return path.join(folder, name)
}

/** Looks for the certificate of a strategy. @throws DiskError when the folder cannot be read. */
export function findCertificate(
  deskFolder: string,
  identity: StrategyIdentity,
  disk: Disk = nodeDisk,
): FoundCertificate {
  const folder = path.join(deskFolder, folderName)
  const name = nameOf(identity)
  const text = readText(disk, path.join(folder, name))
  if (text === undefined) {
    const others = disk.list(folder).filter((each) => isOf(each, identity.agent))
    return { kind: 'none', others: others.length }
  }
  const certificate = parseCertificate(text)
  // One that was renamed is the certificate of another strategy.
  return certificate === undefined || nameOf(certificate.strategy) !== name
    ? { kind: 'edited', file: path.join(folder, name) }
    : { kind: 'found', certificate }
}

function nameOf(identity: StrategyIdentity): string {
  return `${identity.agent}-${identityKey(identity)}.json`
}

function isOf(name: string, agent: string): boolean {
  return name.startsWith(`${agent}-`) && /^[0-9a-f]{16}\.json$/.test(name.slice(agent.length + 1))
}

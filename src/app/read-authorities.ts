import { X509Certificate } from 'node:crypto'
import { UserError } from '../base/index.ts'
import { readOwnFile } from './read-own-file.ts'

const pem = /-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/g

/**
 * Certificates of who may vouch for a server, from a file in PEM. They are no secret.
 *
 * @param file - Nothing when empty.
 * @throws UserError `ca-file`
 */
export function readAuthorities(file: string): string | undefined {
  if (file === '') return undefined
  const decline = (why: string): UserError => new UserError('ca-file', `${why}.`)
  const bytes = readOwnFile(file, {
    ...{ bytesMax: 1_048_576, what: 'file of certificates', decline, isOpen: true },
  })
  const found = new TextDecoder().decode(bytes).match(pem) ?? []
  if (bytes === undefined || found.length === 0)
    throw decline(`${file} is not there, or holds no certificate in PEM; name the file that does`)
  if (!found.every(isCertificate))
    throw decline(`${file} holds a certificate that cannot be read; write it again`)
  return found.join('\n')
}

function isCertificate(text: string): boolean {
  try {
    return new X509Certificate(text).raw.length > 0
  } catch {
    return false
  }
}

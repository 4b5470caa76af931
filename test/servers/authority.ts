import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { programOf } from './start-server.ts'

const program = programOf('openssl')

/** Debian's `openssl`; `.ci/run` installs it. */
export const hasOpenssl: boolean = program !== undefined

/** What a server proves its name with. PEM. */
export type Certified = { readonly certificate: string; readonly key: string }

/** Somebody who vouches for servers, made for a test and trusted by nobody else. */
export type Authority = {
  readonly certificate: string
  /** @param names - Such as `IP:127.0.0.1,DNS:localhost`. @param days - Below 0 it is over. */
  readonly certify: (names: string, days?: number) => Certified
}

export function makeAuthority(name: string): Authority {
  const made = inFolder((folder) => {
    openssl(
      folder,
      ...['req', '-x509', ...newKey('ca.key'), '-out', 'ca.pem', '-days', '2'],
      ...of(name),
    )
    return { certificate: text(folder, 'ca.pem'), key: text(folder, 'ca.key') }
  })
  const certify = (names: string, days = 1): Certified =>
    inFolder((folder) => {
      writeFileSync(`${folder}/ca.pem`, made.certificate)
      writeFileSync(`${folder}/ca.key`, made.key)
      writeFileSync(`${folder}/names`, `subjectAltName=${names}`)
      openssl(folder, 'req', ...newKey('own.key'), '-out', 'own.csr', ...of('a server'))
      const signed = ['-CA', 'ca.pem', '-CAkey', 'ca.key', '-CAcreateserial', '-days', String(days)]
      openssl(
        folder,
        'x509',
        '-req',
        '-in',
        'own.csr',
        ...signed,
        ...['-extfile', 'names', '-out', 'own.pem'],
      )
      return { certificate: text(folder, 'own.pem'), key: text(folder, 'own.key') }
    })
  return { certificate: made.certificate, certify }
}

function newKey(file: string): readonly string[] {
  return ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-keyout', file]
}

function of(name: string): readonly string[] {
  return ['-subj', `/CN=${name}`]
}

function openssl(cwd: string, ...words: readonly string[]): void {
  const { status, stderr } = spawnSync(program ?? 'openssl', words, { cwd, encoding: 'utf8' })
  if (status !== 0) throw new Error(`openssl ${words.join(' ')}: ${stderr}`)
}

function text(folder: string, file: string): string {
  return readFileSync(`${folder}/${file}`, 'utf8')
}

function inFolder<Result>(task: (folder: string) => Result): Result {
  const folder = mkdtempSync(`${tmpdir()}/coinswarm-authority-`)
  try {
    return task(folder)
  } finally {
    rmSync(folder, { recursive: true })
  }
}

import { reasonOf } from '../base/index.ts'
import { deskChecks } from './doctor-desk.ts'
import { deskFolderChecks } from './doctor-folder.ts'
import { chromiumCheck, clockCheck, nodeCheck, pageCheck, portCheck } from './doctor-machine.ts'
import { nativeChecks } from './doctor-native.ts'
import { liveClock } from '../kernel/index.ts'
import type { DoctorCheck, DoctorQuestion } from './doctor-question.ts'
import { vaultChecks } from './vault.ts'

export type DoctorOptions = {
  readonly deskFolder: string
  /** The port of the page; `undefined` when the settings could not be read. */
  readonly port: number | undefined
  /** Where the built page should stand. */
  readonly pageFolder: string
  /** Version of the Node on this machine, when it started the pinned one. */
  readonly startedBy: string | undefined
  /** Folders to look for programs in, written as PATH is. */
  readonly searchPath: string
  /** What the caller answers itself, such as the settings. */
  readonly more: readonly DoctorQuestion[]
}

export type DoctorReport = { readonly ok: boolean; readonly checks: readonly DoctorCheck[] }

/** Examines an installation. What it writes to try the disk it removes again. */
export async function examine(options: DoctorOptions): Promise<DoctorReport> {
  const { deskFolder, port } = options
  const questions: readonly DoctorQuestion[] = [
    nodeCheck(options.startedBy),
    ...nativeChecks,
    ...options.more,
    ...deskFolderChecks(deskFolder),
    ...deskChecks(deskFolder),
    ...vaultChecks(deskFolder, () => liveClock.now()),
    ...(port === undefined ? [] : [portCheck(port)]),
    pageCheck(options.pageFolder),
    clockCheck(deskFolder),
    chromiumCheck(options.searchPath),
  ]
  const checks: DoctorCheck[] = []
  for (const question of questions) checks.push(await answered(question))
  return { ok: checks.every(({ status }) => status !== 'fail'), checks }
}

async function answered({ name, ask }: DoctorQuestion): Promise<DoctorCheck> {
  try {
    return { name, ...(await ask()) }
  } catch (error) {
    const detail = reasonOf(error)
    return { name, status: 'fail', detail }
  }
}
